"""People and what they answered, from which files are written and the right figures follow without the program."""

import random
from dataclasses import dataclass, field
from fractions import Fraction

AGREE_7 = (
    "Strongly disagree",
    "Disagree",
    "Somewhat disagree",
    "Neither agree nor disagree",
    "Somewhat agree",
    "Agree",
    "Strongly agree",
)
AGREE_5 = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
OFTEN_5 = ("Never", "Rarely", "Sometimes", "Often", "Always")
CYTUNO_5 = (
    "Anghytuno'n gryf",
    "Anghytuno",
    "Ddim yn cytuno nac yn anghytuno",
    "Cytuno",
    "Cytuno'n gryf",
)
TRUST = ("people from other organisations", "people of different background", "people you have only just met")
COMMON = ("We have a lot in common", "We care about the same changes")


@dataclass
class Person:
    """One person: their code, and the answers of each wave at which they came, None where a question was left out."""

    code: str
    email: str
    answers: dict[str, list[int | None]] = field(default_factory=dict)


def people(number=40, *, items=3, low=1, high=5, seed=1, gone=6, late=3, blanks=0.03):
    """Some people: most answered both times, some before alone, a few after alone."""
    draw = random.Random(seed)
    made = []
    for place in range(number):
        code = f"{draw.choice('ABCDEFGH')}{draw.choice('KLMNPQR')}{place:02}"
        person = Person(code=code, email=f"person{place}@example.org")
        waves = ("pre",) if place % 7 == 3 and gone else ("post",) if place >= number - late else ("pre", "post")
        for wave in waves:
            shift = 1 if wave == "post" else 0
            given = [min(high, draw.randint(low, high) + (shift if draw.random() < 0.6 else 0)) for _ in range(items)]
            person.answers[wave] = [None if draw.random() < blanks else answer for answer in given]
            if all(answer is None for answer in person.answers[wave]):
                person.answers[wave][0] = low
        made.append(person)
    return made


def figures(crowd, item):
    """Pairs, and the mean before and after of those who answered a question both times."""
    both = [p for p in crowd if {"pre", "post"} <= set(p.answers)]
    answered = [p for p in both if p.answers["pre"][item] is not None and p.answers["post"][item] is not None]
    means = [Fraction(sum(p.answers[wave][item] for p in answered), len(answered)) for wave in ("pre", "post")]
    return len(both), float(means[0]), float(means[1])
