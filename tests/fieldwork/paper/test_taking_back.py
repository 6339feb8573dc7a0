"""What was printed or begun in a wrong number is taken back, as long as nobody has used or keyed any of it."""

import pytest

from evaluation.jobs.leased_job import Pace, WorkerContext
from evaluation.jobs.worker import work_off
from evaluation.models import Card, Job, Participant, SheetBatch
from evaluation.store.linking.reconciliation import accounts_of
from evaluation.store.log.audit_entries import latest_entries
from evaluation.store.responses.consents import begin_with_card
from tests.linking.conftest import KEY
from tests.staff_pages import post


@pytest.fixture
def at(evening):
    return f"/experiments/{evening.id}/pack"


@pytest.fixture
def made(desk, press, at):
    """Ask for a pack; a worker makes it. Which job it was."""

    def make(**fields):
        press(at, **fields)
        handlers = {"pack": "tests.jobs.handlers:blank_pack"}
        work_off(WorkerContext(services=desk.services, handlers=handlers, pace=Pace(beat=0.1)))
        with desk.services.database.reading() as db:
            return db.query(Job).filter_by(kind="pack").order_by(Job.requested_at.desc()).first().id

    return make


def kept(evening):
    with evening.database.reading() as db:
        return [db.query(each).count() for each in (Card, Participant, Job)]


def test_cards_in_a_wrong_number_are_taken_back_and_counted_no_more(desk, press, evening, made, at):
    made(count="20", hosts="0", pack="00000000-0000-4000-8000-000000000001")
    evening.clock.advance(minutes=1)
    wrong = made(count="900", hosts="100", pack="00000000-0000-4000-8000-000000000002")
    answer = press(f"{at}/{wrong}/take-back")
    with evening.database.reading() as db:
        accounts = accounts_of(db, evening.id)
        noted = latest_entries(db, limit=1)[0]
    assert (answer.status_code, kept(evening)) == (303, [20, 20, 1])
    assert (accounts.cards, accounts.faults) == (20, ())
    assert (noted.action, noted.details["cards"]) == ("cards taken back", 900)
    assert [*(desk.services.settings.home / "artefacts").iterdir()] != []


def test_a_pack_of_which_a_card_is_used_stays_whole_and_the_page_says_why(press, evening, made, at):
    job = made(count="10", hosts="0")
    evening.open("pre")
    with evening.database.transaction() as db:
        token, joined = db.query(Card).first().token, evening.evening()
        agreed = {"key": KEY, "agreement": evening.agreement()}
        begin_with_card(db, joined, wave=joined.waves["pre"], token=token, **agreed)
    answer = press(f"{at}/{job}/take-back")
    assert (answer.status_code, kept(evening)) == (422, [10, 10, 1])
    assert "Cards of this pack have been used already, 1 of them, so that it stays." in answer.text


def test_cards_that_are_being_printed_are_not_taken_back(press, evening, at):
    press(at, count="10", hosts="0")
    with evening.database.reading() as db:
        job = db.query(Job).one().id
    assert press(f"{at}/{job}/take-back").status_code == 422
    assert kept(evening) == [10, 10, 1]


def test_a_pack_of_another_evening_is_not_taken_back(desk, evening, made):
    job = made(count="10", hosts="0")
    everywhere = desk.signed_in("organiser", study=desk.study)
    assert post(everywhere, f"/experiments/{desk.there.id}/pack/{job}/take-back").status_code == 404
    assert kept(evening) == [10, 10, 1]


def test_a_pile_of_a_wrong_number_is_removed_until_a_sheet_of_it_is_keyed(organiser, evening):
    at = f"/experiments/{evening.id}/paper"
    pages = [post(organiser, at, wave="pre", sheets=count).location for count in ("50", "5")]
    for address in pages:
        assert "Remove the pile" in organiser.get(at).text
        post(organiser, f"{address}/remove")
    with evening.database.reading() as db:
        assert db.query(SheetBatch).count() == 0


def test_a_pile_of_which_a_sheet_is_keyed_stays(organiser, evening):
    at = f"/experiments/{evening.id}/paper"
    pile = post(organiser, at, wave="pre", sheets="3").location
    sheet = organiser.get(pile).location
    post(organiser, sheet, page=sheet, agreed="yes", bt1="4", incomplete="1")
    answer = post(organiser, f"{pile}/remove")
    assert "Sheets of this pile have been keyed already, 1 of them" in answer.text
    assert "Remove the pile" not in organiser.get(at).text
