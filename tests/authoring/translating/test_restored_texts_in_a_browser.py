"""What a browser kept of a page of texts takes the place of nothing that was written since."""

import re

import pytest
from playwright.sync_api import expect

from tests.hall import served
from tests.staff_pages import post

pytestmark = pytest.mark.browser
MINE, TAKEN_IN = "Tir cyffredin iawn", "mewn pobl eraill yn {place}?"


@pytest.fixture
def context(chromium, desk, researcher):
    with served(desk.app) as base:
        made = chromium.new_context(base_url=base, locale="en-GB")
        name = desk.app.config["SESSION_COOKIE_NAME"]
        made.add_cookies([{"name": name, "value": researcher.get_cookie(name).value, "url": base}])
        yield made
        made.close()


def test_only_what_was_not_saved_stands_there_again_by_name(context, second_researcher, draft):
    address = f"/instruments/drafts/{draft.id}/translations/cy"
    page = context.new_page()
    page.goto(address)
    before = page.locator('[name="words.items.bt2.text"]').input_value()
    context.set_offline(True)
    page.locator('[name="words.title"]').fill(MINE)
    page.wait_for_function("words => JSON.stringify(localStorage).includes(words)", arg=MINE)
    page.close()
    shown = {"words.items.bt2.text": TAKEN_IN, "before.items.bt2.text": before}
    assert post(second_researcher, address, **shown).status_code == 303
    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_text("It stands in the form again: save it. (title)")).to_be_visible()
    expect(page.locator('[name="words.title"]')).to_have_value(MINE)
    expect(page.locator('[name="words.items.bt2.text"]')).to_have_value(re.compile(re.escape(TAKEN_IN)))
