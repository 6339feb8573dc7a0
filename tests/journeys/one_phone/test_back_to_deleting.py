"""Back to the page that asks whether to delete: it is shown again, and not the browser's own error."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import choose, join, stop
from tests.journeys.walks import READY

pytestmark = pytest.mark.browser
ASKS = "Delete your answers?"


@pytest.fixture
def asked(live, phone):
    """Somebody came from their receipt to the page that asks."""
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 4)
        stop(page)
        page.get_by_role("button", name="Take my answers back").click()
        expect(page.get_by_role("heading", name=ASKS)).to_be_visible()
        yield page


def test_from_another_page_it_is_asked_again(live, asked):
    asked.goto(f"/{live.words}/privacy")
    asked.go_back()
    expect(asked.get_by_role("heading", name=ASKS)).to_be_visible()
    assert len(live.kept()) == 1


def test_once_they_are_deleted_the_page_that_asked_says_so(live, asked):
    live.clock.advance(seconds=5)
    asked.get_by_role("button", name="Delete my answers for good").click()
    expect(asked.get_by_role("heading", name="Your answers have been deleted")).to_be_visible()
    asked.go_back()
    expect(asked.get_by_text("No answers are kept under this code")).to_be_visible()
    expect(asked.get_by_role("heading", name=ASKS)).to_be_hidden()
    expect(asked).to_have_title("Your answers have been deleted")


def test_once_they_are_deleted_a_browser_that_notes_nothing_is_told_when_it_is_pressed_again(live, asked):
    live.clock.advance(seconds=5)
    asked.get_by_role("button", name="Delete my answers for good").click()
    expect(asked.get_by_role("heading", name="Your answers have been deleted")).to_be_visible()
    asked.evaluate("sessionStorage.clear()")
    live.clock.advance(seconds=10)
    asked.go_back()
    expect(asked.get_by_role("heading", name=ASKS)).to_be_visible()
    asked.get_by_role("button", name="Delete my answers for good").click()
    expect(asked.get_by_role("heading", name="These answers were taken back before")).to_be_visible()
    assert live.kept() == []


def test_once_they_are_deleted_the_phone_forgets_the_code_and_the_form(live, asked):
    key = f"mine:{live.words}"
    assert asked.evaluate("(key) => localStorage.getItem(key)", key)
    live.clock.advance(seconds=5)
    asked.get_by_role("button", name="Delete my answers for good").click()
    expect(asked.get_by_role("heading", name="Your answers have been deleted")).to_be_visible()
    asked.wait_for_function("(key) => localStorage.getItem(key) === null", arg=key)


def places(page, live):
    """The pages of the meeting that the phone keeps, and what it notes of forms, codes and cards."""
    return page.evaluate(
        """async (words) => [
          (await (await caches.open("weaving-1")).keys()).map(({url}) => new URL(url).pathname)
            .filter((path) => path.split("/")[1] === words),
          Object.keys(localStorage).sort(),
        ]""",
        live.words,
    )


def delete(page, live, code):
    """Take back what was answered under a code, on a phone of the meeting."""
    page.goto(f"/withdraw?words={live.words}")
    page.locator("#code").fill(code)
    page.get_by_role("button", name="Go on").click()
    live.clock.advance(seconds=5)
    page.get_by_role("button", name="Delete my answers for good").click()
    expect(page.get_by_role("heading", name="Your answers have been deleted")).to_be_visible()
    page.wait_for_timeout(500)


def sent_with(context, live, *, card):
    """The page of somebody who sent Before with a card, on a phone that keeps pages."""
    page = context.new_page()
    page.goto(f"/{live.words}")
    page.evaluate(READY)
    join(page, live.words, query=f"?card={card}")
    choose(page, "bt1", 4)
    stop(page)
    expect(page.locator("#code")).to_be_visible()
    return page


def test_once_they_are_deleted_the_phone_keeps_no_page_and_no_card(live, phone):
    (card,) = live.cards(1)
    with phone() as context:
        page = sent_with(context, live, card=card)
        pages, notes = places(page, live)
        assert (f"/{live.words}" in pages, f"card:{card}" in notes) == (True, True)
        delete(page, live, card)
        assert places(page, live) == [[], []]


def test_once_they_are_deleted_the_phone_keeps_no_answer_to_a_form_that_they_had_begun(live, phone):
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 4)
        stop(page)
        code = page.locator("#code").inner_text()
        live.open("post")
        page.goto(f"/{live.words}")
        page.get_by_role("button", name="Yes, that was me").click()
        choose(page, "bt1", 9)
        assert [key for key in places(page, live)[1] if key.startswith("draft:")]
        delete(page, live, code)
        assert places(page, live) == [[], []]


def test_where_another_goes_on_the_phone_forgets_the_card_of_whoever_took_back_and_not_theirs(live, phone):
    mine, other = live.cards(2)
    with phone() as context:
        page = sent_with(context, live, card=mine)
        keys = [f"mine:{live.words}", f"card:{other}", f"draft:{live.words}:pre:a-form"]
        page.goto("/privacy")
        page.evaluate('(keys) => keys.forEach((key) => localStorage.setItem(key, \'{"r": "a-form"}\'))', keys)
        delete(page, live, mine)
        pages, notes = places(page, live)
        assert (pages, [note for note in notes if note != f"card:{live.words}"]) == (
            [f"/{live.words}/pre/en/"],
            sorted(keys),
        )
