"""The register says of every column what it is, for what and how long; the papers are made from it."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import evaluation
from evaluation.cli import weaving
from evaluation.models import Base
from evaluation.operations.privacy.measures import RISKS
from evaluation.operations.privacy.privacy_documents import (
    UNSAID,
    StudyFacts,
    impact_assessment,
    record_of_processing,
)
from evaluation.operations.privacy.register import PARTICIPANTS, STAFF, STUDIES
from evaluation.store.studies.who_asks import WhoAsks

REGISTER = (*PARTICIPANTS, *STAFF, *STUDIES)
ROOT = Path(evaluation.__file__).parents[1]
SAID = WhoAsks(
    organisation="Citizens of Leicester",
    contact="privacy@trust.example",
    basis="consent",
    special_basis="explicit_consent",
    keep_until=date(2031, 7, 31),
    processor="Trust Computers, United Kingdom",
)
FACTS = StudyFacts(
    name="Trust", asks=SAID, under_16=False, chapters=2, experiments=3, responses=40, today=date(2026, 5, 14)
)


def kept_columns():
    """Every column that the program keeps, with its table."""
    return {(table.name, column.name) for table in Base.metadata.sorted_tables for column in table.columns}


def registered(entries=REGISTER):
    return [(entry.table, entry.column) for entry in entries]


def test_every_column_has_its_entry():
    missing = kept_columns() - set(registered())
    assert missing == set(), "Say in evaluation/operations/privacy what these hold, for what and how long."


def test_every_entry_has_its_column_and_none_stands_twice():
    assert set(registered()) - kept_columns() == set()
    assert [entry for entry, count in Counter(registered()).items() if count > 1] == []


def test_a_column_without_an_entry_would_be_found():
    assert kept_columns() - set(registered(REGISTER[1:])) == {(REGISTER[0].table, REGISTER[0].column)}


def test_every_measure_stands_where_it_is_said_to():
    assert [risk.where for risk in RISKS if not (ROOT / risk.where).is_file()] == []


@pytest.mark.parametrize("made", [record_of_processing, impact_assessment], ids=lambda made: made.__name__)
def test_a_paper_has_the_studys_settings_and_every_table_of_participants(made):
    paper = made(FACTS)
    for said in ("Citizens of Leicester", "privacy@trust.example", "31 July 2031", "Trust Computers", "9(2)(a)"):
        assert said in paper
    assert [entry.table for entry in PARTICIPANTS if f"| `{entry.table}` |" not in paper] == []


@pytest.mark.parametrize("made", [record_of_processing, impact_assessment], ids=lambda made: made.__name__)
def test_what_has_not_been_said_is_asked_for(made):
    assert made(replace(FACTS, asks=WhoAsks())).count(UNSAID) >= 5


def test_the_assessment_names_every_risk_and_leaves_the_decision_to_people():
    paper = impact_assessment(FACTS)
    assert [risk.what for risk in RISKS if risk.what not in paper] == []
    assert "To be filled in by the organisation" in paper


@pytest.mark.parametrize("paper", ["dpia", "record"])
def test_the_verb_writes_it_for_a_study(tmp_path, monkeypatch, paper):
    monkeypatch.setenv("WEAVING_HOME", str(tmp_path / "home"))
    run = CliRunner().invoke
    assert run(weaving, ["study", "add", "Trust"]).exit_code == 0
    output = tmp_path / "paper.md"
    done = run(weaving, ["privacy", paper, "trust", "--output", str(output), "--json"])
    assert (done.exit_code, '"not_said"' in done.output) == (0, True)
    assert output.read_text().startswith("# ")
