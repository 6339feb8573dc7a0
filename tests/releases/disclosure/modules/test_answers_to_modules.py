"""What modules asked is told of ten people or more, in whole groups, and no two reports part a few of them."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from evaluation.domain.errors import Refused
from evaluation.export.included_people import included_now
from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.json import document
from evaluation.models import Experiment, Release, ReleaseScope
from evaluation.reports.draft_report import draft_report
from evaluation.reports.releases import freeze_release
from evaluation.reports.report_job import content_of
from evaluation.store.releases.releases import Subject
from evaluation.store.reports.area_tables import add_area
from evaluation.store.reports.gather import gather_experiments, gather_study
from evaluation.store.studies.waves import waves_of
from evaluation.web.app import Services
from tests.jobs.test_reports_as_jobs import ITEMS
from tests.releases.conftest import KEY, Fieldwork
from tests.releases.disclosure.modules.evenings_with_modules import asked_after, came, give
from tests.releases.kept import frozen_at_once

TABLE = b"item,answer,percent\ncl_trust,many,40\ncl_trust,some,35.5\ncl_trust,a_few,20\ncl_trust,none,4.5\n"


@pytest.fixture
def fieldwork(sqlite_database, clock):
    """An evening of 40 people who answered who they are and whom they trust, as most did."""
    found = Fieldwork(sqlite_database, clock)
    asked_after(found, "Mill", "about-you", "community-life")
    came(found, "Mill", 17, religion="none", host_or_guest="guest", cl_trust="many")
    came(found, "Mill", 14, religion="christian", host_or_guest="guest", cl_trust="some")
    came(found, "Mill", 9, religion="sikh", host_or_guest="declined")
    return found


@pytest.fixture
def drafted(sqlite_settings, fieldwork):
    """The draft report of some evenings, or of the study, as it may be told now."""

    def made(*titles):
        fieldwork.clock.advance(minutes=1)
        services = Services(sqlite_settings, fieldwork.database, fieldwork.clock)
        ids = [fieldwork.experiments[title].id for title in titles]

        def gather(db):
            if not ids:
                return gather_study(db, fieldwork.study)
            return gather_experiments(db, [db.get_one(Experiment, each) for each in ids])

        report = draft_report(services, gather)
        fieldwork.clock.advance(minutes=1)
        return report

    return made


def answers_of(report, item):
    """About how many gave each answer, those that too few gave aside; None where the question is left out."""
    found = [each for each in report.context.modules.questions if each.item == item]
    return {each.value: each.people for each in found[0].answers if each.people is not None} if found else None


def test_counts_are_told_to_the_nearest_five_and_of_ten_or_more(drafted):
    report = drafted("Mill")
    (religion,) = [each for each in report.context.modules.questions if each.item == "religion"]
    assert answers_of(report, "religion") == {"none": 15, "christian": 15}
    assert (religion.answered, religion.fewest) == (40, 10)
    assert answers_of(report, "cl_trust") == {"many": 15, "some": 15}


def test_what_nearly_all_said_is_left_out_and_so_is_what_nobody_was_asked_enough(drafted):
    report = drafted("Mill")
    assert answers_of(report, "host_or_guest") is None
    assert {"Host or guest", "Age"} <= set(report.context.modules.left_out)


def test_nine_people_are_told_nothing_of(fieldwork, drafted):
    asked_after(fieldwork, "Quay", "about-you")
    came(fieldwork, "Quay", 5, religion="none")
    came(fieldwork, "Quay", 4, religion="sikh")
    assert drafted("Quay").context.modules.questions == ()


def test_an_evening_of_nine_does_not_follow_from_the_whole_and_the_other(fieldwork, drafted):
    alone = drafted("Mill")
    asked_after(fieldwork, "Quay", "about-you", chapter="Ynys")
    came(fieldwork, "Quay", 9, religion="none")
    both = drafted()
    assert both.flow.total["pairs"] == 49
    assert answers_of(both, "religion") == answers_of(alone, "religion")


def test_an_evening_of_twelve_counts_in_the_whole(fieldwork, drafted):
    asked_after(fieldwork, "Quay", "about-you", chapter="Ynys")
    came(fieldwork, "Quay", 12, religion="none")
    assert answers_of(drafted(), "religion") == {"none": 30, "christian": 15}


@pytest.mark.parametrize(("more", "found"), [(1, "same"), (9, None), (12, {"none": 30, "christian": 15})])
def test_who_came_since_is_told_of_with_nine_others_or_not_at_all(fieldwork, drafted, more, found):
    before = answers_of(drafted("Mill"), "religion")
    came(fieldwork, "Mill", more, religion="none")
    after = answers_of(drafted("Mill"), "religion")
    assert after == (before if found == "same" else found)


def test_one_who_answered_since_among_others_who_did_not_is_not_told_of(fieldwork, drafted):
    drafted("Mill")
    came(fieldwork, "Mill", 1, religion="none")
    came(fieldwork, "Mill", 9, cl_trust="many")
    assert answers_of(drafted("Mill"), "religion") is None


def test_who_answered_after_alone_is_in_no_count(fieldwork, drafted):
    before = answers_of(drafted("Mill"), "religion")
    with fieldwork.database.transaction() as db:
        wave = waves_of(db, fieldwork.experiments["Mill"])["post"]
        for _ in range(20):
            person = fieldwork._participant(db, "Mill")
            fieldwork._answered(db, wave, person, ITEMS)
    give(fieldwork, "Mill", 20, religion="none")
    assert answers_of(drafted("Mill"), "religion") == before


def test_one_who_withdrew_leaves_no_other_report(fieldwork, drafted):
    drafted("Mill")
    fieldwork.withdraw("Mill")
    with pytest.raises(Refused):
        drafted("Mill")


def with_table(fieldwork, content=TABLE, source="Community Life Survey, Leicester"):
    with fieldwork.database.transaction() as db:
        add_area(
            db, fieldwork.study, content, source=source, year="2023/24", licence="Open Government Licence v3.0",
            now=fieldwork.clock(), by="Mair",
        )  # fmt: skip


def test_the_room_stands_beside_its_area_where_a_table_was_uploaded(fieldwork, drafted):
    assert 'id="area"' not in html.page(drafted("Mill"), style="")
    with_table(fieldwork)
    page = html.page(drafted("Mill"), style="")
    area = page.partition('id="area"')[2].partition("<section")[0]
    assert "The room beside its area" in area
    assert "Community Life Survey, Leicester, 2023/24" in area
    assert "This tells who came, and not what the meetings did" in area
    assert "40 to 61%" in area
    assert "36%" in area
    assert "Trust in neighbours" not in page.partition('id="who_was_there"')[2].partition("</section>")[0]


def test_page_one_says_nothing_of_it(fieldwork, drafted):
    with_table(fieldwork)
    front = html.page(drafted("Mill"), whole=False, style="")
    assert "religion" not in front
    assert "neighbours" not in front


def test_the_file_for_machines_has_it_too(fieldwork, drafted):
    with_table(fieldwork)
    found = document(drafted("Mill"))["around"]["modules"]
    trust = found["questions"]["post"]["cl_trust"]["answers"]
    assert trust["many"] == {
        "words": "Many of the people in this neighbourhood can be trusted",
        "people": 15,
        "percent_low": 40,
        "percent_high": 61,
        "area_percent": 40.0,
    }
    assert trust["none"]["people"] == {"suppressed": "Fewer than 5 people."}
    assert found["area"]["year"] == "2023/24"


def test_an_export_counts_as_the_report_does(fieldwork, drafted, sqlite_settings):
    report = drafted()
    services = Services(sqlite_settings, fieldwork.database, fieldwork.clock)
    with fieldwork.database.reading() as db:
        included = included_now(db, services, gather_study(db, fieldwork.study), now=fieldwork.clock())
    assert "host_or_guest" in {each.item.id for each in included.modules}
    for each in included.modules:
        disclosed = {value: count for value, count in each.disclosed(below=5).items() if count}
        assert disclosed == (answers_of(report, each.item.id) or {})


def test_a_new_table_and_a_changed_answer_ask_for_a_new_report(fieldwork):
    def content():
        with fieldwork.database.reading() as db:
            return content_of(gather_study(db, fieldwork.study))

    first = content()
    with_table(fieldwork)
    second = content()
    give(fieldwork, "Mill", 1, wave="pre", religion="none")
    assert len({first, second, content()}) == 3


def frozen(fieldwork, *, letters=False):
    fieldwork.clock.advance(hours=1)
    with fieldwork.database.transaction() as db:
        gathered = gather_study(db, fieldwork.study)
        subject = Subject(scope=ReleaseScope.STUDY, id=fieldwork.study.id, title="All", public=False)
        made = frozen_at_once(db, gathered, subject=subject, key=KEY, now=fieldwork.clock(), by="Mair", letters=letters)
        return made.release.id


def page_of(fieldwork, release):
    with fieldwork.database.reading() as db:
        row = db.scalars(select(Release).filter_by(id=release)).one()
        return freeze_release.tree_of(freeze_release.rebuilding(db, row))


def test_a_release_keeps_what_it_told_whatever_becomes_of_answers_and_table(fieldwork):
    with_table(fieldwork)
    release = frozen(fieldwork)
    before = page_of(fieldwork, release)
    assert answers_of(before, "religion") == {"none": 15, "christian": 15}
    with_table(fieldwork, TABLE.replace(b"40", b"20").replace(b",20\n", b",40\n", 1), source="Another survey")
    fieldwork.withdraw("Mill")
    assert html.page(page_of(fieldwork, release)) == html.page(before)
    assert "Another survey" not in html.page(before)


def test_with_letters_for_names_no_area_is_named(fieldwork):
    with_table(fieldwork)
    found = page_of(fieldwork, frozen(fieldwork, letters=True)).context.modules
    assert found.area is None
    assert not any(each.has_area for each in found.questions)


def test_the_first_renderer_says_nothing_of_it(fieldwork, drafted):
    report = replace(drafted("Mill"), renderer=1)
    assert "Who was in the room" not in html.page(report, style="")
    assert "modules" not in document(report)["around"]
