"""The second of two taps on "Next person" presses nothing of the first screen that comes for whoever is next."""

import pytest
from sqlalchemy import func, select

from evaluation.models import Consent
from tests.journeys.pages import stop
from tests.journeys.test_no_accidents import tap_twice

pytestmark = pytest.mark.browser
SIZES = [(768, 1024), *(pytest.param(size, marks=pytest.mark.long) for size in ((1024, 768), (800, 1280), (375, 700)))]
PACES = [300, *(pytest.param(gap, marks=pytest.mark.long) for gap in (80, 600))]


def begun(live):
    with live.database.reading() as db:
        return db.scalar(select(func.count(Consent.id)))


@pytest.mark.parametrize("gap", PACES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("wave", ["pre", "post"])
@pytest.mark.parametrize("script", [True, pytest.param(False, marks=pytest.mark.long)])
def test_nobody_agrees_or_is_turned_away(live, phone, *, wave, size, gap, script):
    if wave == "post":
        live.close("pre")
        live.open("post")
    width, height = size
    with phone(viewport={"width": width, "height": height}, has_touch=True, java_script_enabled=script) as context:
        page = context.new_page()
        page.goto(f"/{live.words}?kiosk=1")
        page.wait_for_timeout(1000)
        for said in ("Go on without a code", "Yes, without a code") if wave == "post" else ():
            page.get_by_role("button", name=said).tap()
            page.wait_for_timeout(1000)
        page.locator("form#begin button.go").tap()
        page.wait_for_url(f"**/{wave}/**")
        page.wait_for_timeout(1000)
        page.locator("fieldset#bt1 label").first.tap()
        if script:
            stop(page)
        else:
            page.locator("#send").tap()
        page.wait_for_url("**/sent/**")
        page.wait_for_timeout(1000)
        button = page.get_by_role("button", name="Next person")
        button.evaluate("button => button.scrollIntoView({block: 'end', behavior: 'instant'})")
        tap_twice(page, button, gap)
        page.wait_for_timeout(700)
        assert page.url.endswith(f"/{live.words}?kiosk=1")
        assert begun(live) == 1
