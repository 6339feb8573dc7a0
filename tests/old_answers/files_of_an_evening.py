"""The files of an evening before there was Weaving: every scored question of a questionnaire, known by a code."""

import csv
import io
import random

import instruments
from analysis.scoring.scoring import scales_from_key
from evaluation.importing.grids import NamedFile

VERSION = instruments.load("common-ground", 1)
LIMITS = {
    item: (int(scale.minimum), int(scale.maximum))
    for scale in scales_from_key(instruments.scoring_key(VERSION))
    for item in scale.items
}
CODE, BEFORE, AFTER = "What is the code on your card?", "Before.csv", "After.csv"
PEOPLE, FIRST_ALONE, LAST_ALONE = 30, 4, 3
LINKED = PEOPLE - FIRST_ALONE - LAST_ALONE


def answers_of(seed=4):
    """What each answered at each wave: four came before alone, three after alone."""
    rng = random.Random(seed)
    waves = [("pre",)] * FIRST_ALONE + [("pre", "post")] * LINKED + [("post",)] * LAST_ALONE
    return [{wave: _form(rng, up=wave == "post") for wave in came} for came in waves]


def _form(rng, *, up):
    return {item: min(high, rng.randint(low, high) + up) for item, (low, high) in LIMITS.items()}


def rows_of(people, wave, *, headings=None, without=(), more=()):
    """The rows of one wave, whose columns may have other headings, or lack some questions."""
    named, asked = headings or {}, [item for item in LIMITS if item not in without]
    yield ["Timestamp", CODE, *(named.get(item, item) for item in asked), *(name for name, _ in more)]
    for number, person in enumerate(people):
        if wave in person:
            answers = (person[wave][item] for item in asked)
            yield ["", f"ZEBRA-{4000 + number}", *answers, *(cell(number) for _, cell in more)]


def files_of(people=None, **about):
    """Before and After as CSV."""
    made = []
    for name, wave in ((BEFORE, "pre"), (AFTER, "post")):
        text = io.StringIO()
        csv.writer(text).writerows(rows_of(people or answers_of(), wave, **about))
        made.append(NamedFile(name=name, content=text.getvalue().encode()))
    return made
