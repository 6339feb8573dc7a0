"""The editor's script in a browser: nothing is pressed, and every word is saved, through a time-out and lost signal."""

import secrets

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from evaluation.accounts.session_cookie import WHO, token_digest
from evaluation.accounts.step_up.fresh_proof import PROVED_AT
from evaluation.models import StaffSession
from evaluation.store.accounts.sessions import keep_session
from tests.close_browser import close_context
from tests.hall import served

pytestmark = pytest.mark.browser
HUMMING, WHISTLING = "people in {place} who hum?", "people in {place} who whistle?"


@pytest.fixture
def base(desk):
    with served(DispatcherMiddleware(NotFound(), {"/staff": desk.app})) as address:
        yield f"{address}/staff"


@pytest.fixture
def account(desk):
    return desk.person("researcher", email="first@example.org")


@pytest.fixture
def sign_in(desk, base, account):
    """Give a browser a new session, as signing in does."""

    def give(context):
        token, now = secrets.token_urlsafe(32), desk.services.clock()
        contents = {
            WHO: account.session_key,
            "fs_cc": "set",
            "fs_paa": now.timestamp(),
            PROVED_AT: now.timestamp(),
            "_fresh": True,
        }
        with desk.services.database.transaction() as db:
            keep_session(
                db, token_digest(token), contents=contents, session_key=account.session_key, device="", now=now
            )
        context.add_cookies([{"name": desk.app.config["SESSION_COOKIE_NAME"], "value": token, "url": base}])

    return give


@pytest.fixture
def page(chromium, base, draft, sign_in):
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(60_000)
    sign_in(context)
    opened = context.new_page()
    opened.goto(f"{base}/instruments/drafts/{draft.id}/items/bt2")
    yield opened
    close_context(context)


def said(page):
    return page.locator("#saving")


def test_what_is_typed_is_saved_without_a_press_and_can_be_taken_back(page, drafted):
    before = drafted().items_by_id["bt2"].text
    page.fill("#e-text", HUMMING)
    expect(said(page)).to_contain_text("Saved")
    assert drafted().items_by_id["bt2"].text == HUMMING
    page.get_by_role("button", name="Undo my last change").click()
    expect(page.locator("#e-text")).to_have_value(before)


def test_a_press_on_save_while_it_is_saving_meets_no_words_of_ones_own(page, drafted):
    page.fill("#e-text", HUMMING)
    page.evaluate("document.querySelector('#e-text').form.dispatchEvent(new Event('input'))")
    page.wait_for_timeout(1001)
    page.fill("#e-text", WHISTLING)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    assert drafted().items_by_id["bt2"].text == WHISTLING


def test_what_is_typed_without_a_connection_is_saved_when_it_is_back(page, drafted):
    page.context.set_offline(True)
    page.fill("#e-text", HUMMING)
    expect(said(page)).to_contain_text("No connection")
    page.context.set_offline(False)
    expect(said(page)).to_contain_text("Saved")
    assert drafted().items_by_id["bt2"].text == HUMMING


def test_who_was_signed_out_signs_in_over_the_page_and_goes_on(page, drafted, desk, base, sign_in):
    with desk.services.database.transaction() as db:
        db.query(StaffSession).delete()
    page.fill("#e-text", HUMMING)
    dialog = page.get_by_role("dialog", name="Sign in to go on")
    expect(dialog.frame_locator("iframe").get_by_label("Password")).to_be_visible()
    assert [rule["id"] for rule in Axe().run(page).response["violations"]] == []
    sign_in(page.context)
    page.frame("sign-in").goto(f"{base}/instruments/signed-in")
    expect(dialog).to_be_hidden()
    expect(said(page)).to_contain_text("Saved")
    assert drafted().items_by_id["bt2"].text == HUMMING
    expect(page.locator("#e-text")).to_be_focused()


def test_who_leaves_before_it_was_saved_finds_it_saved(page, drafted, base):
    page.fill("#e-text", HUMMING)
    page.goto(f"{base}/account")
    for _ in range(50):
        if drafted().items_by_id["bt2"].text == HUMMING:
            break
        page.wait_for_timeout(100)
    assert drafted().items_by_id["bt2"].text == HUMMING


def test_what_is_typed_beside_both_texts_and_left_is_kept_and_saved_over_nobody(
    page, drafted, draft, second_researcher, send
):
    address, own = f"/instruments/drafts/{draft.id}/items/bt2", page.url
    page.route("**/items/bt2", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.fill("#e-text", HUMMING)
    send(second_researcher, address, second_researcher.get(address).text, text=WHISTLING)
    page.unroute("**/items/bt2")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("changed this while you were writing")
    page.fill("#e-text", "people in {place} who sing?")
    page.goto(own.replace("bt2", "bt1"))
    page.wait_for_timeout(1500)
    assert drafted().items_by_id["bt2"].text == WHISTLING
    page.goto(own)
    expect(page.locator("#e-text")).to_have_value("people in {place} who sing?")
    page.fill("#e-ask", "And")
    expect(said(page)).to_contain_text("Not saved: this was changed too")
    assert drafted().items_by_id["bt2"].text == WHISTLING
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    assert drafted().items_by_id["bt2"].text == "people in {place} who sing?"


def test_somebody_else_who_signs_in_over_the_page_is_told_why_the_words_are_not_shown(
    page, desk, base, second_researcher
):
    with desk.services.database.transaction() as db:
        db.query(StaffSession).delete()
    page.fill("#e-text", HUMMING)
    expect(page.get_by_role("dialog", name="Sign in to go on")).to_be_visible()
    other = desk.as_person(desk.person("researcher", email="third@example.org"))
    name = desk.app.config["SESSION_COOKIE_NAME"]
    page.context.add_cookies([{"name": name, "value": other.get_cookie(name).value, "url": base}])
    page.frame("sign-in").goto(f"{base}/instruments/signed-in")
    expect(said(page)).to_contain_text("Somebody else is signed in now")
    expect(page.locator("#e-text")).not_to_have_value(HUMMING)


def test_the_sign_of_saving_stays_in_sight_on_a_phone(page):
    page.set_viewport_size({"width": 375, "height": 667})
    page.locator("details summary").first.click()
    page.locator("#e-licence").fill("CC BY 4.0, as amended")
    expect(said(page)).to_contain_text("Saved")
    expect(said(page)).to_be_in_viewport(ratio=1)
    field, sign = page.locator("#e-licence").bounding_box(), said(page).bounding_box()
    assert sign["y"] >= field["y"] + field["height"] or sign["y"] + sign["height"] <= field["y"]
