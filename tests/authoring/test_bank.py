"""The item bank: what came of an item in our own answers, and what comes along when it is taken."""

import re

import pytest

import instruments
from evaluation.models import Participant
from evaluation.store.reports.reliability_seen import ENOUGH, consistency_seen
from tests.authoring.two_versions import CLASSES, MIXED, TwoVersions, second
from tests.staff_pages import post

NOT = "not_comparable"


@pytest.fixture
def seen(sqlite_database, clock):
    """The reliability seen once so many people have answered an evening."""

    def after(people, **evening):
        study = TwoVersions(sqlite_database, clock)
        study.evening(people=people, **evening)
        with sqlite_database.reading() as db:
            return consistency_seen(db, [instruments.load("common-ground", 1), second()])

    return after


def answered(database, clock, rows):
    """An evening of people who gave these answers to the three items of trust."""
    study = TwoVersions(database, clock)
    given = iter(rows)
    study._answers = lambda _level: dict(zip(("bt1", "bt2", "bt3"), next(given, (5, 5, 5)), strict=True))
    study.evening(people=len(rows))
    return study


ROWS = [(2, 3, 4), (4, 4, 5), (6, 5, 7), (3, 3, 3), (8, 7, 9), (5, 6, 5), (7, 7, 8), (1, 2, 2), (9, 8, 9), (6, 6, 4)]
ALPHA = 0.96
"""By hand (Cronbach 1951): 3/2 (1 - (6.767 + 4.100 + 6.267) / 47.956) = 0.964."""


def test_alpha_of_a_scale_of_three_comes_with_its_people(sqlite_database, clock):
    answered(sqlite_database, clock, ROWS)
    with sqlite_database.reading() as db:
        found = consistency_seen(db, [instruments.load("common-ground", 1)])["common-ground", "bridging_trust"]
    assert (found.method, found.value, found.n) == ("alpha", ALPHA, len(ROWS))


def test_two_items_are_told_by_spearman_brown(seen):
    assert seen(40)["common-ground", "common_ground"].method == "Spearman-Brown"


def test_fewer_people_than_a_public_release_needs_tell_nothing(seen):
    assert seen(ENOUGH - 1) == {}


def seen_of_first(study, newest):
    """What an evening's answers to the first version tell beside the newest, as it was published."""
    study.evening(1, 1, people=20)
    with study.database.reading() as db:
        return consistency_seen(db, [instruments.load("common-ground", 1), newest])


def test_answers_to_a_version_that_does_not_compare_do_not_count(sqlite_database, clock):
    new = second(bt2="your own neighbours next door, every single morning?")
    found = seen_of_first(TwoVersions(sqlite_database, clock, new), new)
    assert ("common-ground", "bridging_trust") not in found
    assert ("common-ground", "common_ground") in found


@pytest.mark.parametrize("declared", [True, False])
def test_answers_to_a_version_that_compares_by_what_was_declared_count(sqlite_database, clock, declared):
    study = TwoVersions(sqlite_database, clock, MIXED, classes=CLASSES if declared else {"items.bt2.text": NOT})
    assert (("common-ground", "bridging_trust") in seen_of_first(study, MIXED)) == declared


def test_who_withdrew_does_not_count(sqlite_database, clock):
    study = TwoVersions(sqlite_database, clock)
    study.evening(people=ENOUGH)
    with sqlite_database.transaction() as db:
        db.query(Participant).first().withdrawn_at = clock()
    with sqlite_database.reading() as db:
        assert consistency_seen(db, [instruments.load("common-ground", 1)]) == {}


def test_the_bank_shows_what_was_seen(desk, clock, draft, request):
    answered(desk.services.database, clock, ROWS)
    researcher = request.getfixturevalue("researcher")
    shown = researcher.get(f"/instruments/drafts/{draft.id}/bank?search=bt1").text
    assert f"alpha {ALPHA} (n {len(ROWS)})" in shown


def test_the_bank_says_where_too_few_have_answered(researcher, draft):
    assert "fewer than 10 people" in researcher.get(f"/instruments/drafts/{draft.id}/bank?search=bt1").text


@pytest.fixture
def empty(researcher):
    """A draft without any item."""
    return post(researcher, "/instruments/drafts", name="my-survey").headers["Location"]


def test_an_item_keeps_the_number_that_it_may_not_exceed(researcher, empty):
    post(researcher, f"{empty}/bank", item="oo1")
    taken = post(researcher, f"{empty}/bank", item="oo2").headers["Location"]
    assert '<option value="oo1" selected>' in researcher.get(taken).text


def test_the_item_whose_number_it_may_not_exceed_comes_along(researcher, empty):
    taken = post(researcher, f"{empty}/bank", item="oo2").headers["Location"]
    page = researcher.get(taken).text
    assert (">oo1<" in page.replace("</code>", "<"), '<option value="oo1" selected>' in page) == (True, True)


@pytest.mark.parametrize("item", ["cg1", "oo1"])
def test_an_item_that_stands_alone_has_no_reliability_to_tell(researcher, draft, item):
    shown = researcher.get(f"/instruments/drafts/{draft.id}/bank?search={item}").text
    assert "fewer than 10 people" not in shown


def test_an_item_that_two_instruments_ask_comes_from_the_first_with_all_its_languages(researcher, draft):
    shown = researcher.get(f"/instruments/drafts/{draft.id}/bank?search=bt1").text
    assert ("common-ground/1" in shown, "learning-module/1" in shown, "en, ar, cy" in shown) == (True, False, True)


def test_each_item_leads_to_its_figures_by_wave_and_language(researcher, draft):
    shown = researcher.get(f"/instruments/drafts/{draft.id}/bank?search=bt1").text
    (address,) = re.findall(r'href="([^"]+/figures/items/bt1)"', shown)
    assert researcher.get(address).status_code == 200
