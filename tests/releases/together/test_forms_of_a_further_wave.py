"""Forms months later stand beside averages of the same forms: all are told of which the report tells, or none."""

from datetime import UTC, datetime, timedelta

import pytest

from analysis.disclosure.groups import Bound, LedgerStep, Person
from analysis.disclosure.ledger import LedgerPage
from analysis.disclosure.single_rows import Rows
from evaluation.store.releases.row_ledger import waves_few_left
from evaluation.store.releases.single_forms import Singles, states_of

WAVE, GROUP = "follow_up", "single forms, follow_up"
TOLD = datetime(2026, 1, 1, tzinfo=UTC)
NOW = TOLD + timedelta(days=7)


def forms(*, before, since):
    sent = [TOLD - timedelta(days=1)] * before + [NOW - timedelta(days=1)] * since
    return Singles({GROUP: {number: Person(at, 0.5) for number, at in enumerate(sent)}})


def told(singles, *, further):
    disclosed = [Rows({GROUP: Bound(TOLD)}, {"1": 20})]
    return states_of(singles, disclosed, further=further, below=5, now=NOW)


def test_all_are_told_where_enough_came_since():
    assert told(forms(before=20, since=6), further=[WAVE]) == [{GROUP: Bound(NOW)}]


def test_none_are_told_where_those_told_last_would_be_a_part():
    assert told(forms(before=20, since=2), further=[WAVE]) == []


def test_those_told_last_are_told_again_where_nobody_came_since():
    assert told(forms(before=18, since=0), further=[WAVE]) == [{GROUP: Bound(TOLD)}]


def test_forms_that_no_report_averages_are_told_as_they_were():
    assert told(forms(before=20, since=2), further=[]) == [{GROUP: Bound(TOLD)}]


@pytest.mark.parametrize(("left", "waves"), [(0, []), (1, [WAVE]), (4, [WAVE]), (5, []), (9, [])])
def test_a_wave_is_left_out_while_a_few_are_missing_who_were_counted(left, waves):
    outcome, at = "follow_up.trust", TOLD - timedelta(days=1)
    state = {"evening": Bound(TOLD)}
    step = LedgerStep(group="g", chapter="c", parts=("evening",), state=state, entered={outcome: (3, 6)})
    people = {"evening": [Person(at, 0.5, {outcome: at}) for _ in range(9 - left)]}
    assert waves_few_left([LedgerPage(used=state, parcels=(step,))], people, {WAVE: [outcome]}, below=5) == waves


def test_forms_without_a_wave_are_the_others():
    both = Singles({GROUP: {1: Person(TOLD, 0.5)}, "single forms, pre": {2: Person(TOLD, 0.5)}})
    assert list(both.without([WAVE]).forms) == ["single forms, pre"]
