"""A chapter's evenings over time: those of a chapter, a kind, a state, or between two days."""

from datetime import date

import pytest
from lxml import html

from evaluation.models import Experiment


@pytest.fixture
def both(desk, evening):
    """Somebody who sees both chapters: North's evening in May, a house meeting of South in June."""
    with desk.services.database.transaction() as db:
        there = db.get_one(Experiment, desk.there.id)
        there.date, there.kind = date(2026, 6, 20), "house_meeting"
    return desk.signed_in("organiser")


def shown(client, **asked):
    page = html.fromstring(client.get("/experiments", query_string=asked).text)
    return page.xpath("//table//th[@scope='row']/a/text()")


def test_without_a_filter_all_are_shown_the_latest_first(both):
    assert shown(both) == ["South Hall", "North Hall"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "house_meeting"}, ["South Hall"]),
        ({"first": "2026-06-01"}, ["South Hall"]),
        ({"last": "2026-06-01"}, ["North Hall"]),
        ({"first": "2026-05-14", "last": "2026-06-20"}, ["South Hall", "North Hall"]),
        ({"first": "soon"}, ["South Hall", "North Hall"]),
        ({"kind": "assembly"}, []),
    ],
)
def test_a_kind_or_some_time_can_be_asked_for(both, asked, found):
    assert shown(both, **asked) == found


def test_a_chapter_and_a_state_can_be_asked_for(both, desk, evening):
    evening.open("pre")
    assert shown(both, state="before_open") == ["North Hall"]
    assert shown(both, chapter=str(desk.south.id)) == ["South Hall"]


def test_another_chapter_cannot_be_asked_for(organiser, desk):
    assert shown(organiser, chapter=str(desk.south.id)) == ["North Hall"]
    assert "South" not in html.fromstring(organiser.get("/experiments").text).xpath("string(//main)")
