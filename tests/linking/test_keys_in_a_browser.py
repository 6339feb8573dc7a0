"""In a browser: a key acts on the pair that was chosen and on no other, and keys can be off, which is remembered."""

import pytest

from evaluation.models import Link
from evaluation.participants_app import participants_app
from evaluation.web.app import combined
from tests.close_browser import close_context
from tests.hall import served
from tests.linking.conftest import ANN, BEA
from tests.staff_pages import desk_of

pytestmark = pytest.mark.browser


@pytest.fixture
def page(sqlite_room, chromium):
    """The queue of two pairs that differ in one element each, with somebody signed in before it."""
    room = sqlite_room
    desk = desk_of(room.settings, room.database, room.clock)
    for name, memory in (("ann", ANN), ("bea", BEA)):
        room.answer(name, "pre", memory=memory)
    room.open("post")
    room.answer("ann again", "post", memory={**ANN, "birth_day": "15"})
    room.answer("bea again", "post", memory={**BEA, "birth_day": "4"})
    with room.database.reading() as db:
        address = f"/staff/experiments/{room.experiment(db).id}/links"
    cookie = desk.signed_in("organiser").get_cookie(desk.app.config["SESSION_COOKIE_NAME"])
    with served(combined(participants_app(desk.services), desk.app)) as base:
        context = chromium.new_context(base_url=base)
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base}])
        opened = context.new_page()
        opened.goto(address)
        yield opened
        close_context(context)


def decided(room):
    with room.database.reading() as db:
        return db.query(Link).count()


def test_no_key_decides_before_a_pair_is_chosen(page, sqlite_room):
    page.keyboard.press("m")
    page.keyboard.press("n")
    page.reload()
    assert (page.locator(".suggestion").count(), decided(sqlite_room)) == (2, 0)


def test_a_key_decides_the_pair_that_is_chosen(page, sqlite_room):
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Pair 2"
    with page.expect_navigation():
        page.keyboard.press("m")
    assert (page.locator(".suggestion").count(), decided(sqlite_room)) == (1, 1)


def test_keys_that_are_off_do_nothing_and_stay_off(page, sqlite_room):
    page.get_by_label("Decide with keys").uncheck()
    page.reload()
    assert not page.get_by_label("Decide with keys").is_checked()
    page.locator(".suggestion").first.focus()
    page.keyboard.press("m")
    page.reload()
    assert (page.locator(".suggestion").count(), decided(sqlite_room)) == (2, 0)
