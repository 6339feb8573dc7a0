"""How each column is read, as a form: one choice a column, and Before or After where the column is of one of them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from evaluation.domain.errors import Refused
from evaluation.importing.answers_map import AnswerSet, AnswersMap, ColumnMap
from evaluation.reports.brought.brought_answers import BroughtAnswers, MapChange
from evaluation.reports.brought.hashed_cells import is_hashed

ROLE_LABELS = {
    "left_out": _l("Leave it out"),
    "key": _l("The code that joins Before and After"),
    "wave": _l("Which time a row is of"),
    "time": _l("When it was sent"),
    "chapter": _l("Chapter"),
    "experiment": _l("The evening"),
    "arm": _l("Who came and who did not"),
}
ITEM, ROLE, WAVE = "item|", "role.", "wave."


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChoice:
    """A column with what it is read as now, what it can be read as, and its wave where it has one."""

    place: int
    name: str
    chosen: str
    options: tuple[tuple[str, str], ...]
    wave: str


def column_choices(brought: BroughtAnswers) -> list[ColumnChoice]:
    """Every column, in the order of the files; one of which only hashes are left joins people or is left out."""
    found = brought.map
    every = dict(_options(found))
    joining = {name: every[name] for name in ("left_out", "key")}
    return [
        ColumnChoice(
            place=place,
            name=each.name,
            chosen=_chosen(each),
            options=tuple((joining if is_hashed(brought.grids, each.name) else every).items()),
            wave=each.wave,
        )
        for place, each in enumerate(found.columns)
    ]


def with_columns_sent(brought: BroughtAnswers, form: Mapping[str, str]) -> BroughtAnswers:
    """The answers with every column read as it was sent; those that were not changed make no change."""
    changed = brought
    known = {value for value, _label in _options(brought.map)}
    for place, column in enumerate(brought.map.columns):
        role, wave = form.get(f"{ROLE}{place}", _chosen(column)), form.get(f"{WAVE}{place}", column.wave)
        if role not in known or wave not in {"pre", "post", column.wave}:
            raise Refused(_("This was changed meanwhile. Look at it as it is now, then do it again."))
        if (role, wave) != (_chosen(column), column.wave):
            changed = changed.with_change(MapChange(what="column", of=column.name, columns=_as_read(role, wave)))
    return changed


def _options(found: AnswersMap) -> Iterator[tuple[str, str]]:
    yield from ((role, str(label)) for role, label in ROLE_LABELS.items())
    alike = Counter(map(_ends_of, found.answers))
    for each in found.answers:
        column = next((column.name for column in found.columns if column.answers == each.id), "")
        yield f"{ITEM}{each.id}", _said_of(each, column if alike[_ends_of(each)] > 1 else "")


def _ends_of(answers: AnswerSet) -> tuple[str, str]:
    """The ends of a set of answers, with their words where it has any."""
    words = {number: word for word, number in answers.numbers.items()}
    low, high = (f"{end:g} {words.get(end, '')}".strip() for end in (answers.minimum, answers.maximum))
    return low, high


def _said_of(answers: AnswerSet, column: str) -> str:
    """A set of answers by its ends, and by a column that has it where several sets have the same ends."""
    low, high = _ends_of(answers)
    if column:
        alike: str = _(
            "A question, answered from %(low)s to %(high)s, as “%(column)s”", low=low, high=high, column=column
        )
        return alike
    said: str = _("A question, answered from %(low)s to %(high)s", low=low, high=high)
    return said


def _chosen(column: ColumnMap) -> str:
    return f"{ITEM}{column.answers}" if column.role == "item" else column.role


def _as_read(role: str, wave: str) -> dict[str, str]:
    kind, _bar, answers = role.partition("|")
    return {"role": kind, **({"answers": answers} if answers else {}), **({"wave": wave} if wave else {})}
