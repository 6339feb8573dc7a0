"""Names stand as people read them: without regard to marks and capitals, and by the numbers in them."""

import random

from hypothesis import given
from hypothesis import strategies as st

from evaluation.domain.name_order import letter_order, name_order

AS_READ = [
    "2nd Hall",
    "10 Downing Street",
    "Ôl y Môr",
    "Penrhyn",
    "Town",
    "town 2",
    "Town 02",
    "Town 10",
    "Town 10b",
    "Town 11",
    "Town " + "9" * 5000,
]


def test_names_stand_by_their_letters_and_by_their_numbers():
    mixed = random.Random(1).sample(AS_READ, len(AS_READ))
    assert sorted(mixed, key=name_order) == ["2nd Hall", *AS_READ[1:5], *sorted(AS_READ[5:7]), *AS_READ[7:]]


def test_the_first_renderer_read_digits_as_letters():
    assert sorted(["Town 2", "Town 10"], key=letter_order) == ["Town 10", "Town 2"]


@given(st.lists(st.text(max_size=8), unique=True), st.randoms())
def test_any_names_have_one_order(names, chance):
    mixed = chance.sample(names, len(names))
    assert sorted(names, key=name_order) == sorted(mixed, key=name_order)
