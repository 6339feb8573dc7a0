"""A draft of a thousand items opens and saves, at a cost that grows no faster than they do."""

import sys

import pytest

import instruments
from evaluation.store.instruments.drafts import Writer, add_draft


def long_version(count):
    """A version with `count` items of one format in one wave."""
    first = instruments.load("common-ground", 1)
    one = first.items_by_id["bt2"].model_copy(update={"waves": (instruments.WaveKind.PRE,)})
    items = tuple(one.model_copy(update={"id": f"q{place}", "label": f"Question {place}"}) for place in range(count))
    waves = tuple(page for page in first.waves if page.kind == "pre")
    return first.having(id="long-survey", number=1, languages=("en",), items=items, scales=(), waves=waves)


@pytest.fixture
def opened_and_saved(researcher, desk, clock, send):
    """Begin a draft of so many items, open one and save it changed; the page that shows it saved."""

    def open_and_save(count):
        with desk.services.database.transaction() as db:
            writer = Writer("-", "somebody", clock())
            row = add_draft(db, long_version(count), based_on=None, translations=(), writer=writer)
        address = f"/instruments/drafts/{row.id}/items/q{count // 2}"
        page = researcher.get(address)
        return researcher.get(send(researcher, address, page.text, text="people who hum?").headers["Location"])

    return open_and_save


def calls_of(work):
    """How many functions a piece of work calls, our own and built in: as many on a busy machine as on a quiet one."""
    counted = 0

    def count(_frame, event, _argument):
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted


def test_a_thousand_items_open_and_save(opened_and_saved):
    shown = opened_and_saved(1000)
    assert ("people who hum?" in shown.text, shown.text.count("Move q")) == (True, 2000)


def test_opening_and_saving_a_thousand_items_costs_no_more_than_four_times_a_quarter_of_them(opened_and_saved):
    opened_and_saved(10)
    quarter, whole = (calls_of(lambda count=count: opened_and_saved(count)) for count in (250, 1000))
    assert whole <= 4 * quarter
