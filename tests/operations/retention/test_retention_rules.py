"""Everything that is kept has a rule that says why, how long, and what happens then."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from evaluation.models import Base
from evaluation.operations.retention.retention_pages import DUE_LABELS
from evaluation.operations.retention.retention_rules import RULES, Ending, rules_as_rows
from evaluation.store.retention.due_rows import due_rows


def test_every_table_has_one_rule_and_no_rule_names_another():
    named = Counter(table for rule in RULES for table in rule.tables)
    assert named == Counter(set(Base.metadata.tables))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_says_what_why_how_long_and_what_then(rule):
    assert all(len(words) > 3 for words in (rule.holds, rule.why, rule.how_long, rule.then))
    assert rule.tables or rule.files or rule.name == "phone marks"


def test_what_ends_by_itself_is_what_a_run_ends_and_has_words_on_the_page():
    acted_on = {*due_rows(datetime(2026, 5, 1, tzinfo=UTC)), "files"}
    assert {rule.name for rule in RULES if rule.ending is Ending.DAILY} == acted_on == set(DUE_LABELS)


def test_answers_end_with_their_study():
    assert [rule.ending for rule in RULES if "response" in rule.tables] == [Ending.STUDY]


def test_the_rules_are_told_as_rows_of_words():
    assert {frozenset(row) for row in rules_as_rows()} == {
        frozenset({"what", "holds", "why", "how_long", "then", "ends", "kept_in"})
    }
