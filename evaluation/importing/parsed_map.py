"""The tables of a map's file as a map, each checked as it is read."""

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.estimate.plan import Plan
from analysis.io.responses_file import FILE_WAVES
from analysis.scoring.scoring import Scale
from evaluation.importing.answers_map import (
    ROLES,
    AnswerSet,
    AnswersMap,
    ColumnMap,
    Edit,
    FileMap,
    MapInstrument,
    OpenQuestion,
    RowChoice,
)
from evaluation.importing.question_words import WORDINGS
from evaluation.importing.rows.row_waves import IN_ORDER
from evaluation.importing.settling import EDITS

MAP_WAVES = (*FILE_WAVES, "other", "")


def map_of(document: Mapping[str, Any], scales: tuple[Scale, ...], plan: Plan) -> AnswersMap:
    """The map in a document; KeyError, TypeError or ValueError name what is wrong with it."""
    waves = {str(word): _one_of(wave, MAP_WAVES, "wave") for word, wave in document.get("waves", {}).items()}
    return AnswersMap(
        files=tuple(_file(table) for table in document["files"]),
        columns=tuple(_column(table) for table in document["columns"]),
        answers=tuple(_answers(name, table) for name, table in document.get("answers", {}).items()),
        scales=scales,
        plan=plan,
        waves=waves,
        arms={str(word): _text(arm, "arm") for word, arm in document.get("arms", {}).items()},
        instrument=_instrument(document.get("instrument")),
        leads=_text(document.get("leads", ""), "leads"),
        dates=_one_of(document.get("dates", ""), ("", "day_first", "month_first"), "dates"),
        keys=_one_of(document.get("keys", "exact"), ("exact", "loose"), "keys"),
        repeats=_one_of(document.get("repeats", "later"), ("later", "apart"), "repeats"),
        questions=tuple(_question(table) for table in document.get("questions", ())),
        kept=tuple(_row(table) for table in document.get("kept", ())),
        used=tuple(_row(table) for table in document.get("used", ())),
        apart=tuple(_row(table) for table in document.get("apart", ())),
    )


def _one_of(value: Any, known: Sequence[str], what: str) -> Any:  # noqa: ANN401 - a part of a TOML file
    if value not in known:
        raise ValueError(f"{value!r} is no {what}; it is one of {', '.join(each for each in known if each)}")
    return value


def _text(value: Any, what: str) -> str:  # noqa: ANN401 - a part of a TOML file
    if not isinstance(value, str):
        raise TypeError(f"{what} must be text, not {value!r}")
    return value


def _file(table: Mapping[str, Any]) -> FileMap:
    wave = _one_of(table.get("wave", ""), (*MAP_WAVES, IN_ORDER), "wave")
    return FileMap(name=_text(table["name"], "name"), sheet=_text(table.get("sheet", ""), "sheet"), wave=wave)


def _column(table: Mapping[str, Any]) -> ColumnMap:
    return ColumnMap(
        name=_text(table["name"], "name"),
        role=_one_of(table.get("role", "left_out"), ROLES, "role"),
        **{name: _text(table.get(name, ""), name) for name in ("item", "answers", "wave", "note")},
    )


def _instrument(table: Mapping[str, Any] | None) -> MapInstrument | None:
    if table is None:
        return None
    primary = tuple(_text(name, "primary") for name in table.get("primary", ()))
    return MapInstrument(version=_text(table["version"], "version"), primary=primary)


def _answers(name: str, table: Mapping[str, Any]) -> AnswerSet:
    minimum, maximum = float(table["minimum"]), float(table["maximum"])
    if not minimum < maximum:
        raise ValueError(f"the answers {name} have a minimum that is not below their maximum")
    return AnswerSet(
        id=name,
        minimum=minimum,
        maximum=maximum,
        numbers={str(word): float(number) for word, number in table.get("numbers", {}).items()},
        not_answered=tuple(str(word) for word in table.get("not_answered", ())),
    )


def _question(table: Mapping[str, Any]) -> OpenQuestion:
    return OpenQuestion(
        id=_text(table["id"], "id"),
        kind=_one_of(table["kind"], tuple(WORDINGS), "kind of question"),
        values={str(name): str(value) for name, value in table.get("values", ())},
        column=_text(table.get("column", ""), "column"),
        edits=(_edits(table.get("changes_a", ())), _edits(table.get("changes_b", ()))),
        chosen=_one_of(table.get("answer", ""), ("", "a", "b"), "answer"),
    )


def _edits(rows: Sequence[Sequence[str]]) -> tuple[Edit, ...]:
    return tuple(Edit(what=_one_of(what, tuple(EDITS), "change"), of=of, value=value) for what, of, value in rows)


def _row(table: Mapping[str, Any]) -> RowChoice:
    return RowChoice(file=table["file"], row=int(table["row"]), sheet=table.get("sheet", ""))
