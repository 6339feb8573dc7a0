"""`weaving retention` counts first, ends what is due, and erases on request once a name was typed."""

import json

import pytest

from evaluation.domain.errors import Refused


def test_a_dry_run_counts_and_ends_nothing(sqlite_evening):
    before = sqlite_evening.rows()
    told = json.loads(sqlite_evening.type_in("retention", "--dry-run", "--json").stdout)
    (study,) = told["studies"]
    assert (study["study"], study["kept_until"], study["due"]) == ("weaving-trust", None, False)
    assert {name: study[name] for name in before} == sqlite_evening.rows() == before
    assert set(told) == {"due", "studies", "copies_to_delete"}


def test_a_dry_run_is_a_table_for_people(sqlite_evening):
    told = sqlite_evening.type_in("retention", "--dry-run")
    assert (told.exit_code, "weaving-trust" in told.stdout, "phone marks" in told.stdout) == (0, True, True)


def test_the_rules_are_shown(sqlite_evening):
    rows = json.loads(sqlite_evening.type_in("retention", "--rules", "--json").stdout)
    assert {"answers", "audit log", "sessions"} <= {row["what"] for row in rows}


def test_what_is_due_ends(sqlite_evening):
    sqlite_evening.keep_until("2026-05-14")
    done = json.loads(sqlite_evening.type_in("retention", "--json").stdout)
    assert (done["responses"], set(sqlite_evening.rows().values())) == (42, {0})


@pytest.mark.parametrize("given", [["--confirm", "weaving trust"], ["--confirm", ""], []])
def test_another_name_erases_nothing(sqlite_evening, given):
    before = sqlite_evening.rows()
    refused = sqlite_evening.type_in("retention", "--study", "weaving-trust", "--now", *given, input="another\n")
    assert isinstance(refused.exception, Refused)
    assert ("so nothing was deleted" in str(refused.exception), sqlite_evening.rows()) == (True, before)


@pytest.mark.parametrize(
    ("named", "name"), [(["--study", "weaving-trust"], "Weaving Trust"), (["--experiment"], "Highfields Centre")]
)
def test_on_request_it_is_erased_once_its_name_was_typed(sqlite_evening, named, name):
    named = [*named, sqlite_evening.words] if len(named) == 1 else named
    done = sqlite_evening.type_in("retention", *named, "--now", input=f"{name}\n")
    assert (done.exit_code, set(sqlite_evening.rows().values())) == (0, {0})
    assert "Released figures stand" in done.stdout


def test_before_its_last_day_a_study_is_erased_only_with_now(sqlite_evening):
    refused = sqlite_evening.type_in("retention", "--study", "weaving-trust").exception
    assert isinstance(refused, Refused)
    assert "are not due" in str(refused)


def test_one_thing_is_named(sqlite_evening):
    refused = sqlite_evening.type_in("retention", "--study", "x", "--experiment", "y", "--now").exception
    assert isinstance(refused, Refused)


def test_of_one_experiment_the_rows_are_counted(sqlite_evening):
    told = json.loads(
        sqlite_evening.type_in("retention", "--experiment", sqlite_evening.words, "--dry-run", "--json").stdout
    )
    assert (told["what"], told["response"]) == ("Highfields Centre", 42)
