"""What somebody left on a shared tablet is seen by nobody after them, in a browser that keeps the pages behind Back."""

import pytest

from tests.close_browser import close_context
from tests.conftest import ARGUMENTS, CHROMIUM
from tests.journeys.pages import choose, join, stop

pytestmark = pytest.mark.browser
CHECKED = "[...document.querySelectorAll('fieldset :checked')].map((one) => one.name)"
LATER = "const now = Date.now; Date.now = () => now() + Number(localStorage.later || 0);"
"""On every page, also one that Back brings as it was, the clock stands as much later as the test says."""
HURRIES = "const wait = setTimeout; setTimeout = (work, long) => wait(work, long > 15000 ? long / 30 : long);"
"""What takes longer than a quarter of a minute takes a thirtieth of it."""


@pytest.fixture
def tablet(chromium, live):
    """A tab of a browser that keeps pages behind Back as they were left, which the tests' own has switched off."""
    keeps_pages = {"ignore_default_args": ["--disable-back-forward-cache"]}
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=ARGUMENTS, **keeps_pages)
    context = browser.new_context(base_url=live.base, viewport={"width": 768, "height": 1024})
    context.add_init_script(LATER)
    yield context.new_page()
    close_context(context)
    browser.close()


def begun(page, live):
    """Somebody answers two questions."""
    join(page, live.words, query="?kiosk=1")
    for item in ("bt1", "bt2"):
        choose(page, item, 9)
        page.wait_for_timeout(600)
        page.get_by_role("button", name="Continue").click()


def move(page, step=-1):
    """Back or forward as a person does it; the page that comes may be one kept as it was."""
    page.evaluate("(step) => { setTimeout(() => history.go(step), 0); }", step)
    page.wait_for_timeout(500)


def later(page, seconds):
    page.evaluate("(seconds) => { localStorage.later = seconds * 1000; }", seconds)


def answers_behind(page, steps=5):
    found = set()
    for step in (-1, 1):
        for _ in range(steps):
            move(page, step)
            found |= set(page.evaluate(CHECKED))
    return found


@pytest.mark.parametrize("way", ["home", "back"])
def test_back_shows_no_answers_of_a_form_that_somebody_left(live, tablet, way):
    begun(tablet, live)
    if way == "home":
        tablet.goto(f"/{live.words}?kiosk=1")
    else:
        for _ in range(3):
            tablet.locator("#nav a").click()
        tablet.wait_for_url(f"**/{live.words}?kiosk=1")
    later(tablet, seconds=11)
    assert answers_behind(tablet) == set()
    assert "/pre/" not in tablet.url


def test_whoever_left_it_by_mistake_comes_back_to_their_answers_a_moment_later(live, tablet):
    begun(tablet, live)
    tablet.goto(f"/{live.words}?kiosk=1")
    later(tablet, seconds=5)
    move(tablet)
    assert set(tablet.evaluate(CHECKED)) == {"bt1", "bt2"}
    assert tablet.locator("fieldset#bt3").is_visible()


def test_back_shows_no_answers_once_the_tablet_has_cleared_them_itself(live, tablet):
    tablet.add_init_script(HURRIES)
    begun(tablet, live)
    tablet.wait_for_url(f"**/{live.words}?kiosk=1")
    assert answers_behind(tablet) == set()


def test_back_after_next_person_shows_neither_code_nor_answers(live, tablet):
    begun(tablet, live)
    tablet.wait_for_timeout(600)
    stop(tablet)
    tablet.wait_for_url("**/sent/**")
    code = tablet.locator("#code").inner_text()
    tablet.wait_for_timeout(900)
    tablet.get_by_role("button", name="Next person").click()
    tablet.wait_for_url(f"**/{live.words}?kiosk=1")
    assert answers_behind(tablet) == set()
    assert code not in tablet.content()
