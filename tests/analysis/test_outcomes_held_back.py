"""Where others are held back with somebody who withdrew, the outcomes that fall away do not follow that person."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from analysis.disclosure.groups import Person
from analysis.disclosure.ledger import Rule, decide

BEGAN = datetime(2026, 5, 1, tzinfo=UTC)
ITEMS = frozenset(f"item {number}" for number in range(12))
RULE = Rule(below=5, outcomes=ITEMS | {"trust"}, needed=frozenset({"trust"}))
HOLDING = replace(RULE, hold_back=True)


def evening(seed, *, answer=0.9, size=30, missing=frozenset()):
    """People who answered most questions; the first, who will withdraw, all but those `missing`."""
    rng = random.Random(seed)
    asked = [{item for item in sorted(ITEMS) if rng.random() < answer} for _ in range(size)]
    asked[0] = ITEMS - missing
    lots = [rng.random() for _ in range(size)]
    return [
        Person(BEGAN, lot, {"trust": BEGAN, **dict.fromkeys(items, BEGAN)})
        for lot, items in zip(lots, asked, strict=True)
    ]


def made(pages, people, *, rule=RULE):
    """Whom a report tells of, written down as the next page."""
    decision = decide(
        pages, {"mill": people}, chapters={"mill": "Caer"}, now=BEGAN + timedelta(days=1 + len(pages)), rule=rule
    )
    pages.append(decision.page)
    return decision


def counted(decision, people):
    """How many people stand behind each outcome that is told."""
    bound = decision.page.used["mill"]
    return {name: sum(bound.covers(each, name) for each in people) for name in decision.alone["mill"]}


@pytest.mark.parametrize("seed", range(40))
def test_every_question_is_told_again_or_all_are_withdrawn(seed):
    people, pages = evening(seed, missing=frozenset(random.Random(seed).sample(sorted(ITEMS), 4))), []
    before = counted(made(pages, people), people)
    decision = made(pages, people[1:], rule=HOLDING)
    now = counted(decision, people[1:])
    assert now.keys() in (before.keys(), {"trust"})
    assert [name for name, count in now.items() if 0 < before[name] - count < 5] == []
    assert 4 <= decision.held <= 9


def test_most_often_they_are_told_again():
    found = []
    for seed in range(40):
        people, pages = evening(seed), []
        made(pages, people)
        found.append(len(made(pages, people[1:], rule=HOLDING).alone["mill"]))
    assert sum(each == len(ITEMS) + 1 for each in found) >= 36


def sparse(missing):
    """An evening at which so few answered each question that holding ten people back changes no question enough."""
    return evening(5, answer=0.3, size=40, missing=missing)


@pytest.mark.parametrize("missing", [frozenset(), frozenset({"item 1", "item 2", "item 3"}), ITEMS])
def test_what_is_withdrawn_is_the_same_whatever_the_person_had_answered(missing):
    people, pages = sparse(missing), []
    made(pages, people)
    assert made(pages, people[1:], rule=HOLDING).alone["mill"] == {"trust"}


def test_a_question_that_was_withdrawn_does_not_come_back_because_nobody_who_left_had_answered_it():
    people, pages = sparse(ITEMS), []
    made(pages, people)
    made(pages, people[1:], rule=HOLDING)
    again = made(pages, people[1:])
    late = [Person(BEGAN + timedelta(days=2.5), 0.99, {"trust": BEGAN + timedelta(days=2.5)}) for _ in range(6)]
    later = made(pages, [*people[1:], *late])
    assert (again.alone["mill"], later.alone["mill"]) == ({"trust"}, {"trust"})


def test_a_question_that_was_withdrawn_comes_back_once_enough_others_have_answered_it():
    people, pages = sparse(frozenset()), []
    told = counted(made(pages, people), people)
    made(pages, people[1:], rule=HOLDING)
    day = BEGAN + timedelta(days=2.5)
    late = [Person(day, 0.99, {"trust": day, **dict.fromkeys(ITEMS, day)}) for _ in range(6)]
    later = made(pages, [*people[1:], *late])
    assert later.alone["mill"] >= {*told}
