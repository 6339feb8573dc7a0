"""The ledger of releases: who may be printed, so that two releases compared tell nobody's answers."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure.cuts import smallest_cut
from analysis.disclosure.groups import Person, weakest
from analysis.disclosure.ledger import Rule, decide

BEGAN = datetime(2026, 5, 1, tzinfo=UTC)
INSIDE = Rule(below=5, outcomes=frozenset({"trust"}))
PUBLIC = replace(INSIDE, public_below=10)


class Book:
    """Evenings that people come to and withdraw from, and the releases made of them."""

    def __init__(self):
        self.people, self.pages, self.chapters, self.day = {}, [], {}, 0

    def evening(self, name, size, chapter="Caer Lliw", *, trusting=None):
        """People come; as many as `trusting` says answer the question about trust, or everybody."""
        self.chapters[name] = chapter
        self.people.setdefault(name, [])
        self.day += 1
        now = BEGAN + timedelta(days=self.day)
        lots = (len(self.people[name]) + number for number in range(size))
        answered = [{"trust": now} if trusting is None or place < trusting else {} for place in range(size)]
        drawn = [(lot * 0.37 + 0.11) % 1 for lot in lots]
        self.people[name] += [Person(now, lot, each) for lot, each in zip(drawn, answered, strict=True)]

    def withdraw(self, name, number=1):
        del self.people[name][:number]

    def release(self, *names, rule=INSIDE):
        self.day += 1
        scope = {name: self.chapters[name] for name in names or self.chapters}
        made = decide(self.pages, self.people, chapters=scope, now=BEGAN + timedelta(days=self.day), rule=rule)
        self.pages.append(made.page)
        return made


@pytest.fixture
def book():
    return Book()


def in_all(decision):
    return sum(decision.used.values()), sum(decision.waiting.values())


def test_a_small_evening_waits(book):
    book.evening("mill", 22)
    book.evening("quay", 4)
    assert in_all(book.release()) == (22, 4)


def test_small_evenings_are_used_once_they_are_enough_together(book):
    book.evening("mill", 22)
    book.evening("quay", 4)
    book.release()
    book.evening("hall", 3)
    made = book.release()
    assert in_all(made) == (29, 0)
    assert set(made.alone) == {"mill"}


def test_a_withdrawal_makes_its_evening_wait(book):
    book.evening("mill", 22)
    book.release()
    book.withdraw("mill")
    assert in_all(book.release()) == (0, 21)


def test_after_a_withdrawal_five_others_have_to_come(book):
    book.evening("mill", 22)
    book.release()
    book.withdraw("mill")
    book.evening("quay", 4)
    assert in_all(book.release()) == (0, 25)
    book.evening("quay", 1)
    assert in_all(book.release()) == (26, 0)


def test_somebody_new_among_people_who_only_answered_again_waits(book):
    """Two who answer again leave with their old answers and come in with their new ones: that is two, not four."""
    book.evening("mill", 20)
    book.release()
    book.withdraw("mill", 2)
    book.evening("mill", 3)
    assert in_all(book.release()) == (0, 21)


def test_some_who_are_new_wait_however_many_have_left(book):
    book.evening("mill", 22)
    book.release()
    book.withdraw("mill", 6)
    book.evening("mill", 1)
    assert in_all(book.release()) == (0, 17)


def test_where_some_are_new_they_are_held_back_with_those_of_the_lowest_lots(book):
    book.evening("mill", 22)
    book.release()
    book.withdraw("mill")
    book.evening("mill", 1)
    made = book.release(rule=replace(INSIDE, hold_back=True))
    assert (in_all(made), made.held) == ((17, 1), 4)


def test_a_withdrawal_in_one_chapter_keeps_no_other_waiting(book):
    book.evening("mill", 22)
    book.evening("chapel", 30, chapter="Ynys")
    book.release()
    book.withdraw("mill")
    book.evening("vestry", 6, chapter="Ynys")
    made = book.release()
    assert (set(made.chapters), in_all(made)) == ({"Ynys"}, (36, 21))


def test_where_nobody_more_comes_four_others_can_be_held_back_with_one_who_withdrew(book):
    book.evening("mill", 22)
    book.release()
    book.withdraw("mill")
    made = book.release(rule=replace(INSIDE, hold_back=True))
    assert (in_all(made), made.held) == ((17, 0), 4)


def test_who_is_held_back_stays_out(book):
    book.evening("mill", 22)
    book.release()
    book.withdraw("mill")
    book.release(rule=replace(INSIDE, hold_back=True))
    book.evening("quay", 12)
    made = book.release()
    assert (in_all(made), made.held) == ((29, 0), 4)


def test_nothing_changed_is_the_same_release(book):
    book.evening("mill", 22)
    first, second = book.release(), book.release()
    assert first.page.used == second.page.used
    assert second.page.parcels == ()


def test_late_forms_wait_until_they_are_five(book):
    book.evening("mill", 22)
    book.release()
    book.evening("mill", 4)
    assert in_all(book.release()) == (22, 4)
    book.evening("mill", 1)
    assert in_all(book.release()) == (27, 0)


def test_evenings_used_together_are_never_shown_alone(book):
    book.evening("quay", 4)
    book.evening("hall", 3)
    assert book.release().alone == {}
    book.evening("quay", 20)
    assert book.release("quay").used == {"quay": 0}


def test_the_public_waits_for_ten_where_a_chapter_waits_for_five(book):
    book.evening("mill", 22)
    book.evening("quay", 7)
    assert in_all(book.release()) == (29, 0)
    assert in_all(book.release(rule=PUBLIC)) == (22, 7)
    book.evening("hall", 6)
    assert in_all(book.release()) == (35, 0)
    public = book.release(rule=PUBLIC)
    assert (in_all(public), set(public.alone)) == ((35, 0), {"mill"})


def test_a_chapter_sees_its_own_first_and_the_public_afterwards_in_spite_of_a_withdrawal(book):
    book.evening("mill", 40)
    book.release()
    book.withdraw("mill")
    assert in_all(book.release(rule=PUBLIC)) == (0, 39)
    made = book.release(rule=replace(PUBLIC, hold_back=True))
    assert (in_all(made), made.held) == ((30, 0), 9)


def test_an_evening_of_one_release_is_not_drawn_into_a_release_that_did_not_ask_for_it(book):
    book.evening("mill", 22)
    book.evening("quay", 12)
    book.release(rule=PUBLIC)
    assert set(book.release("quay", rule=PUBLIC).page.used) == {"quay"}


def test_an_outcome_that_few_of_the_new_answered_is_left_out_and_comes_back(book):
    book.evening("mill", 22)
    assert book.release().chapters == {"Caer Lliw": {"trust"}}
    book.evening("mill", 6, trusting=1)
    assert book.release().chapters == {"Caer Lliw": set()}
    book.evening("mill", 5, trusting=4)
    assert book.release().chapters == {"Caer Lliw": {"trust"}}


def test_a_group_waits_for_an_outcome_without_which_it_is_not_worth_printing(book):
    needing = replace(INSIDE, needed=frozenset({"trust"}))
    book.evening("mill", 22)
    book.release(rule=needing)
    book.evening("mill", 6, trusting=1)
    assert in_all(book.release(rule=needing)) == (22, 6)


def test_an_outcome_that_none_of_the_new_answered_is_the_same_figure_again(book):
    book.evening("mill", 22)
    book.release()
    book.evening("mill", 6, trusting=0)
    made = book.release()
    assert (in_all(made), made.chapters) == ((28, 0), {"Caer Lliw": {"trust"}})
    assert book.release().chapters == {"Caer Lliw": {"trust"}}


def test_a_follow_up_that_comes_later_counts_from_then(book):
    following = replace(INSIDE, outcomes=frozenset({"trust", "follow_up"}))
    book.evening("mill", 22)
    assert book.release(rule=following).chapters == {"Caer Lliw": {"trust"}}
    for number, outcomes in ((4, {"trust"}), (5, {"trust", "follow_up"})):
        later = BEGAN + timedelta(days=book.day)
        known = [{**person.answered, "follow_up": later} for person in book.people["mill"][:number]]
        answered = [replace(person, answered=each) for person, each in zip(book.people["mill"], known, strict=False)]
        book.people["mill"][:number] = answered
        book.evening("quay", 5)
        assert book.release("mill", rule=following).alone["mill"] == outcomes


def test_releases_that_differ_by_five_each_can_leave_two_people_and_are_refused():
    """Five came, five more came, then four of the first five and one from the start left.

    Each release differs from each other by five or more, and yet first - second + third - fourth is about one of the
    five who came and the one from the start who left.
    """
    assert weakest([(30,), (30, 5), (30, 5, 5)]) == 5
    assert weakest([(30,), (30, 5), (30, 5, 5), (29, 1, 5, 0)]) == 2


def test_counts_that_cannot_be_are_never_admitted():
    assert weakest([(22,), (23, 0)]) == 0


@settings(deadline=None)
@given(st.lists(st.integers(5, 40), min_size=1, max_size=6), st.data())
def test_five_who_are_new_are_always_enough(sizes, data):
    book = Book()
    for number, size in enumerate(sizes):
        book.evening(f"evening {number}", size)
        if number:
            book.withdraw(f"evening {number - 1}", data.draw(st.integers(0, 4)))
        assert in_all(book.release())[0] > 0
    for name in book.people:
        book.withdraw(name, data.draw(st.integers(0, 2)))
    book.evening("last", 5)
    assert book.release().used["last"] == 5


@settings(deadline=None)
@given(st.integers(2, 6), st.data())
def test_the_smallest_cut_is_the_smallest_of_all_cuts(points, data):
    pairs = list(itertools.combinations(range(points), 2))
    edges = dict(
        zip(pairs, data.draw(st.lists(st.integers(0, 9), min_size=len(pairs), max_size=len(pairs))), strict=True)
    )
    sides = (set(side) for size in range(1, points) for side in itertools.combinations(range(points), size))
    cuts = (sum(weight for pair, weight in edges.items() if len(set(pair) & side) == 1) for side in sides)
    assert smallest_cut(points, edges) == min(cuts)
