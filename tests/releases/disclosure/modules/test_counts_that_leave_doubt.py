"""Whatever is told of the answers to one question, each count behind it could be one of several."""

from collections import defaultdict
from itertools import product
from types import SimpleNamespace

import pytest

import instruments
from analysis.disclosure.counted_answers import FEWEST_POSSIBLE, _before_rounding, is_disclosable, rounded_count
from evaluation.reports.module_answers import module_answers
from evaluation.store.reports.module_counts import ModuleCounts

ABOUT = instruments.load("about-you", 1)
GATHERED = SimpleNamespace(plan=SimpleNamespace(body={"suppress_below": 5}), area=None, experiments=())


def disclosed(module, item, counts):
    """What is told of one question: about how many answered, and gave each answer; None where it is left out."""
    asked = {"module": module, "wave": "post", "item": module.items_by_id[item]}
    found = ModuleCounts(**asked, counts=counts, answered=sum(counts.values()))
    answers = module_answers(GATHERED, SimpleNamespace(modules=(found,)), named=True)
    if not answers.questions:
        return None
    (question,) = answers.questions
    return question.answered, tuple(each.people for each in question.answers)


def possible(answers, most, *, fewest):
    """For everything that can be told of a question of so many answers, the counts that could be behind it."""
    found = defaultdict(list)
    for counts in product(range(most), repeat=answers):
        answered = rounded_count(sum(counts), fewest=fewest)
        people = tuple(rounded_count(each, fewest=fewest) for each in counts)
        if answered is not None and is_disclosable(answered, people, fewest=fewest):
            found[answered, people].append(counts)
    return found


@pytest.mark.parametrize(("answers", "most", "fewest"), [(2, 70, 10), (3, 30, 10), (2, 60, 5), (3, 24, 5), (4, 15, 5)])
def test_each_count_could_be_one_of_several(answers, most, fewest):
    disclosures = possible(answers, most, fewest=fewest)
    assert disclosures
    for shown, counts in disclosures.items():
        if max(max(each) for each in counts) >= most - 1:
            continue  # more people than were tried could be behind it as well
        for place in range(answers):
            assert len({each[place] for each in counts}) >= FEWEST_POSSIBLE, (shown, counts)


@pytest.mark.parametrize("fewest", range(3, 31))
def test_a_rounded_count_could_be_one_of_three_or_more_whatever_the_threshold(fewest):
    told = defaultdict(set)
    for count in range(fewest, 60):
        told[rounded_count(count, fewest=fewest)].add(count)
    assert min(told) >= fewest
    assert [about for about in told if about < 55 and len(told[about]) < FEWEST_POSSIBLE] == []
    assert [about for about in told if about < 55 and _before_rounding(about, fewest=fewest) != ends(told[about])] == []


def ends(counts):
    return min(counts), max(counts)


def test_nothing_is_told_of_fewer_than_the_threshold_and_all_is_to_the_nearest_five():
    for answered, people in possible(3, 30, fewest=10):
        assert answered % 5 == 0
        assert all(each is None or (each >= 10 and each % 5 == 0) for each in people)


def test_what_as_many_said_as_answered_is_left_out_as_it_would_tell_of_each():
    assert disclosed(ABOUT, "host_or_guest", {"host": 0, "guest": 40}) is None
    assert disclosed(ABOUT, "host_or_guest", {"host": 2, "guest": 40}) is None
    assert disclosed(ABOUT, "host_or_guest", {"host": 3, "guest": 40}) == (45, (None, 40))


@pytest.mark.parametrize(("sizes", "is_disclosed"), [((9, 9, 9), False), ((10, 9, 9), False), ((10, 9, 3), True)])
def test_a_question_is_told_where_half_of_those_who_answered_are_of_answers_of_enough_people(sizes, is_disclosed):
    nobody = dict.fromkeys((option.value for option in ABOUT.formats_by_id["religions"].choices), 0)
    counts = nobody | dict(zip(("none", "muslim", "sikh"), sizes, strict=True))
    assert (disclosed(ABOUT, "religion", counts) is not None) == is_disclosed
