"""Every word of a vocabulary is known wherever its like are named, and no vocabulary is listed twice."""

import ast
import pathlib
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import pytest
from sqlalchemy import CheckConstraint, String

from analysis.io import responses_file
from evaluation.domain import experiment_roles
from evaluation.domain.experiment_roles import ExperimentRole
from evaluation.evaluators import open_answers_page, requests
from evaluation.fieldwork import link_pages
from evaluation.impact_report.build import outcomes, report, versions
from evaluation.impact_report.formats import write
from evaluation.impact_report.sections import quality_section, versions_section, waves_section
from evaluation.models import (
    ELEMENTS,
    METHODS,
    MODES,
    MOVES,
    STANCES,
    WAVES,
    Kind,
    Method,
    Role,
    State,
    account,
    consent,
    link,
    response,
    wave_press,
)
from evaluation.models import experiment as experiment_table
from evaluation.models.base import Base
from evaluation.questionnaire import memory_wording
from evaluation.reports import from_study
from evaluation.reports.releases import freeze_release
from evaluation.reports.single_answers import codebook
from evaluation.store.evening import switch_wave
from evaluation.store.linking import memory_questions
from evaluation.store.responses import join_page
from evaluation.store.studies import plausible_record, wave_windows, waves
from evaluation.web import access, labels, state_labels
from instruments import WaveKind, terms
from instruments.comparison import between_waves

pytestmark = pytest.mark.unit
ROOT = pathlib.Path(__file__).parents[2]
ONLY_ON_THE_COMMAND_LINE = {"png", "sav", "parquet"}
"""Formats that no page offers: pictures for slides, and single answers, which a report of a study never holds."""

IN_HEADLINES = dict.fromkeys(("pre", "post"), "Before and After are compared by every figure of an outcome.")
ASKED_OF_BEFORE = {"pre": "It is what others are set against.", "then": "It asks of Before in words of its own."}


class Place(NamedTuple):
    """Where the words of a vocabulary are named once more: what for, in which module, and which words stand there.

    `left_out` are those that stand there not on purpose, each with the reason.
    """

    purpose: str
    module: object
    words: Iterable[str]
    left_out: Mapping[str, str] = MappingProxyType({})


class Vocabulary(NamedTuple):
    """Words that stand for one another's kind, the module that defines them, and where each must be known."""

    words: Iterable[str]
    home: object
    places: tuple[Place, ...]


def _codes(variable: str) -> Iterable[str]:
    (found,) = (one for one in codebook.variables([]) if one.name == variable)
    return found.options


VOCABULARIES: Mapping[str, Vocabulary] = {
    "role of an experiment": Vocabulary(
        ExperimentRole,
        experiment_roles,
        (
            Place("what staff call it", labels, labels.ROLES),
            Place("the column arm of an export", codebook, codebook.ARM.options),
        ),
    ),
    "wave": Vocabulary(
        WaveKind,
        terms,
        (
            Place("columns of an answers file", responses_file, responses_file.WAVES),
            Place("the database", experiment_table, WAVES),
            Place("what staff call it", labels, labels.WAVES),
            Place("refusals and warnings", waves, waves.WORDS),
            Place("the order in a report", report, report.WAVE_ORDER),
            Place(
                "what a report calls it",
                versions_section,
                versions_section.WAVES,
            ),
            Place("the codebook of an export", codebook, _codes("wave")),
            Place(
                "the order in which a join address leads to it",
                join_page,
                join_page.JOIN_ORDER,
                left_out={"then": "It is reached from the receipt of After."},
            ),
            Place(
                "holding its answers against the people who came",
                plausible_record,
                plausible_record.IN_PERSON,
                left_out={"pretest": "People register who do not come."},
            ),
            Place(
                "opening one again after the evening",
                state_labels,
                state_labels.LATER,
                left_out={
                    "pre": "It has a button of the evening.",
                    "post": "It has a button of the evening.",
                    "pretest": "It is over once Before was opened.",
                },
            ),
            Place("the contrasts that it allows", outcomes, outcomes.FURTHER, left_out=IN_HEADLINES),
            Place("the heading of its contrasts", waves_section, waves_section.TITLES, left_out=IN_HEADLINES),
            Place(
                "setting its answers against Before",
                between_waves,
                between_waves.SET_AGAINST_BEFORE,
                left_out=ASKED_OF_BEFORE,
            ),
            Place(
                "what a report says of its other words",
                versions,
                versions.OTHER_WORDS,
                left_out=ASKED_OF_BEFORE,
            ),
            Place(
                "its days: two waves have buttons, the others windows",
                wave_windows,
                ("pre", "post", *wave_windows.WINDOWED),
            ),
        ),
    ),
    "kind of meeting": Vocabulary(
        Kind,
        experiment_table,
        (
            Place("what staff call it", labels, labels.KINDS),
            Place("what a report calls it", from_study, from_study.KINDS),
        ),
    ),
    "state of an evening": Vocabulary(
        State,
        experiment_table,
        (Place("what staff call it", labels, labels.STATES),),
    ),
    "role": Vocabulary(
        Role,
        account,
        (
            Place(
                "what it may do",
                access,
                {role for rule in access.POLICY.values() for role in rule.roles},
            ),
        ),
    ),
    "way of joining": Vocabulary(
        Method,
        link,
        (
            Place("what staff call it", link_pages, link_pages.METHOD_WORDS),
            Place(
                "what a report calls it",
                quality_section,
                quality_section.METHODS,
            ),
        ),
    ),
    "memory question": Vocabulary(
        ELEMENTS,
        link,
        (
            Place("what staff call it", link_pages, link_pages.ELEMENT_WORDS),
            Place("the question", memory_wording, memory_wording.QUESTIONS),
            Place("boxes on paper", memory_wording, memory_wording.PLACES),
            Place("what a wrong answer is told", memory_questions, memory_questions.SENTENCES),
        ),
    ),
    "way of answering": Vocabulary(
        MODES,
        response,
        (Place("the codebook of an export", codebook, _codes("mode")),),
    ),
    "way of beginning": Vocabulary(METHODS, consent, ()),
    "stance of an answer": Vocabulary(
        STANCES,
        response,
        (
            Place(
                "what evaluators call it",
                open_answers_page,
                open_answers_page.STANCES.keys() - {""},
            ),
        ),
    ),
    "move of a wave": Vocabulary(
        MOVES,
        wave_press,
        (Place("the audit log", switch_wave, switch_wave.SAID),),
    ),
    "format of a report": Vocabulary(
        write.FORMATS,
        write,
        (
            Place(
                "evaluators' pages and releases (or only on the command line: then in this test)",
                requests,
                {*requests.FORMATS, *freeze_release.FORMATS, *ONLY_ON_THE_COMMAND_LINE},
            ),
        ),
    ),
}
PLACES = [(name, place) for name, each in VOCABULARIES.items() for place in each.places]


def _file(module):
    return str(pathlib.Path(module.__file__).relative_to(ROOT))


def _plain(words):
    return {str(getattr(word, "value", word)) for word in words}


@pytest.mark.parametrize(("name", "place"), PLACES, ids=[f"{name}-{place.purpose}" for name, place in PLACES])
def test_every_word_is_known_wherever_its_like_are_named(name, place):
    home, words = _file(VOCABULARIES[name].home), _plain(VOCABULARIES[name].words)
    named = _plain(place.words)
    lacking, unknown = words - named - {*place.left_out}, {*named, *place.left_out} - words
    assert not lacking, (
        f"The {name} {lacking} stands in {home}: name it in {_file(place.module)}, for {place.purpose}, "
        "or say in this test why it does not stand there."
    )
    assert not (both := named & {*place.left_out}), (
        f"{_file(place.module)} names {both}: this test says why it does not."
    )
    assert not unknown, f"{_file(place.module)} names the {name} {unknown}, which {home} does not define."


KNOWN = re.compile(r"(\w+) IN \((.*)\)")
COLUMNS = [
    (table.name, *found.groups())
    for table in Base.metadata.sorted_tables
    for check in table.constraints
    if isinstance(check, CheckConstraint) and (found := KNOWN.fullmatch(str(check.sqltext)))
    if isinstance(table.columns[found[1]].type, String)
]


@pytest.mark.parametrize(("table", "column", "words"), COLUMNS)
def test_every_word_finds_room_in_its_column(table, column, words):
    room = Base.metadata.tables[table].columns[column].type.length
    long = [word for word in ast.literal_eval(f"({words},)") if len(word) > room]
    assert not long, f"{long} is longer than the {room} letters of {table}.{column}: widen it, with a migration."


def test_what_a_wave_is_called_in_a_refusal_is_what_staff_read():
    read = {kind: str(words) for kind, words in labels.WAVES.items()}
    assert read == waves.WORDS


def _lists(path):
    """Words that stand together in one list, set or mapping of a module, with the line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        kept = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
        words = {one.value for one in kept if isinstance(one, ast.Constant) and isinstance(one.value, str)}
        if words:
            yield node.lineno, words


ALSO_ORDINARY = {"move of a wave"}
"""Vocabularies whose words are also keys of other things: open, close."""


def _listed_anew(folder):
    paths = [path for path in sorted(folder.rglob("*.py")) if not {"versions", "demonstration"} & {*path.parts}]
    found = {path: list(_lists(path)) for path in paths}
    for name, each in VOCABULARIES.items():
        allowed = {_file(each.home), *(_file(place.module) for place in each.places)}
        for path in paths:
            lines = [line for line, words in found[path] if words >= _plain(each.words)]
            if lines and name not in ALSO_ORDINARY and str(path.relative_to(folder.parent)) not in allowed:
                yield f"{path.name}, line {lines[0]}, lists every {name}: take them from {_file(each.home)}."


@pytest.mark.parametrize("package", ["analysis", "evaluation", "instruments"])
def test_no_vocabulary_is_listed_anew(package):
    assert list(_listed_anew(ROOT / package)) == []


def test_a_list_made_anew_is_noticed(tmp_path):
    (tmp_path / "evaluation").mkdir()
    (tmp_path / "evaluation" / "careless.py").write_text(f"KINDS = {[str(wave) for wave in WaveKind]}\n")
    found = list(_listed_anew(tmp_path / "evaluation"))
    assert found == ["careless.py, line 1, lists every wave: take them from instruments/terms.py."]
