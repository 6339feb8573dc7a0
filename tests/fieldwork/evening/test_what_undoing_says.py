"""What the evening's page says of taking back and opening again: of the wave it names, and of what then goes on."""

import re
from html import unescape

import pytest

from evaluation.store.linking.cards import issue_cards
from evaluation.store.studies.lookup import experiment_named
from tests.staff_pages import post


@pytest.fixture
def at(evening):
    return f"/experiments/{evening.id}"


@pytest.fixture
def walked(press, at, clock, organiser):
    """Press some steps, a minute apart, and read the page."""

    def walk(*steps):
        for step in steps:
            press(f"{at}/{step}")
            clock.advance(minutes=1)
        return said(organiser.get(at).text)

    return walk


BETWEEN = ("waves/pre/open", "waves/pre/close")


def said(page):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def test_right_after_closing_after_its_undo_alone_is_offered(walked):
    page = walked(*BETWEEN, "waves/post/open", "waves/post/close")
    assert "Undo “Close After”" in page
    assert ("Reopen Before" in page, "closed too early" in page) == (False, False)


def test_long_after_closing_each_wave_is_opened_again_by_a_text_of_its_own(walked, clock, organiser, at):
    walked(*BETWEEN, "waves/post/open", "waves/post/close")
    clock.advance(minutes=11)
    page = said(organiser.get(at).text)
    after, before = page.index("After was closed too early?"), page.index("Somebody still has to answer Before?")
    assert after < page.index("Reopen After") < before < page.index("Reopen Before")


def test_before_is_opened_again_between_by_its_own_name(walked, clock, organiser, at):
    walked(*BETWEEN)
    clock.advance(minutes=11)
    assert "Before was closed too early?" in said(organiser.get(at).text)


@pytest.mark.parametrize(
    ("steps", "goes_on"),
    [
        (("waves/pre/open",), "Undone, Before goes on as it was and After waits"),
        ((*BETWEEN, "rounds/1/start"), "Undone, the rounds go on as they were and After waits"),
        ((*BETWEEN, "rounds/1/start", "rounds/1/end"), "Undone, Before stays closed and After waits"),
    ],
)
def test_an_after_that_was_opened_too_early_says_what_goes_on_once_undone(walked, evening, steps, goes_on):
    evening.change(planned_rounds=1, minutes_a_round=9)
    assert goes_on in walked(*steps, "waves/post/open")


@pytest.fixture
def undone_with_key(walked, desk, organiser, at, clock):
    """After is opened by an organiser and taken back with a key, a minute later."""
    key = re.search(r"/staff(/evening/[\w-]+)", post(organiser, f"{at}/key").text)[1]
    walked(*BETWEEN, "waves/post/open")
    volunteer = desk.app.test_client()
    press = re.search(r'name="press" value="([^"]+)"', volunteer.get(key).text)[1]
    assert volunteer.post(f"{key}/waves/undo", data={"press": press}).status_code == 303
    return volunteer, key


def test_the_page_says_who_took_back_what_and_when(undone_with_key, organiser, at):
    volunteer, key = undone_with_key
    told = re.compile(r"“Open After” was taken back at \d\d:\d\d with an evening key\.")
    assert [bool(told.search(said(page.text))) for page in (organiser.get(at), volunteer.get(key))] == [True, True]


def test_a_press_later_it_is_not_said_any_more(undone_with_key, walked, organiser, at):
    assert "was taken back at" not in walked("waves/post/open")


def test_ten_minutes_later_it_is_not_said_any_more(undone_with_key, organiser, at, clock):
    clock.advance(minutes=11)
    assert "was taken back at" not in said(organiser.get(at).text)


def test_whoever_took_it_back_reads_that_they_did(walked, press, organiser, at):
    walked("waves/pre/open")
    asked = re.search(r'name="press" value="([^"]+)"', organiser.get(at).text)[1]
    press(f"{at}/waves/undo", press=asked)
    assert re.search(r"“Open Before” was taken back at \d\d:\d\d by you\.", said(organiser.get(at).text))


def test_the_last_bell_is_taken_back_by_the_name_of_its_button(walked, evening):
    evening.change(planned_rounds=1, minutes_a_round=9)
    assert "Undo “Ring the last bell now”" in walked(*BETWEEN, "rounds/1/start", "rounds/1/end")


def test_a_button_that_is_named_in_a_sentence_has_other_quotation_marks_inside(walked, press, organiser, at):
    walked(*BETWEEN)
    shown = re.search(r'name="press" value="([^"]+)"', organiser.get(at).text)[1]
    about = press(f"{at}/waves/undo", press=shown).headers["Location"]
    page = said(organiser.get(f"{about}&asked=undo").text)
    assert "If you mean “Undo ‘Open Before’”, press it again" in page


@pytest.mark.parametrize("hosts", [0, 1])
def test_the_script_speaks_of_cards_for_hosts_where_there_are_any(evening, organiser, at, hosts):
    with evening.database.transaction() as db:
        for role in ("guest", "host")[: 1 + hosts]:
            row = experiment_named(db, evening.words)
            issue_cards(db, row, count=2, now=evening.clock(), rng=evening.rng, role=role)
    assert ("Cards with a black band" in organiser.get(f"{at}/script").text) == bool(hosts)
