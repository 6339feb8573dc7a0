"""On a phone each change is a block of its own: its class can be read and its reason written."""

import pytest

from tests.authoring.two_versions import FIRST
from tests.hall import served

pytestmark = pytest.mark.browser
NARROW, READABLE = {"width": 375, "height": 800}, 240
AN1 = FIRST.items_by_id["an1"].text


@pytest.fixture
def page(chromium, desk, researcher, draft, send):
    item = f"/instruments/drafts/{draft.id}/items/an1"
    send(researcher, item, researcher.get(item).text, text=AN1.replace("nervous", "anxious"))
    with served(desk.app) as base:
        context = chromium.new_context(base_url=base, viewport=NARROW)
        name = desk.app.config["SESSION_COOKIE_NAME"]
        context.add_cookies([{"name": name, "value": researcher.get_cookie(name).value, "url": base}])
        page = context.new_page()
        page.goto(f"/instruments/drafts/{draft.id}/publish")
        yield page
        context.close()


@pytest.mark.parametrize("label", ["Class of items.an1.text", "Reason for items.an1.text"])
def test_the_class_and_the_reason_have_the_width_of_the_page(page, label):
    assert page.get_by_label(label).bounding_box()["width"] > READABLE


def test_nothing_is_wider_than_the_page(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert page.evaluate("document.querySelector('.scroll').scrollWidth") <= NARROW["width"]
