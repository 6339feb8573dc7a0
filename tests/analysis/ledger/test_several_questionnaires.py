"""Evenings that ask other questionnaires: what one does not ask is no reason for it, or for others, to wait."""

from datetime import timedelta

import pytest

from analysis.disclosure.groups import Person
from analysis.disclosure.ledger import Rule, decide
from tests.analysis.ledger.test_ledger import BEGAN, Book

BOTH = frozenset({"trust", "calm"})
ASKED = {"mill": {"trust"}, "quay": {"trust"}, "hall": {"calm"}, "yard": {"calm"}}
RULE = Rule(below=5, outcomes=BOTH, needed=BOTH, asked={name: frozenset(ids) for name, ids in ASKED.items()})


class SeveralQuestionnaires(Book):
    """Evenings at which people answer all that is asked there."""

    def evening(self, name, size, chapter="Caer Lliw", *, trusting=None):
        super().evening(name, size, chapter, trusting=trusting)
        now = BEGAN + timedelta(days=self.day)
        answered = dict.fromkeys(ASKED[name], now)
        self.people[name] = [Person(each.completed, each.lot, answered) for each in self.people[name]]


@pytest.fixture
def book():
    return SeveralQuestionnaires()


def test_one_evening_with_another_questionnaire_leaves_the_others_as_they_are(book):
    book.evening("mill", 22)
    book.evening("quay", 9, "Dunmere")
    book.evening("hall", 8)
    made = book.release(rule=RULE)
    assert sum(made.used.values()) == 39
    assert made.alone == {"mill": {"trust"}, "quay": {"trust"}, "hall": {"calm"}}
    assert made.chapters == {"Caer Lliw": BOTH, "Dunmere": {"trust"}}


def test_in_one_chapter_everything_that_is_needed_is_there_without_knowing_what_is_asked_where(book):
    book.evening("mill", 22)
    book.evening("hall", 8)
    assert decide([], book.people, chapters=book.chapters, now=BEGAN + timedelta(days=9), rule=Rule(
        below=5, outcomes=BOTH, needed=BOTH,
    )).used == {"mill": 22, "hall": 8}  # fmt: skip


def test_small_evenings_are_together_with_those_that_ask_the_same(book):
    book.evening("mill", 3)
    book.evening("hall", 4)
    book.evening("quay", 3)
    made = book.release(rule=RULE)
    assert (made.groups, made.waiting["hall"]) == ((("mill", "quay"),), 4)


def test_a_stuck_group_is_joined_by_what_asks_the_same_alone(book):
    book.evening("mill", 8)
    book.release(rule=RULE)
    book.withdraw("mill")
    book.evening("hall", 3)
    book.evening("quay", 5)
    made = book.release(rule=RULE)
    assert (made.used["mill"], made.used["quay"], made.waiting["hall"]) == (7, 5, 3)


def test_an_outcome_is_left_out_of_a_chapter_where_an_evening_that_asks_it_has_too_few_answers_to_it(book):
    rule = Rule(below=5, outcomes=BOTH, needed=frozenset(), asked=RULE.asked)
    book.evening("mill", 22)
    book.evening("quay", 9)
    book.people["quay"] = [Person(each.completed, each.lot, {}) for each in book.people["quay"]]
    book.evening("hall", 8)
    assert book.release(rule=rule).chapters == {"Caer Lliw": {"calm"}}
