"""Files as they were uploaded become answers that can be held: read once, in memory, with every key hashed."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.impact_report.build.context import AnswersFile
from evaluation.importing.answers_map import AnswersMap, FileMap
from evaluation.importing.applying import apply_map
from evaluation.importing.grids import Grid, NamedFile
from evaluation.importing.map_toml import from_toml
from evaluation.importing.read_files import read_files
from evaluation.importing.understanding import understand
from evaluation.reports.brought.brought_answers import BroughtAnswers
from evaluation.reports.brought.brought_report import source_named
from evaluation.reports.brought.hashed_cells import with_hashed_cells

MOST_FILES = 4
"""Two waves and two that come later; more belong on the command line."""
MOST_ROWS_HERE = 20_000
MAP_ENDING = ".toml"


def brought_files(db: Session, files: Sequence[NamedFile], *, instrument: str = "", title: str = "") -> BroughtAnswers:
    """Everything that is held of some files; refused with a sentence for each thing that is wrong with them.

    A file of TOML among them is the map of another time, by which the others are read.
    """
    maps = [each for each in files if each.name.lower().endswith(MAP_ENDING)]
    answers = [each for each in files if each not in maps]
    _check_number(answers, maps)
    source = source_named(db, instrument)
    secret = secrets.token_bytes(32)
    grids = read_files(answers, secret=secret)
    _check_rows(grids)
    found = _given_map(maps[0], grids) if maps else understand(grids, source=source)
    return BroughtAnswers(
        grids=with_hashed_cells(found, grids, secret),
        understood=found,
        files=tuple(AnswersFile(name=each.name, sha256=hashlib.sha256(each.content).hexdigest()) for each in answers),
        title=title,
        instrument=instrument,
    )


def _check_number(answers: Sequence[NamedFile], maps: Sequence[NamedFile]) -> None:
    if len(maps) > 1:
        raise Refused(_("Give one map, not several: which of them is meant is not known."))
    if not answers:
        raise Refused(_("Choose the files of answers first: one, or one for Before and one for After."))
    if len(answers) > MOST_FILES:
        raise Refused(_("Choose at most %(most)s files of answers.", most=MOST_FILES))
    if len({each.name for each in answers}) < len(answers):
        raise Refused(_("Two of the files have one name. Call one of them otherwise, so that they can be told apart."))


def _check_rows(grids: Sequence[Grid]) -> None:
    """Refuse more rows than a page can show its reader what was understood of while they wait."""
    if sum(len(grid.rows) for grid in grids) > MOST_ROWS_HERE:
        raise Refused(
            _(
                "At most %(most)s rows are read here. For more, use `weaving analyse` on the command line.",
                most=f"{MOST_ROWS_HERE:,}",
            )
        )


def _given_map(file: NamedFile, grids: Sequence[Grid]) -> AnswersMap:
    """The map that somebody gave back; refused where it does not fit the files."""
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_("%(file)s is no map: it is not text in UTF-8.", file=file.name)) from None
    found = _for_these_files(from_toml(text), grids)
    apply_map(found, grids)
    return found


def _for_these_files(found: AnswersMap, grids: Sequence[Grid]) -> AnswersMap:
    """The map for files that are called otherwise, where their waves tell which of them is which."""
    if {(each.name, each.sheet) for each in found.files} == {(each.file, each.sheet) for each in grids}:
        return found
    waves = [each.wave for each in found.files]
    called = {each.wave: each for each in understand(grids).files}
    if len(found.files) == len(grids) == 1:
        called = {waves[0]: FileMap(name=grids[0].file, sheet=grids[0].sheet)}
    if len(set(waves)) < len(waves) or set(waves) != set(called) or len(called) < len(grids):
        return found
    files = tuple(replace(each, name=called[each.wave].name, sheet=called[each.wave].sheet) for each in found.files)
    return replace(found, files=files, kept=(), used=(), apart=())
