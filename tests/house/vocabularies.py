"""The vocabularies, and every place where their words are named once more; `test_vocabularies` asks it of each."""

import pathlib
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType, ModuleType
from typing import NamedTuple

from analysis.io import responses_file
from analysis.sensitivity import quality
from evaluation.domain import experiment_roles, round_clock
from evaluation.domain.experiment_roles import ExperimentRole
from evaluation.evaluators import open_answers_page, requests
from evaluation.fieldwork import link_pages
from evaluation.impact_report.build import report, versions
from evaluation.impact_report.build.later import further_waves
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
from evaluation.questionnaire import fields, memory_wording
from evaluation.reports import from_study
from evaluation.reports.releases import freeze_release
from evaluation.reports.single_answers import codebook
from evaluation.store.accounts import people
from evaluation.store.evening import move_rounds, switch_wave
from evaluation.store.linking import memory_questions
from evaluation.store.responses import join_page, receipts
from evaluation.store.studies import plausible_record, wave_windows, waves
from evaluation.web import access, labels, staff_layout, state_labels
from instruments import Layout, WaveKind, checklist, terms
from instruments.comparison import between_waves

ROOT = pathlib.Path(__file__).parents[2]
ONLY_ON_THE_COMMAND_LINE = {"png", "sav", "parquet"}
"""Formats that no page offers: pictures for slides, and single answers, which a report of a study never holds."""

IN_HEADLINES = dict.fromkeys(("pre", "post"), "Before and After are compared by every figure of an outcome.")
ASKED_OF_BEFORE = {"pre": "It is what others are set against.", "then": "It asks of Before in words of its own."}


class Place(NamedTuple):
    """Where the words of a vocabulary are named once more: what for, in which module or template, and which of them.

    `left_out` are those that stand there not on purpose, each with the reason.
    """

    purpose: str
    module: ModuleType | pathlib.Path
    words: Iterable[str]
    left_out: Mapping[str, str] = MappingProxyType({})


class Vocabulary(NamedTuple):
    """Words that stand for one another's kind, the module that defines them, and where each must be known."""

    words: Iterable[str]
    home: ModuleType
    places: tuple[Place, ...]


def _codes(variable: str) -> Iterable[str]:
    (found,) = (one for one in codebook.variables([]) if one.name == variable)
    return found.options


def _compared(template: pathlib.Path, name: str) -> Iterable[str]:
    """The words that a template holds a name against, in its conditions."""
    for condition in re.findall(rf"{{% (?:el)?if {re.escape(name)} (?:==|in) (.+?) %}}", template.read_text()):
        yield from re.findall(r'"(\w+)"', condition)


def _of_layouts(purpose: str, name: str) -> Place:
    template = ROOT / "templates" / name
    return Place(purpose, template, {*_compared(template, "format.layout")})


VOCABULARIES: Mapping[str, Vocabulary] = {
    "role of an experiment": Vocabulary(
        ExperimentRole,
        experiment_roles,
        (
            Place("what staff call it", labels, labels.ROLE_LABELS),
            Place("the column arm of an export", codebook, codebook.ARM.options),
        ),
    ),
    "wave": Vocabulary(
        WaveKind,
        terms,
        (
            Place("columns of an answers file", responses_file, responses_file.FILE_WAVES),
            Place("the database", experiment_table, WAVES),
            Place("what staff call it", labels, labels.WAVE_LABELS),
            Place("refusals and warnings", waves, waves.WAVE_WORDS),
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
            Place("the contrasts that it allows", further_waves, further_waves.FURTHER, left_out=IN_HEADLINES),
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
    "layout of a response format": Vocabulary(
        Layout,
        terms,
        (
            Place("the field that takes its answer", fields, fields.FIELDS),
            _of_layouts("how it looks on a phone", "components/survey_layouts.html"),
            _of_layouts("how it looks on paper", "print/paper_layouts.html"),
            Place("how long an answer takes", checklist, checklist.ANSWERING),
        ),
    ),
    "kind of meeting": Vocabulary(
        Kind,
        experiment_table,
        (
            Place("what staff call it", labels, labels.KIND_LABELS),
            Place("what a report calls it", from_study, from_study.KINDS_IN_REPORTS),
        ),
    ),
    "state of an evening": Vocabulary(
        State,
        experiment_table,
        (Place("what staff call it", labels, labels.STATE_LABELS),),
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
            Place(
                "whether an administrator of a chapter may give it",
                people,
                people.GIVEN_BY_ALL,
                left_out={"researcher": "Researchers work on what all chapters share."},
            ),
            Place(
                "the places that it opens, and with them where somebody arrives after signing in",
                staff_layout,
                {role for _, _, action, _ in staff_layout.NAVIGATION for role in access.POLICY[action].roles},
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
        (
            Place("the codebook of an export", codebook, _codes("mode")),
            Place(
                "whose moments are not those of answering",
                quality,
                quality.ON_PAPER,
                left_out=dict.fromkeys(("phone", "kiosk"), "A screen notes when somebody agreed and sent."),
            ),
            Place(
                "whose receipt leads back to the beginning for the next person",
                receipts,
                receipts.HANDED_ON,
                left_out={"phone": "A phone is its owner's.", "paper": "Who keys a form reads no receipt."},
            ),
        ),
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
    "move of the rounds": Vocabulary(
        round_clock.RoundMove,
        round_clock,
        (
            Place("the audit log", move_rounds, move_rounds.SAID_OF_ROUNDS),
            Place("what its button says", state_labels, state_labels.ROUND_BUTTONS),
            Place("what it has done", state_labels, state_labels.ROUND_DONE),
        ),
    ),
    "format of a report": Vocabulary(
        write.REPORT_FORMATS,
        write,
        (
            Place(
                "evaluators' pages and releases (or only on the command line: then in this test)",
                requests,
                {*requests.REQUESTED_FORMATS, *freeze_release.RELEASE_FORMATS, *ONLY_ON_THE_COMMAND_LINE},
            ),
        ),
    ),
}
PLACES = [(name, place) for name, each in VOCABULARIES.items() for place in each.places]
