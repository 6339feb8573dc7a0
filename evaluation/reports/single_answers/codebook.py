"""The codebook: every column of the answers with its words, its values and what it measures."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

import instruments
from instruments.several_choice import CHOSEN, NOT_CHOSEN, column_of, is_several

Value = int | str
DATE = "date"
"""The type of a column of days, written YYYY-MM-DD."""
SOMEWHERE = "your area"
"""What {place} says where answers of more than one place stand together."""
YES_NO: Mapping[Value, str] = {"yes": "Yes", "no": "No"}
CODEBOOK = (
    *("name", "type", "measure", "words", "values", "minimum", "maximum", "scale", "reversed", "margin", "primary"),
    *("construct", "waves", "asked_if", "preface", "source", "licence"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A column: its type in files, its level of measurement, its words, and the words of its values.

    `about` holds what the codebook says of a question beside these.
    """

    name: str
    type: str
    measure: str
    words: str
    options: Mapping[Value, str] = field(default_factory=dict)
    limits: tuple[int, int] | None = None
    about: Mapping[str, object] = field(default_factory=dict)

    @property
    def follows(self) -> bool:
        """Whether it is of a question that follows on another."""
        return "asked_if" in self.about

    @property
    def is_item(self) -> bool:
        """Whether it holds the answers to a question."""
        return bool(self.about)


ARM = Variable(
    name="arm",
    type="string",
    measure="nominal",
    words="Whether somebody came to a workshop, or is of a comparison group that was asked as often",
    options={"workshop": "Came to a workshop", "comparison": "Comparison group"},
)
"""There where a study has comparison groups."""
TRANSLATION = Variable(
    name="translation",
    type="string",
    measure="nominal",
    words="Number of the translation it was answered in: 1 as first signed, then one more with each signed correction",
)
"""There where any of the answers were given in a corrected translation."""
AROUND = (
    Variable(
        name="participant",
        type="string",
        measure="nominal",
        words="Who answered, under a name made of what all of the experiment answered",
    ),
    Variable(name="chapter", type="string", measure="nominal", words="Chapter"),
    Variable(
        name="experiment",
        type="string",
        measure="nominal",
        words="Experiment, or several that are told only together, joined by +",
    ),
    Variable(
        name="role",
        type="string",
        measure="nominal",
        words="Host or guest; blank where not known or where they differ among those told together",
        options={"host": "Host", "guest": "Guest"},
    ),
    Variable(
        name="wave",
        type="string",
        measure="ordinal",
        words="When it was asked",
        options={
            "pretest": "Earlier",
            "pre": "Before",
            "post": "After",
            "then": "Looking back to before",
            "follow_up": "Months later",
        },
    ),
    Variable(name="version", type="string", measure="nominal", words="Instrument and version that was asked"),
    Variable(name="language", type="string", measure="nominal", words="Language in which it was answered"),
    Variable(
        name="mode",
        type="string",
        measure="nominal",
        words="How it was answered",
        options={
            "phone": "On one's own phone",
            "kiosk": "On a shared device",
            "paper": "On paper, or in a file from elsewhere",
        },
    ),
    Variable(
        name="sent", type="datetime", measure="nominal", words="When it was sent, to the quarter of an hour before, UTC"
    ),
    Variable(
        name="late",
        type="string",
        measure="nominal",
        words="Whether it was sent after the wave had closed",
        options=YES_NO,
    ),
    Variable(
        name="stopped",
        type="string",
        measure="nominal",
        words="Whether it was ended by “Stop here”",
        options=YES_NO,
    ),
    Variable(
        name="declined",
        type="string",
        measure="nominal",
        words="Questions answered with “I’d rather not say”, by name; other gaps were skipped or not asked",
    ),
)
UNFIT = Variable(
    name=instruments.NOT_APPLICABLE,
    type="string",
    measure="nominal",
    words="Questions answered as not applying, such as with “I have not met any”, by name",
)
"""There, last, where a question has an answer for whom it does not apply."""
SKIPPED = Variable(
    name=instruments.NOT_ASKED,
    type="string",
    measure="nominal",
    words="Questions that were not asked, by name, since they follow on one that was answered otherwise (asked_if)",
)
"""There, last, where a question follows on another."""
WAYS = (instruments.DECLINED, UNFIT.name, SKIPPED.name)
"""The columns that name, of each person, the questions with something else in the place of an answer."""
_COME_AFTER = {"experiment": (ARM,), "language": (TRANSLATION,)}
"""The place of what is not always there."""
_AROUND_WHOLE = tuple(each for one in AROUND for each in (one, *_COME_AFTER.get(one.name, ())))
AROUND_NAMES = (*(each.name for each in AROUND), ARM.name, TRANSLATION.name)


def variables(
    asked: Iterable[instruments.Version], *, compared: bool = False, corrected: bool = False
) -> tuple[Variable, ...]:
    """Every column: what stands around an answer, then each question that was asked, in the order shown.

    `compared` tells that the study has comparison groups, so that there is a column `arm`, and `corrected` that answers
    were given in a corrected translation, so that there is a column `translation`.

    Where two versions ask a question of one name, the newer words serve; `version` tells which was asked.
    """
    versions = tuple(asked)
    found = {
        each.name: each
        for version in versions
        for item in version.items
        if _counts(item, version)
        for each in _questions(item, version)
    }
    left_out = {ARM.name: not compared, TRANSLATION.name: not corrected}
    around = [each for each in _AROUND_WHOLE if not left_out.get(each.name)]
    unfit = (UNFIT,) if any(each.not_applicable for version in versions for each in version.items) else ()
    skipped = (SKIPPED,) if any(each.follows for version in versions for each in version.items) else ()
    return (*around, *unfit, *skipped, *found.values())


def answer_columns(
    answers: pd.DataFrame, columns: Iterable[Variable], *, around: Iterable[str] = AROUND_NAMES
) -> pd.DataFrame:
    """The answers with a column for each variable: questions as numbers or codes; who declined which stands apart.

    Of what stands around an answer it has the columns in `around`.
    """
    kept = {*around, *WAYS}
    listed = [each for each in columns if each.is_item or each.name in kept]
    items = [each.name for each in listed if each.is_item]
    whole = answers.reindex(columns=[*answers.columns, *(item for item in items if item not in answers.columns)])
    out = {way: whole[items] == way for way in WAYS}
    apart = {way: _named(found) for way, found in out.items()}
    answered = {item: whole[item].mask(whole[item].isin(instruments.NO_ANSWERS)) for item in items}
    made = whole.assign(**apart, **answered)
    numbers = {each.name: "Int64" for each in listed if each.is_item and each.type == "integer"}
    return made[[each.name for each in listed]].astype(numbers)


def _named(found: pd.DataFrame) -> "pd.Series[str]":
    """Of each row the names of the columns that hold, with blanks between."""
    items = [str(item) for item in found.columns]
    names = [" ".join([item for item, yes in zip(items, row, strict=True) if yes]) for row in found.to_numpy().tolist()]
    return pd.Series(names, index=found.index, dtype=str)


def codebook(columns: Iterable[Variable]) -> list[tuple[object, ...]]:
    """The codebook as rows under `CODEBOOK`."""
    return [tuple(_described(each)[name] for name in CODEBOOK) for each in columns]


def _described(variable: Variable) -> dict[str, object]:
    low, high = variable.limits or (None, None)
    options = "; ".join(f"{value} {words}" for value, words in variable.options.items())
    own = {"name": variable.name, "type": variable.type, "measure": variable.measure, "words": variable.words}
    return {**dict.fromkeys(CODEBOOK), **own, "values": options, "minimum": low, "maximum": high, **variable.about}


def _counts(item: instruments.Item, version: instruments.Version) -> bool:
    """Whether a question's answers stand with the numbers: free text is kept apart."""
    return version.format_of(item).layout is not instruments.Layout.TEXT


def _questions(item: instruments.Item, version: instruments.Version) -> Iterator[Variable]:
    """The column of a question; of one with several answers to choose a column for each."""
    whole, shown = _question(item, version), version.format_of(item)
    if not is_several(shown):
        yield whole
        return
    for option in shown.options:
        yield replace(
            whole,
            name=column_of(item.id, option.value),
            type="integer",
            measure="nominal",
            words=f"{option.label} – {whole.words}",
            options={CHOSEN: "Chosen", NOT_CHOSEN: "Not chosen"},
            limits=(NOT_CHOSEN, CHOSEN),
        )


def _question(item: instruments.Item, version: instruments.Version) -> Variable:
    shown = version.format_of(item)
    day = shown.layout is instruments.Layout.DATE
    number = day or shown.layout is instruments.Layout.NUMBER
    words = " ".join(part for part in (item.ask, item.text) if part).replace("{place}", SOMEWHERE)
    return Variable(
        name=item.id,
        type=DATE if day else "integer" if shown.limits else "string",
        measure="scale" if number else "ordinal",
        words=words,
        options={} if number else _values(shown),
        limits=shown.limits,
        about=_about(item, version),
    )


def _values(shown: instruments.ResponseFormat) -> dict[Value, str]:
    """The words of every value; a strip's ends carry their words beside the number."""
    named: dict[Value, str] = {option.value: option.label for option in shown.choices}
    ends = zip(shown.limits or (), (shown.low_label, shown.high_label), strict=False)
    return {**named, **{value: f"{value} {words}" for value, words in ends if words}}


def _about(item: instruments.Item, version: instruments.Version) -> dict[str, object]:
    scale = next((scale for scale in version.scales if item.id in scale.items), None)
    about: dict[str, object] = {"construct": item.construct, "waves": " ".join(str(wave) for wave in item.waves)}
    about |= {"asked_if": _asked_if(item)} if item.follows else {}
    about |= {"preface": " – ".join(item.preface)} if item.preface else {}
    about |= {"source": item.source, "licence": item.licence}
    if scale:
        about |= {"scale": scale.id, "reversed": item.id in scale.reverse}
        about |= {"margin": scale.margin, "primary": scale.primary}
    return about


def _asked_if(item: instruments.Item) -> str:
    """Of whom a question is asked that follows on another."""
    return f"{item.follows} = {' or '.join(str(value) for value in item.follows_at)}"


def follow_columns(asked: Iterable[instruments.Version]) -> dict[str, frozenset[str]]:
    """Of each column of a question that follows on another the columns that tell whether it was asked."""
    found: dict[str, frozenset[str]] = {}
    for version in asked:
        for item in version.items:
            if item.follows:
                first = version.items_by_id[item.follows]
                several = is_several(version.format_of(first))
                before = [column_of(first.id, value) for value in item.follows_at] if several else [first.id]
                for each in _questions(item, version):
                    found[each.name] = found.get(each.name, frozenset()) | {*before}
    return found
