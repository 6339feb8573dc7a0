"""Confirming in a browser that keeps what was typed: the reason comes back, what was shown comes from the server."""

import pytest
from playwright.sync_api import expect

from tests.authoring.two_versions import FIRST
from tests.hall import served
from tests.staff_pages import post

pytestmark = pytest.mark.browser
AN1 = FIRST.items_by_id["an1"].text
KEY, CARE, WHY = "items.an1.text", "comparable_with_care", "Two interviews said so too."


@pytest.fixture
def declare(researcher, draft, send):
    """The first person words an item anew, and declares that the answers compare."""

    def say(words):
        item = f"/instruments/drafts/{draft.id}/items/an1"
        send(researcher, item, researcher.get(item).text, text=words)
        said = {f"reason.{KEY}": f"Asked of 40: {words}", f"class.{KEY}": CARE}
        post(researcher, f"/instruments/drafts/{draft.id}/reasons", **said)

    return say


def test_a_reason_typed_before_the_words_were_changed_again_confirms_what_is_shown_now(
    chromium, desk, second_researcher, draft, declare
):
    declare(AN1.replace("nervous", "anxious"))
    with served(desk.app) as base:
        context = chromium.new_context(base_url=base, locale="en-GB")
        name = desk.app.config["SESSION_COOKIE_NAME"]
        context.add_cookies([{"name": name, "value": second_researcher.get_cookie(name).value, "url": base}])
        page = context.new_page()
        page.goto(f"/instruments/drafts/{draft.id}/publish")
        page.get_by_label("Why you think so too").fill(WHY)
        declare(AN1.replace("nervous", "worried"))
        page.reload()
        expect(page.get_by_label("Why you think so too")).to_have_value(WHY)
        page.get_by_role("button", name="I confirm it").click()
        expect(page.get_by_text("It is confirmed: two people have said that these answers compare.")).to_be_visible()
        context.close()
