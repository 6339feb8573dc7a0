"""Who runs evenings reads exact counts; who opens results reads whether enough people answered, wherever they look."""

import re

import pytest

from evaluation.models import Experiment, Response
from evaluation.store.accounts.accounts import grant_role
from evaluation.store.studies.waves import waves_of
from evaluation.web.access import PUBLIC, declaration_of
from tests.fieldwork.conftest import Evening

TOKEN = re.compile(r'(name="(?:csrf_token|same_press)"[^>]*value=")[^"]+|(<meta name="csrf-token" content=")[^"]+')
ENOUGH = 10


@pytest.fixture
def evening(mounted):
    evening = Evening(mounted.desk)
    evening.change(came=9)
    evening.open("pre")
    return evening


@pytest.fixture
def evaluator(mounted):
    return mounted.person("eva@example.org", "evaluator", chapter=mounted.desk.north)


@pytest.fixture
def organiser(mounted):
    return mounted.person("org@example.org", "organiser", chapter=mounted.desk.north)


def both_times(evening, people=1, *, alone=0):
    """So many more people answer both times, and so many more Before alone."""
    evening.answered(people + alone)
    with evening.database.transaction() as db:
        wave = waves_of(db, db.get_one(Experiment, evening.id))["post"]
        already = {row.participant_id for row in db.query(Response).filter_by(wave_id=wave.id)}
        waiting = [row for row in db.query(Response).all() if row.participant_id not in already]
        for before in waiting[:people]:
            kept = ("experiment_id", "participant_id", "instrument_version_id", "language", "digest", "submitted_at")
            same = {name: getattr(before, name) for name in kept}
            db.add(Response(wave_id=wave.id, answers={"bt1": 5}, receipt="r", **same))


def every_page(mounted, evening, who):
    """Everything that somebody can fetch, by address: its status, its entity tag and its text without tokens."""
    given, found = {"experiment": evening.id, "chapter": mounted.desk.north.id, "study": mounted.desk.study.id}, {}
    for rule in mounted.desk.app.url_map.iter_rules():
        public = declaration_of(mounted.desk.app, rule.endpoint) == PUBLIC
        if "GET" in rule.methods and rule.arguments <= set(given) and not public:
            address = "/staff" + rule.build(given, append_unknown=False)[1]
            answer = who.get(address)
            text = TOKEN.sub("", answer.get_data(as_text=True)) if answer.status_code == 200 else ""
            found[address] = (answer.status_code, answer.headers.get("ETag"), text)
    return found


def changed(before, after):
    """The addresses at which something else stands, each with the lines that do."""
    return {
        address: set(told[-1].splitlines()) ^ set(after[address][-1].splitlines())
        for address, told in before.items()
        if told != after[address]
    }


def test_no_page_that_an_evaluator_can_fetch_tells_of_one_more_person_while_before_is_open(mounted, evening, evaluator):
    evening.answered(ENOUGH)
    before = every_page(mounted, evening, evaluator)
    evening.answered(1)
    assert changed(before, every_page(mounted, evening, evaluator)) == {}


def test_no_page_that_an_evaluator_can_fetch_tells_of_one_more_person_after_it(mounted, evening, evaluator):
    evening.open("post")
    both_times(evening, ENOUGH, alone=ENOUGH)
    evening.close("post")
    before = every_page(mounted, evening, evaluator)
    both_times(evening)
    assert changed(before, every_page(mounted, evening, evaluator)) == {}


def test_an_evaluator_reads_whether_enough_people_answered_both_times(mounted, evening, evaluator):
    evening.open("post")
    both_times(evening, 4)
    evening.close("post")
    said = [linked(evaluator)]
    both_times(evening)
    assert [*said, linked(evaluator)] == ["fewer than 5", "5 or more"]


def linked(who, address="/staff/experiments"):
    return re.search(r'data-label="Linked">\s*([^<]*?)\s*<', who.get(address).text)[1]


@pytest.mark.parametrize("address", ["/staff/experiments", "/staff/experiments/by-chapter"])
def test_whoever_runs_the_evening_reads_how_many(mounted, evening, organiser, address):
    evening.open("post")
    both_times(evening, ENOUGH, alone=ENOUGH)
    page = organiser.get(address).text
    told = {name: re.search(rf'data-label="{name}">\s*(\d+)', page)[1] for name in ("Before", "After", "Linked")}
    assert told == {"Before": "20", "After": "10", "Linked": "10"}


def test_whoever_runs_evenings_of_another_chapter_alone_reads_no_count_here(mounted, evening):
    account, south = mounted.desk.person("evaluator", email="both@example.org"), mounted.desk.south
    with mounted.services.database.transaction() as db:
        grant_role(
            db, db.merge(account), role="organiser", study=south.study_id, chapter=south.id, now=account.created_at
        )
    both = mounted.as_person(mounted.account(email="both@example.org"))
    evening.answered(ENOUGH)
    at = f"/staff/experiments/{evening.id}"
    assert [both.get(f"{at}/{each}").status_code for each in ("now", "count", "screen")] == [404, 404, 404]
    assert "data-show" not in both.get(at).text


def test_an_evaluator_is_asked_about_pairs_and_reads_no_count_of_who_is_not_joined(mounted, evening, evaluator):
    evening.answered(ENOUGH)
    page = evaluator.get(f"/staff/experiments/{evening.id}/links").text
    assert ("Suggested pairs" in page, "Before, not joined" in page, "Made of" in page) == (True, False, False)


def test_an_evaluator_reads_that_more_answered_than_came_without_the_number(mounted, evening, evaluator, organiser):
    evening.change(came=5)
    evening.open("post")
    evening.answered(ENOUGH)
    evening.close("post")
    pages = [who.get(f"/staff/experiments/{evening.id}").text for who in (evaluator, organiser)]
    assert "More people have answered than the record says came." in pages[0]
    assert "Until the two agree the report says nothing of who came and did not answer." in pages[0]
    assert ["10 people have answered" in page for page in pages] == [False, True]
