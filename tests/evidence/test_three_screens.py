"""A whole hall at one instant while the counter is on three screens; one of them is the page in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.evidence.three_screens import hall_with_screens, holds, three_screens


def test_forty_people_at_one_instant_under_three_screens_are_all_kept_once():
    row = three_screens(quick=True)
    assert row["holds"], row["figure"]
    assert row["control_fails"], row["figure"]


@pytest.mark.long
@pytest.mark.browser
def test_three_hundred_people_at_one_instant_are_all_kept_once_and_a_real_screen_shows_them(chromium, tmp_path):
    page = chromium.new_page(viewport={"width": 1280, "height": 720})
    page.set_default_timeout(60_000)
    after = {}

    def opened(base, evening_key):
        page.goto(f"{base}/staff/evening/{evening_key}/screen")
        after["before"] = page.get_by_role("heading").inner_text()

    figure = hall_with_screens(tmp_path / "home", 300, opened=opened, closing=lambda: seen(page))
    assert holds(figure), figure
    assert after["before"].startswith("0")


def seen(page):
    expect(page.get_by_role("heading")).to_contain_text("300", timeout=60_000)
    expect(page.get_by_text("After", exact=True)).to_be_visible(timeout=60_000)
