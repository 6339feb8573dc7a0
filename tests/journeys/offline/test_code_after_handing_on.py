"""A phone handed on without signal, once there is some: taking answers back shows nobody's code there."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import choose, join, stop
from tests.journeys.walks import READY

pytestmark = pytest.mark.browser


@pytest.fixture
def handed_on(live, phone):
    """Somebody answered Before and handed the phone on without signal; the server has not heard of it yet."""
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.evaluate(READY)
        join(page, live.words)
        choose(page, "bt1", 1)
        stop(page)
        page.wait_for_url("**/sent/**")
        page.goto(f"/{live.words}?new=1")
        page.goto(f"/{live.words}")
        context.set_offline(True)
        page.goto(f"/{live.words}")
        page.get_by_text("Somebody else", exact=True).click()
        page.get_by_role("button", name="Yes, hand this phone on").click()
        expect(page.locator("form#begin")).to_be_visible()
        unheard = lambda route: route.abort() if route.request.method == "POST" else route.fallback()  # noqa: E731
        context.route("**/*", unheard)
        context.set_offline(False)
        yield page


def test_the_code_of_whoever_had_it_is_shown_to_nobody(live, handed_on):
    page = handed_on
    page.goto(f"/{live.words}/withdraw")
    expect(page.get_by_label("Your code")).to_have_value("")
    page.get_by_role("link", name="Look at my code").click()
    expect(page.locator("form#begin")).to_be_visible()
    expect(page.locator("#code")).to_have_count(0)
