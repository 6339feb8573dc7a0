"""Information before a question on a narrow phone."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import phone as phone  # noqa: PLC0414 - the fixture itself
from tests.journeys.test_accessible import violations
from tests.questions.test_in_a_browser import LiveWalk
from tests.questions.test_prefaces import VERSION_THAT_TELLS

pytestmark = pytest.mark.browser


@pytest.fixture
def live(sqlite_database, sqlite_settings, clock):
    walk = LiveWalk(sqlite_database, clock, version=VERSION_THAT_TELLS)
    with walk.serve(sqlite_settings) as base:
        walk.base = base
        yield walk


def test_it_stands_above_the_question_fits_and_axe_finds_nothing(live, phone):
    with phone(viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/pre/**")
        expect(page.get_by_text("There is no right answer.")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert violations(page) == []
