"""A map as a TOML file that a person can read and change, and such a file as a map again."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import tomli_w

from analysis.estimate.plan import BadPlan, plan_for
from analysis.io.scales_file import document_faults
from analysis.scoring.scoring import TWO_THIRDS, Scale, scales_from_key
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.importing.answers_map import AnswerSet, AnswersMap, OpenQuestion
from evaluation.importing.parsed_map import map_of
from evaluation.importing.settling import settled

FORM = 1
ABOUT = """\
# What was understood of some files of answers. Change what is wrong, then:
#   weaving analyse FILE [FILE ...] --map THIS_FILE --output FOLDER
"""
SECTIONS = {
    "files": "The wave of each file or sheet: pre is Before, post is After. Empty where a column or its name tells it.",
    "waves": "What the words for waves mean: pretest, pre, post, then, follow_up, or other (left out).",
    "arms": "Which arm the words of a column of arms mean; [plan] comparison names the arm that did not come.",
    "columns": "role: key (joins Before to After), item, wave, time, chapter, experiment, arm or left_out.\n"
    "# An item has the id by which scales name it, its set of answers, and in a file with a row a person its wave.",
    "answers": "A set of answers: which number each word is; numbers from minimum to maximum are taken as they are.",
    "scales": "How items make scales: label, items, minimum, maximum; reverse = [items], minimum_answered, margin,\n"
    '# direction = "lower" where less is better, primary = true of an outcome that was named as the main one before\n'
    "# anybody saw the answers. Where none was, leads = the name of a scale, above, puts that first on page 1.",
    "instrument": "The questionnaire that the scales are of, and which of them it names as the main outcomes itself.",
    "plan": "What the report holds back: figures of fewer pairs than suppress_below.",
    "questions": 'What the files do not tell. Write answer = "a" or answer = "b".',
    "kept": "Rows that count although they look like a trial.",
    "used": "Rows that count, of several by one person.",
    "apart": "Rows whose code several people have: they count, and are joined to nobody.",
}


def to_toml(answers_map: AnswersMap) -> str:
    """The map as text, a comment above each section."""
    document = _document(answers_map)
    pieces = [ABOUT, tomli_w.dumps({name: value for name, value in document.items() if name not in SECTIONS})]
    for name, content in document.items():
        if name in SECTIONS:
            rows = content if isinstance(content, list) else []
            tables = [f"[[{name}]]\n{_table(row)}" for row in rows] or [tomli_w.dumps({name: content})]
            pieces.append(f"# {SECTIONS[name]}\n" + "\n".join(tables))
    return "\n".join(pieces)


def scales_toml(answers_map: AnswersMap) -> str:
    """The scales and the plan of a map as a SCALES.toml, for answers in the plain form."""
    made = settled(answers_map)
    return tomli_w.dumps({"scales": {scale.id: _scale(scale) for scale in made.scales}, "plan": _plan(made)})


def _table(row: Mapping[str, Any]) -> str:
    """One table of several, its lists in a line each; a string of JSON is one of TOML as well."""
    lists = {name: value for name, value in row.items() if isinstance(value, list)}
    rest = tomli_w.dumps({name: value for name, value in row.items() if name not in lists})
    return rest + "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in lists.items())


def _document(made: AnswersMap) -> dict[str, Any]:
    document: dict[str, Any] = {"form": FORM}
    if made.open_questions or made.questions:
        document["questions"] = [_question(question) for question in made.questions]
    document["files"] = [_said(name=file.name, sheet=file.sheet, wave=file.wave) for file in made.files]
    if made.waves:
        document["waves"] = dict(made.waves)
    if made.arms:
        document["arms"] = dict(made.arms)
    choices = {"dates": (made.dates, ""), "keys": (made.keys, "exact"), "repeats": (made.repeats, "later")}
    document |= {name: chosen for name, (chosen, usual) in choices.items() if chosen != usual}
    document |= _said(leads=made.leads)
    document["columns"] = [
        _said(name=c.name, role=c.role, item=c.item, answers=c.answers, wave=c.wave, note=c.note) for c in made.columns
    ]
    document["answers"] = {answers.id: _answers(answers) for answers in made.answers}
    document["scales"] = {scale.id: _scale(scale) for scale in made.scales}
    if made.instrument:
        document["instrument"] = {"version": made.instrument.version, "primary": list(made.instrument.primary)}
    document["plan"] = _plan(made)
    for name, rows in (("kept", made.kept), ("used", made.used), ("apart", made.apart)):
        if rows:
            document[name] = [_said(file=c.file, sheet=c.sheet) | {"row": c.row} for c in rows]
    return document


def _said(**values: str) -> dict[str, Any]:
    """What is not empty."""
    return {name: value for name, value in values.items() if value}


def _number(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value


def _answers(answers: AnswerSet) -> dict[str, Any]:
    found: dict[str, Any] = {"minimum": _number(answers.minimum), "maximum": _number(answers.maximum)}
    if answers.not_answered:
        found["not_answered"] = list(answers.not_answered)
    if answers.numbers:
        found["numbers"] = {word: _number(number) for word, number in answers.numbers.items()}
    return found


def _scale(scale: Scale) -> dict[str, Any]:
    found: dict[str, Any] = {
        "label": scale.label,
        "items": list(scale.items),
        "minimum": _number(scale.minimum),
        "maximum": _number(scale.maximum),
    }
    if scale.reverse:
        found["reverse"] = sorted(scale.reverse)
    if scale.minimum_answered != TWO_THIRDS:
        found["minimum_answered"] = scale.minimum_answered
    if scale.margin is not None:
        found["margin"] = scale.margin
    found["direction"] = scale.direction
    if scale.primary:
        found["primary"] = True
    if scale.missing:
        found["missing"] = sorted(scale.missing, key=str)
    return found


def _plan(made: AnswersMap) -> dict[str, Any]:
    plan = made.plan
    found: dict[str, Any] = {"suppress_below": plan.suppress_below}
    given = {"comparison": plan.comparison_arm, "evenings": plan.evenings}
    found |= {name: value for name, value in given.items() if value is not None}
    found |= {name: True for name in ("randomised", "pairs_only") if getattr(plan, name)}
    return found if plan.looks == 1 else {**found, "looks": plan.looks}


def _question(question: OpenQuestion) -> dict[str, Any]:
    readings = question.readings
    return {
        "id": question.id,
        "asks": str(question.asks),
        "because": str(question.because),
        "a": f"{readings[0].says}. {readings[0].follows}.",
        "b": f"{readings[1].says}. {readings[1].follows}.",
        "answer": question.chosen,
        "kind": question.kind,
        **_said(column=question.column),
        "values": [[name, value] for name, value in question.values.items()],
        "changes_a": _edits(question, 0),
        "changes_b": _edits(question, 1),
    }


def _edits(question: OpenQuestion, place: int) -> list[list[str]]:
    return [[edit.what, edit.of, edit.value] for edit in question.edits[place]]


def from_toml(text: str) -> AnswersMap:
    """The map in such a text; refused with a sentence for each thing that is wrong with it."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Refused(Message("The map is not TOML: %(fault)s.", fault=str(fault))) from None
    faults = [*_scale_faults(document)]
    if faults:
        raise Refused(*faults)
    scales = scales_from_key({"id": name, "label": name, **table} for name, table in document["scales"].items())
    try:
        return map_of(document, tuple(scales), plan_for(scales, **document.get("plan", {})))
    except (KeyError, TypeError, ValueError, AttributeError, BadPlan) as fault:
        raise Refused(
            Message("The map lacks something or has it in a wrong form: %(fault)s.", fault=str(fault))
        ) from None


def _scale_faults(document: Mapping[str, Any]) -> Iterator[str]:
    scored: dict[str, Any] = {name: document[name] for name in ("scales", "plan") if name in document}
    yield from document_faults(scored)
    known: Sequence[str] = ("form", "dates", "keys", "repeats", "leads", *SECTIONS)
    for name in document:
        if name not in known:
            yield Message("%(name)s is no part of a map; its parts are %(known)s.", name=name, known=", ".join(known))
