"""What somebody types in the editor outlives whatever they press next, mounted under /staff as it is served."""

import pytest
from playwright.sync_api import expect
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from tests.hall import served

pytestmark = pytest.mark.browser
TYPED = "people in {place} who hum?"
UNREACHABLE = "void (window.fetch = () => Promise.reject(new TypeError()))"
"""No save by the script arrives; routing would miss the one that is sent on leaving the page."""


@pytest.fixture(scope="module", autouse=True)
def _one_browser(chromium):
    """The browser that every test of this file opens its pages in."""


@pytest.fixture
def base(desk):
    with served(DispatcherMiddleware(NotFound(), {"/staff": desk.app})) as address:
        yield f"{address}/staff"


@pytest.fixture
def page_of(chromium, base, desk, researcher):
    """A page of the editor, in a browser that is signed in."""
    opened = []

    def open_page(path, **options):
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", **options)
        context.set_default_timeout(30_000)
        name = desk.app.config["SESSION_COOKIE_NAME"]
        context.add_cookies([{"name": name, "value": researcher.get_cookie(name).value, "url": base}])
        opened.append(context)
        page = context.new_page()
        page.goto(f"{base}{path}")
        return page

    yield open_page
    for context in opened:
        context.close()


@pytest.fixture
def address(draft):
    return lambda name="items/bt2": f"/instruments/drafts/{draft.id}/{name}"


SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


@SCRIPT
def test_opening_another_item_keeps_what_was_typed(page_of, address, drafted, script):
    page = page_of(address(), java_script_enabled=script)
    page.fill("#e-text", TYPED)
    page.get_by_role("navigation", name="Parts of the draft").get_by_text("cg2", exact=True).click()
    page.wait_for_url("**/items/cg2*")
    assert drafted().items_by_id["bt2"].text == TYPED


@SCRIPT
def test_moving_an_item_keeps_what_was_typed_and_stays_at_the_item(page_of, address, drafted, script):
    page = page_of(address("items/ag1"), java_script_enabled=script)
    page.fill("#e-text", TYPED)
    page.get_by_role("button", name="Move cg2 down").click()
    expect(page.get_by_role("status").first).to_contain_text("cg2 is now question")
    assert page.url.partition("?")[0].endswith("/items/ag1")
    order = [item.id for item in drafted().items]
    assert (drafted().items_by_id["ag1"].text, order.index("cg2") - order.index("cg3")) == (TYPED, 1)


def test_an_item_goes_from_the_bottom_to_the_top_by_one_key_pressed_again_and_again(page_of, address, drafted):
    page = page_of(address("items/bt1"))
    last = drafted().items[-1].id
    up = page.get_by_role("button", name=f"Move {last} up")
    up.focus()
    for place in range(len(drafted().items) - 1, 0, -1):
        expect(up).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").first).to_contain_text(f"{last} is now question {place} of")
    assert drafted().items[0].id == last


def test_enter_in_a_line_saves_and_stays(page_of, address, drafted):
    page = page_of(address())
    page.fill("#e-text", TYPED)
    page.get_by_text("Construct, format, waves, source and the rest").click()
    page.locator("#e-label").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    assert page.url.partition("?")[0].endswith("/items/bt2")
    assert drafted().items_by_id["bt2"].text == TYPED


def test_words_that_cannot_be_saved_are_given_back_before_another_item_opens(page_of, address, drafted):
    page = page_of(address())
    page.fill("#e-text", "")
    page.fill("#e-ask", "Still here")
    page.get_by_role("navigation", name="Parts of the draft").get_by_text("cg2", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("this is empty")
    expect(page.locator("#e-ask")).to_have_value("Still here")


@pytest.mark.parametrize("name", ["items/bt2", "translations/cy"])
def test_leaving_by_any_other_link_and_coming_back_finds_what_is_saved_as_typed(page_of, address, base, name):
    page = page_of(address(name))
    field = page.locator("form[data-keep] textarea").first
    field.fill(TYPED)
    page.goto(f"{base}/account")
    page.goto(f"{base}{address(name)}")
    expect(field).to_have_value(TYPED)


@pytest.mark.parametrize("name", ["add/items", "publish"])
def test_leaving_by_any_other_link_and_coming_back_finds_what_was_typed(page_of, address, base, name):
    page = page_of(address(name))
    field = page.locator("form[data-keep] textarea").first
    field.fill(TYPED)
    page.goto(f"{base}/account")
    page.goto(f"{base}{address(name)}")
    expect(field).to_have_value(TYPED)
    expect(page.get_by_role("status").first).to_contain_text("was not saved")


def test_a_save_that_met_no_connection_loses_nothing(page_of, address, base, drafted):
    page = page_of(address())
    page.fill("#e-text", TYPED)
    page.context.set_offline(True)
    page.get_by_role("button", name="Save", exact=True).click()
    page.context.set_offline(False)
    page.goto(f"{base}{address()}")
    expect(page.locator("#e-text")).to_have_value(TYPED)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    assert drafted().items_by_id["bt2"].text == TYPED


def test_what_was_typed_before_the_script_came_is_saved(page_of, address, base, drafted):
    page = page_of("/account")
    page.route("**/editor.js*", lambda _route: None)
    page.goto(f"{base}{address()}", wait_until="commit")
    page.fill("#e-text", TYPED)
    page.wait_for_function("() => document.readyState === 'interactive'")
    page.unroute("**/editor.js*")
    page.wait_for_load_state()
    page.goto(f"{base}{address()}")
    expect(page.locator("#e-text")).to_have_value(TYPED)
    assert drafted().items_by_id["bt2"].text == TYPED


def test_going_back_gives_back_what_could_not_be_saved_and_it_is_sent_then(page_of, address, base, drafted):
    page = page_of(address())
    page.evaluate(UNREACHABLE)
    page.fill("#e-text", TYPED)
    page.goto(f"{base}/account")
    page.go_back()
    expect(page.locator("#e-text")).to_have_value(TYPED)
    expect(page.get_by_role("status").first).to_contain_text("was not saved")
    page.goto(f"{base}{address('items/an1')}")
    page.goto(f"{base}{address()}")
    expect(page.locator("#e-text")).to_have_value(TYPED)
    assert drafted().items_by_id["bt2"].text == TYPED


def test_what_was_saved_is_not_offered_again(page_of, address, base):
    page = page_of(address())
    page.fill("#e-text", TYPED)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    page.goto(f"{base}{address()}")
    expect(page.locator("#e-text")).to_have_value(TYPED)
    expect(page.get_by_text("was not saved")).to_have_count(0)


def test_who_wants_what_is_saved_takes_it_instead(page_of, address, base, drafted):
    page = page_of(address())
    page.evaluate(UNREACHABLE)
    page.fill("#e-text", TYPED)
    page.goto(f"{base}/account")
    page.goto(f"{base}{address()}")
    page.get_by_role("button", name="Take what is saved instead").click()
    expect(page.locator("#e-text")).to_have_value(drafted().items_by_id["bt2"].text)
    page.reload()
    expect(page.locator("#e-text")).to_have_value(drafted().items_by_id["bt2"].text)


def test_another_person_in_the_same_browser_is_not_given_their_words(page_of, address, base, desk):
    page = page_of(address())
    page.fill("#e-text", TYPED)
    other = desk.as_person(desk.person("researcher", email="other@example.org"))
    name = desk.app.config["SESSION_COOKIE_NAME"]
    page.context.add_cookies([{"name": name, "value": other.get_cookie(name).value, "url": base}])
    page.goto(f"{base}{address()}")
    expect(page.locator("#e-text")).not_to_have_value(TYPED)
