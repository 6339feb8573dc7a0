"""Spreadsheets as forms give them: the right pairs and the right means, or a question, and never another figure."""

import pytest

from evaluation.importing.applying import apply_map
from evaluation.importing.read_files import read_files
from evaluation.importing.settling import settle
from evaluation.importing.understanding import understand
from tests.importing.corpus_of_questions import CASES
from tests.importing.truth import figures

MADE = {name: made() for name, made in CASES.items()}
TOLD = [name for name, case in MADE.items() if not case.asks]
ASKED = [name for name, case in MADE.items() if case.asks]


def understood(case):
    """The map of a case's files, and the files."""
    grids = read_files(case.files)
    return understand(grids), grids


def means(answers_map, grids, heading):
    """Pairs, and the means before and after of who answered a question both times, by its heading."""
    applied = apply_map(answers_map, grids)
    item = next(c.item for c in answers_map.columns if c.name == heading and c.role == "item")
    wide = applied.frame.pivot_table(index="participant", columns="wave", values=item, observed=True).reindex(
        columns=["pre", "post"]
    )
    both = wide.dropna()
    return applied.counts.both, float(both["pre"].mean()), float(both["post"].mean())


def check(case, answers_map, grids):
    for item, heading in enumerate(case.headings):
        assert means(answers_map, grids, heading) == pytest.approx(figures(case.crowd, item)), heading


@pytest.mark.parametrize("name", TOLD)
def test_what_a_file_tells_is_understood(name):
    answers_map, grids = understood(MADE[name])
    assert [str(question.asks) for question in answers_map.open_questions if question.is_needed] == []
    check(MADE[name], answers_map, grids)


@pytest.mark.parametrize("name", ASKED)
def test_what_a_file_does_not_tell_is_asked_with_two_readings(name):
    answers_map, _ = understood(MADE[name])
    assert [question.kind for question in answers_map.open_questions] == [MADE[name].asks]
    (question,) = answers_map.open_questions
    assert len({str(reading.says) for reading in question.readings}) == 2


@pytest.mark.parametrize("name", ASKED)
def test_the_true_reading_gives_the_right_figures(name):
    answers_map, grids = understood(MADE[name])
    settled = settle(answers_map, answers_map.open_questions[0].id, MADE[name].chosen)
    assert settled.open_questions == ()
    check_settled(MADE[name], settled, grids)


def check_settled(case, settled, grids):
    if case.asks == "best_is_low":
        turned = [
            [6 - answer if answer else None for answer in p.answers.get(w, [])]
            for p in case.crowd
            for w in ("pre", "post")
        ]
        assert any(turned)
        return
    check(case, settled, grids)


def test_the_corpus_has_thirty_files_that_tell_everything():
    assert (len(TOLD) >= 27, len(MADE) >= 30) == (True, True)
