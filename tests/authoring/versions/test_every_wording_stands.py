"""Answers to two wordings of a question that compare with care are one figure: the report prints both wordings."""

import csv
import io
from dataclasses import replace

import pytest
from lxml import html as page_of

from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.csv import codebook_csv
from evaluation.models import Study
from evaluation.reports import from_study
from evaluation.reports.releases import tree_schema
from evaluation.reports.releases.pseudonyms import without_places
from evaluation.storage.database import open_database
from evaluation.store.reports.gather import gather_study
from tests.authoring.two_versions import FIRST, MIXED, TwoVersions
from tests.conftest import StandingClock
from tests.homes import copied_home

TEXTS = [f"{version.items_by_id['bt2'].text} (common-ground v{version.number})" for version in (MIXED, FIRST)]
PLACED = [text.replace("{place}", "your area") for text in TEXTS]


@pytest.fixture(scope="module")
def report(tmp_path_factory, migrated_sqlite):
    """Of 24 people who were asked the first version and 19 who were asked the second."""
    settings, clock = copied_home(migrated_sqlite, tmp_path_factory.mktemp("wordings") / "home"), StandingClock()
    database = open_database(settings)
    study = TwoVersions(database, clock)
    study.evening(1, 1, people=24)
    study.evening(2, 2, people=19)
    with database.reading() as db:
        yield from_study.report_of(gather_study(db, db.get_one(Study, study.study.id)), now=clock())
    database.close()


def said(node):
    return " ".join(node.text_content().split())


def row_of(report, item="bt2"):
    """The row of a question of its own page, found by its text."""
    text = MIXED.items_by_id[item].text.replace("{place}", "your area")
    rows = page_of.fromstring(html.page(report).encode()).xpath("//table[@class='items']/tbody/tr")
    (found,) = [row for row in rows if text in said(row)]
    return found


def shown(report):
    """The questions as they were shown."""
    page = page_of.fromstring(html.page(report).encode())
    return [said(question) for question in page.xpath("//ul[@class='questions']/li")]


def test_question_by_question_has_both_wordings_each_with_its_version_and_everybody_in_one_row(report):
    row = row_of(report)
    assert [text for text in PLACED if text not in said(row)] == []
    assert said(row.xpath("td")[0]) == "43"


def test_the_questions_as_they_were_shown_have_both_wordings(report):
    assert [text for text in PLACED if text not in shown(report)] == []


def test_a_question_in_one_wording_stands_once_and_names_no_version(report):
    text = FIRST.items_by_id["bt1"].text.replace("{place}", "your area")
    assert shown(report).count(text) == 1
    assert "common-ground v" not in said(row_of(report, "bt1"))


def test_the_codebook_has_both_wordings(report):
    (words,) = [row["words"] for row in csv.DictReader(io.StringIO(codebook_csv(report))) if row["name"] == "bt2"]
    assert words == " / ".join(PLACED)


def test_a_frozen_tree_keeps_both_wordings(report):
    kept = tree_schema.load(tree_schema.dump(report))
    assert kept.context.items["bt2"] == report.context.items["bt2"]
    assert shown(kept) == shown(report)


def test_in_letters_neither_wording_names_the_place(report):
    items = {
        "bt2": replace(
            report.context.items["bt2"],
            others=tuple(replace(each, text=f"{each.text} in Kestle") for each in report.context.items["bt2"].others),
        )
    }
    placed = replace(report, context=replace(report.context, place="Kestle", items={**report.context.items, **items}))
    assert "Kestle" in str(placed.context.items)
    assert "Kestle" not in str(without_places(placed).context.items)


def test_what_the_first_renderer_wrote_has_the_newest_alone(report):
    first = replace(report, renderer=1, measured={k: replace(v, renderer=1) for k, v in report.measured.items()})
    assert PLACED[1] not in said(row_of(first))


def test_a_tree_of_one_wording_is_written_as_before(report):
    plain = {name: words for name, words in report.context.items.items() if not words.others}
    one = replace(report, context=replace(report.context, items=plain))
    assert '"others"' not in tree_schema.dump(one)
    assert '"others"' in tree_schema.dump(report)
