"""A page left open of an evening that was removed, cancelled or archived: each press gets a sentence and a way on."""

import html
import re
import uuid

import pytest

from evaluation.store.evening.removed_evenings import forget_removed
from tests.staff_pages import post, token_in

PRESSES = (
    "waves/pre/open",
    "waves/pre/close",
    "waves/pre/reopen",
    "waves/undo",
    "hold/on",
    "rounds/1/start",
    "rounds",
    "copy",
    "key",
    f"key/{uuid.UUID(int=1)}/end",
    "record",
    "arrange",
    "windows/follow_up",
    "seating",
    "seating/change",
    "seating/take-back",
    "seating/print",
    "pack",
    "cancel",
    "archive",
    "remove",
    "move",
    "move/undo",
    "units",
    "links/run",
    "paper",
)
WITH_KEY = ("waves/pre/open", "waves/undo", "hold/on", "rounds/1/start", "seating", "seating/change")


@pytest.fixture
def at(evening):
    return f"/experiments/{evening.id}"


@pytest.fixture
def key(organiser, at):
    handed = post(organiser, f"{at}/key", page=f"{at}/key", name="Siân").text
    return f"/evening/{re.search(r'/staff/evening/([A-Za-z0-9_-]+)', handed)[1]}"


@pytest.fixture
def put_away(organiser, at, key):
    token = token_in(organiser.get("/account").text)

    def put(how):
        assert organiser.post(f"{at}/{how}", data={"csrf_token": token}).status_code == 303
        return lambda press: organiser.post(f"{at}/{press}", data={"csrf_token": token})

    return put


@pytest.fixture
def volunteer(desk, key):
    """Whoever holds the key opens a page, or presses."""
    client = desk.app.test_client()
    return lambda page, method="POST": client.open(key + page, method=method, follow_redirects=True)


def reads(answer):
    main = answer.text.partition("<main")[2].partition("</main>")[0] or answer.text
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def leads_back(answer, at):
    return f'href="{at}"' in answer.text


@pytest.mark.parametrize("press", PRESSES)
def test_of_one_that_was_removed_it_is_said_with_the_way_to_put_it_back(put_away, press):
    answer = put_away("remove")(press)
    assert answer.status_code == 410
    assert "North Hall was removed. For ten minutes it can be put back as it was. Put North Hall back" in reads(answer)


def test_once_that_is_over_it_leads_to_the_experiments(put_away, evening, clock):
    press = put_away("remove")
    clock.advance(minutes=11)
    with evening.database.transaction() as db:
        forget_removed(db, now=clock())
    for each in PRESSES:
        answer = press(each)
        assert (answer.status_code, leads_back(answer, "/experiments")) == (404, True)
        assert "There is no such experiment: it was removed, or it belongs to a chapter that is not" in reads(answer)


@pytest.mark.parametrize("page", ["", "/screen", "/seating"])
def test_with_its_key_it_is_said_that_it_was_removed(put_away, volunteer, evening, clock, page):
    put_away("remove")
    presses = [volunteer(page, method="GET"), *(volunteer(f"/{each}") for each in WITH_KEY)]
    assert {answer.status_code for answer in presses} == {404}
    assert [each for each in presses if "The evening of this key was removed" not in reads(each)] == []
    clock.advance(minutes=11)
    with evening.database.transaction() as db:
        forget_removed(db, now=clock())
    assert "This is no evening key, or its evening was removed." in reads(volunteer(page, method="GET"))


@pytest.mark.parametrize("press", ["waves/pre/open", "waves/pre/close", "waves/pre/reopen"])
def test_a_wave_of_one_that_was_cancelled_is_refused_for_that_and_leads_back(put_away, at, press):
    answer = put_away("cancel")(press)
    assert answer.status_code == 422
    assert "This was cancelled: nothing opens. Say first that it takes place after all." in reads(answer)
    assert leads_back(answer, at)


@pytest.mark.parametrize("how", ["cancel", "archive"])
@pytest.mark.parametrize("press", ["waves/undo", "hold/on", "rounds/1/start"])
def test_other_presses_lead_to_a_page_that_begins_with_what_it_is(put_away, organiser, volunteer, how, press):
    page = reads(organiser.get(put_away(how)(press).headers["Location"]))
    with_key = reads(volunteer(f"/{press}"))
    said = {"cancel": "It was cancelled on", "archive": "It was archived on"}[how]
    assert [each.index(said) < each.index("How to join") for each in (page, with_key)] == [True, True]
    assert "Ask an organiser" in with_key


def test_a_key_that_was_ended_in_another_tab_is_said_to_have_ended(organiser, at, put_away):
    answer = put_away("archive")(f"key/{uuid.UUID(int=1)}/end")
    assert "This key had ended already." in reads(organiser.get(answer.headers["Location"]))


def test_a_move_to_where_it_is_already_is_refused_in_a_sentence(press, at, desk):
    answer = press(f"{at}/move", chapter=str(desk.north.id))
    assert (answer.status_code, "Nothing was moved: choose another chapter" in reads(answer)) == (422, True)
    assert leads_back(answer, at)
