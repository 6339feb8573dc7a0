"""A draft of a thousand items opens and saves, at a cost that grows no faster than they do."""

import time

import pytest

import instruments
from evaluation.store.drafts import Writer, add_draft


def long_version(count):
    """A version with `count` items of one format in one wave."""
    first = instruments.load("common-ground", 1)
    one = first.items_by_id["bt2"].model_copy(update={"waves": (instruments.WaveKind.PRE,)})
    items = tuple(one.model_copy(update={"id": f"q{place}", "label": f"Question {place}"}) for place in range(count))
    waves = tuple(page for page in first.waves if page.kind == "pre")
    return first.having(id="long-survey", number=1, languages=("en",), items=items, scales=(), waves=waves)


@pytest.fixture
def opened_and_saved(researcher, desk, clock, send):
    """Begin a draft of so many items, open one and save it changed; the seconds of processor time that took."""

    def open_and_save(count):
        with desk.parts.database.transaction() as db:
            writer = Writer("-", "somebody", clock())
            row = add_draft(db, long_version(count), based_on=None, translations=(), writer=writer)
        address = f"/instruments/drafts/{row.id}/items/q{count // 2}"
        began = time.process_time()
        page = researcher.get(address)
        shown = researcher.get(send(researcher, address, page.text, text="people who hum?").headers["Location"])
        assert ("people who hum?" in shown.text, shown.text.count("Move q")) == (True, 2 * count)
        return time.process_time() - began

    return open_and_save


def test_a_thousand_items_open_and_save(opened_and_saved):
    assert opened_and_saved(1000) > 0


@pytest.mark.long
def test_the_cost_of_opening_and_saving_grows_no_faster_than_the_items(opened_and_saved):
    opened_and_saved(10)
    small, large = (min(opened_and_saved(count) for _ in range(3)) for count in (250, 1000))
    assert large < 4 * small * 1.25
