"""Before is opened days ahead of the evening only by somebody who says that it is meant."""

from datetime import date

import pytest
from lxml import html

from tests.fieldwork.evening.test_second_tap import evening, hand, organiser, volunteer

__all__ = ["evening", "hand", "organiser", "volunteer"]

ASKED = "is on Sunday 17 May: open Before now?"


def says(hand):
    return " ".join(html.fromstring(hand.page).text_content().split())


@pytest.fixture
def later(evening, hand):
    """Whoever looks at an evening that is in three days."""
    evening.change(date=date(2026, 5, 17), starts_at=None, ends_at=None)
    hand.go(hand.address)
    return hand


def test_it_is_asked_once_and_opens_when_it_is_meant(later, evening):
    assert ASKED not in says(later)
    later.tap("Open Before")
    assert (ASKED in says(later), evening.wave("pre").opened_at) == (True, None)
    later.tap("Yes, Open Before")
    assert (ASKED in says(later), evening.wave("pre").opened_at is None) == (False, False)


def test_on_its_own_day_nothing_is_asked(evening, hand):
    evening.change(date=date(2026, 5, 14))
    hand.go(hand.address)
    hand.tap("Open Before")
    assert evening.wave("pre").opened_at


def test_opened_again_days_ahead_it_is_not_asked(later, evening, clock):
    later.tap("Open Before")
    later.tap("Yes, Open Before")
    clock.advance(minutes=1)
    evening.close("pre")
    later.go(later.address)
    later.tap("Reopen Before")
    assert evening.wave("pre").closed_at is None


def test_where_it_is_asked_the_button_stands_there_once_and_there_is_a_way_back(later, evening):
    later.tap("Open Before")
    page = html.fromstring(later.page)
    assert [each.text.strip() for each in page.xpath("//button[contains(., 'Open Before')]")] == ["Yes, Open Before"]
    later.go(page.xpath("//a[normalize-space()='No, go back']/@href")[0])
    assert (ASKED in says(later), "Open Before" in says(later)) == (False, True)
    assert evening.wave("pre").opened_at is None
