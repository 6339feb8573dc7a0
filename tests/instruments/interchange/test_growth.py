"""A large instrument costs what its items cost, and not more an item than a small one."""

import time

import pytest

import instruments
from instruments.comparison import compare
from instruments.model import Version


def grown(version: Version, count: int) -> Version:
    """A version of `count` items, each in a scale of its own and a format of its own."""
    item, scale, found = version.items[0], version.scales[0], version.formats[0]
    names = [f"q{number}" for number in range(count)]
    return version.having(
        waves=tuple(page.model_copy(update={"wording": ()}) for page in version.waves),
        formats=tuple(found.model_copy(update={"id": f"f_{name}"}) for name in names),
        items=tuple(item.model_copy(update={"id": name, "format": f"f_{name}"}) for name in names),
        scales=tuple(scale.model_copy(update={"id": f"s_{name}", "items": (name,)}) for name in names),
    )


def reworded(version: Version) -> Version:
    return version.having(
        items=tuple(item.model_copy(update={"text": item.text + " Really?"}) for item in version.items[::-1])
    )


def parse(version):
    text = instruments.canonical_toml(version)
    return lambda: instruments.parse(text)


def refuse(version):
    text = instruments.canonical_toml(version).replace('format = "f_', 'format = "g_')

    def refused():
        with pytest.raises(instruments.InvalidInstrument):
            instruments.parse(text)

    return refused


def put_beside(version):
    other = reworded(version)
    return lambda: compare(version, other)


def cost(work) -> float:
    """Processor seconds, the least of three runs."""
    spent = []
    for _ in range(3):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


@pytest.mark.parametrize("work", [parse, refuse, put_beside])
def test_five_hundred_items_cost_no_more_than_four_times_a_quarter_of_them(common_ground, work):
    quarter, whole = cost(work(grown(common_ground, 125))), cost(work(grown(common_ground, 500)))
    assert whole < 4 * quarter * 1.6  # six tenths to spare for what else the machine does


def test_five_hundred_items_are_read_within_a_second(common_ground):
    assert cost(parse(grown(common_ground, 500))) < 1
