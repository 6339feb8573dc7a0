"""People who answer memory questions, as they do: names that are common, birthdays, siblings, and slips."""

import random
from dataclasses import dataclass

LETTERS = "MSAJCLKEDRBPGHNTFIVWOYZQUX"
LETTER_WEIGHTS = [1 / (place + 3) for place in range(len(LETTERS))]
"""More concentrated than names are: two people share a letter with probability 0.064, not 1 in 26."""
HOME_TOWN = 0.4
"""Two people in five were born where the meeting is."""
SIBLINGS, SIBLING_WEIGHTS = (0, 1, 2, 3, 4, 5), (45, 30, 14, 6, 3, 2)
YEAR = [day for month in (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31) for day in range(1, month + 1)]


@dataclass(frozen=True)
class Crowd:
    """Codes given before and after, by person; the same name is the same person."""

    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]

    @property
    def both(self) -> set[str]:
        return set(self.before) & set(self.after)


def crowd(rng: random.Random, *, people=60, wrong=0.05, walk_ins=0.1, leavers=0.0) -> Crowd:
    """An evening: each element is given wrongly with a probability of `wrong`, at each of the two askings."""
    before, after = {}, {}
    late = round(people * walk_ins)
    early = round(people * leavers)
    for number in range(people):
        name, true = f"p{number:03d}", [draw(rng) for draw in ELEMENTS]
        if number >= late:
            before[name] = _given(rng, true, wrong)
        if number < people - early:
            after[name] = _given(rng, true, wrong)
    return Crowd(before, after)


def _given(rng, true, wrong):
    return tuple(
        draw(rng, other_than=value) if rng.random() < wrong else value
        for draw, value in zip(ELEMENTS, true, strict=True)
    )


def _element(draw):
    def drawn(rng, *, other_than=None):
        while (value := draw(rng)) == other_than:
            pass
        return value

    return drawn


def _letter(rng):
    return rng.choices(LETTERS, LETTER_WEIGHTS)[0]


ELEMENTS = tuple(
    _element(draw)
    for draw in (
        _letter,
        lambda rng: str(rng.choice(YEAR)),
        lambda rng: str(rng.choices(SIBLINGS, SIBLING_WEIGHTS)[0]),
        lambda rng: "L" if rng.random() < HOME_TOWN else _letter(rng),
        lambda rng: f"{rng.randrange(100):02d}",
    )
)
