"""The accessible original: it stands alone, and nothing anybody wrote can act in it."""

import itertools
import re
from html.parser import HTMLParser

import pytest

from analysis.estimate.plan import plan_for
from evaluation.impact_report.build.context import ItemWords, Quotation
from evaluation.impact_report.build.report import impact_report
from evaluation.impact_report.formats import html
from tests.impact_report.examples import SCALES, answered, context, evening, frame_of, in_context, study

FORBIDDEN = re.compile(r"significan|proved|impact of|due to|no effect|% increase|effect of", re.IGNORECASE)


class Elements(HTMLParser):
    """Start tags with their attributes, headings, and the words between tags."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.words, self.open = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())

    @property
    def headings(self):
        return [int(tag[1]) for tag, _ in self.tags if re.fullmatch("h[1-6]", tag)]


@pytest.fixture(scope="module", params=["one_evening", "six_chapters"])
def page(request):
    return html.page(request.getfixturevalue(request.param))


def test_its_one_style_block_is_the_one_its_policy_allows(page):
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    assert page.count("<style") == 1
    assert f"style-src '{html.style_hash(style)}'" in page


def test_it_has_no_style_attribute_and_no_script(page):
    elements = Elements(page)
    assert not any(
        "style" in attributes or any(name.startswith("on") for name in attributes) for _, attributes in elements.tags
    )
    assert "script" not in {tag for tag, _ in elements.tags}


def test_it_asks_nothing_of_any_other_address(page):
    assert re.findall(r"(?:src|href)\s*=(?!\"#)", page) == []
    assert set(re.findall(r"url\(\"?([a-z]+):", page)) == {"data"}


def test_every_figure_has_a_title(page):
    assert page.count("<svg") > 5
    assert len(re.findall(r"<svg[^>]*role=\"img\">\s*<title>[^<]+</title>", page)) == page.count("<svg")


def test_headings_go_down_one_level_at_a_time(page):
    levels = Elements(page).headings
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_no_forbidden_word_is_said(page):
    assert FORBIDDEN.findall(Elements(page).text) == []


def test_it_states_its_language_and_its_example_data(page):
    assert '<html lang="en"' in page
    assert "Example data" in page


def test_markup_in_names_is_shown_as_it_was_typed():
    nasty = "<img src=x onerror=alert(1)>"
    made = impact_report(
        frame_of(answered(nasty, 30)),
        SCALES,
        plan_for(SCALES),
        context=context(
            study=nasty, items={"t1": ItemWords(text=nasty)}, quotation=Quotation(text=nasty, how_picked=nasty)
        ),
    )
    written = html.page(made)
    assert "<img" not in written
    assert written.count("&lt;img src=x onerror=alert(1)&gt;") > 3


def test_a_quote_is_left_out_under_twenty_pairs():
    quotation = Quotation(text="I sat down with two people.", how_picked="by lot")
    assert "two people." in html.page(in_context(evening(20), quotation=quotation))
    assert "two people." not in html.page(in_context(evening(19), quotation=quotation))


def test_page_1_of_four_pairs_shows_who_came_and_no_average():
    text = Elements(html.page(evening(4, came=9, organisations=3))).text.partition("A sentence you may quote")[0]
    assert "9 people from 3 organisations met" in text
    assert "answered before" not in text
    assert "What changed" not in text


def test_no_count_of_one_or_two_people_is_printed_beside_up_and_down():
    """25 rise, one falls: the one would know himself in the count."""
    rows = answered("A", 26)
    for row in rows:
        fell = row["participant"].endswith("-0")
        for item in ("t1", "t2", "t3"):
            row[item] = 5.0 + (row["wave"] == "post") * (
                -2 if fell else 2 + int(row["participant"].rsplit("-", 1)[1]) % 2
            )
    text = Elements(html.page(impact_report(frame_of(rows), SCALES, plan_for(SCALES), context=context()))).text
    assert "25 up" not in text
    assert "One of the counts up, within and down is too small to print." in text


def test_two_chapters_stand_side_by_side():
    text = Elements(html.page(study((30, 25)))).text
    assert "Other outcomes, side by side" in text
    assert "Average of" not in text


def test_the_stamp_names_questions_plan_moment_data_and_program(page):
    stamp = re.search(r'<footer class="stamp">(.*?)</footer>', page)[1]
    for part in (
        "common-ground v1 (not yet validated)",
        "plan v1, fixed 2 May 2026",
        "15 May 2026 09:12",
        "code 1.4.0",
    ):
        assert part in stamp


@pytest.mark.parametrize(
    ("heading", "together"),
    [("Trust fell clearly", True), ("Trust in other communities afterwards", False), ("Trust", False)],
)
def test_a_short_last_word_of_a_heading_stays_with_the_one_before(heading, together):
    assert ("\N{NO-BREAK SPACE}" in html.last_together(heading)) == together
