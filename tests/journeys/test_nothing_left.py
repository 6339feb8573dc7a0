"""Once answers have arrived, the phone that sent them keeps none: in no storage, and on no page that Back leads to."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import choose, join, stop
from tests.journeys.walks import WAITING

pytestmark = pytest.mark.browser
ITEMS = ("bt1", "bt2")
CHECKED = "[...document.querySelectorAll('fieldset :checked')].map((one) => one.name)"


def sent(page, live):
    """Answer two questions and send them."""
    join(page, live.words)
    for item in ITEMS:
        choose(page, item, 9)
        page.get_by_role("button", name="Continue").click()
    stop(page)


def thanked(page):
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def left(page):
    """What the storages of the phone hold of the answers."""
    there = page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    return [item for item in ITEMS if item in there] + ["waiting"] * page.evaluate(WAITING)


def answers_behind(page, steps=6):
    """The answers that any page shows to somebody who presses Back, and Back again, and then Forward."""
    found = set()
    for move in [page.go_back] * steps + [page.go_forward] * steps:
        move()
        page.wait_for_timeout(60)
        page.wait_for_load_state()
        found |= set(page.evaluate(CHECKED))
    return found


@pytest.fixture
def page(live, phone):
    with phone() as context:
        page = context.new_page()
        page.goto("/")
        yield page


def test_back_after_sending_shows_nobody_s_answers(live, page):
    sent(page, live)
    thanked(page)
    assert (left(page), answers_behind(page)) == ([], set())


def test_back_after_sending_leads_to_the_receipt(live, page):
    sent(page, live)
    thanked(page)
    page.go_back()
    thanked(page)


def test_nothing_is_left_of_what_was_sent_once_signal_came_back(live, page):
    page.goto(f"/{live.words}")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    join(page, live.words)
    choose(page, "bt1", 9)
    page.context.set_offline(True)
    stop(page)
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    page.context.set_offline(False)
    thanked(page)
    assert (left(page), answers_behind(page)) == ([], set())


def test_nothing_is_left_when_the_phone_s_worker_sent_it_with_no_page_open(live, page):
    page.goto(f"/{live.words}")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    join(page, live.words)
    choose(page, "bt1", 9)
    address = page.url.split("#")[0]
    page.context.set_offline(True)
    stop(page)
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    page.close()
    as_the_worker_sends(page.context, live, address)
    other = page.context.new_page()
    other.goto(f"/{live.words}")
    expect(other.get_by_role("heading", name="You have answered Before")).to_be_visible()
    for _ in range(100):
        if not left(other):
            break
        other.wait_for_timeout(50)
    assert left(other) == []


def as_the_worker_sends(context, live, address):
    """What waits is sent and no longer waits, while no page of the meeting is open."""
    context.set_offline(False)
    quiet = context.new_page()
    quiet.route("**/static/**", lambda route: route.abort())
    quiet.goto("/privacy")
    quiet.evaluate("(at) => fetch(at, {method: 'POST', body: new URLSearchParams({bt1: 9})})", address)
    quiet.evaluate(
        "new Promise((done) => { indexedDB.open('weaving').onsuccess = ({target: {result}}) => {"
        " const gone = result.transaction('outbox', 'readwrite'); gone.objectStore('outbox').clear();"
        " gone.oncomplete = () => { result.close(); done(true); }; }; })"
    )
    quiet.close()
    assert [response.answers for response in live.kept()] == [{"bt1": 9}]


def test_a_draft_that_is_not_sent_is_kept_by_a_reload(live, page):
    join(page, live.words)
    choose(page, "bt1", 9)
    page.reload()
    assert page.evaluate(CHECKED) == ["bt1"]


@pytest.mark.parametrize("script", [False, True])
def test_a_page_without_script_or_storage_shows_no_answers_on_back(live, phone, script):
    with phone(java_script_enabled=script) as context:
        if script:
            context.add_init_script(
                "for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) "
                "Object.defineProperty(window, name, { get() { throw new Error('no storage'); } });"
            )
        page = context.new_page()
        page.goto("/")
        join(page, live.words)
        choose(page, "bt1", 9)
        if not script:
            page.get_by_role("button", name="Send my answers").click()
        else:
            stop(page)
        thanked(page)
        for _ in range(4):
            page.go_back()
            page.wait_for_load_state()
            assert page.locator("fieldset :checked").count() == 0


def test_the_phone_that_sent_can_answer_again_until_the_wave_closes(live, page):
    sent(page, live)
    thanked(page)
    page.get_by_role("link", name="Change my answers").click()
    expect(page.locator("fieldset#bt1")).to_be_visible()
    assert page.evaluate(CHECKED) == []
    choose(page, "bt1", 2)
    page.reload()
    assert page.evaluate(CHECKED) == ["bt1"]
    stop(page)
    thanked(page)
    assert [response.answers for response in live.kept()] == [{"bt1": 2, "bt2": 9}]
    assert (left(page), answers_behind(page)) == ([], set())
    live.close("pre")
    page.reload()
    assert page.get_by_role("link", name="Change my answers").count() == 0
