"""Which column asks which item of scales that were given: by its name, a code in it, or the words of the question."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from textwrap import shorten

from analysis.estimate.plan import plan_for
from analysis.scoring.scoring import Scale
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.impact_report.build.context import ItemWords
from evaluation.impact_report.build.scales import SOMEWHERE, ScoringSource
from evaluation.importing.answers_map import MapInstrument
from evaluation.importing.columns.asked_columns import AskedColumn, aligned
from evaluation.importing.columns.item_names import slug

NO_COLUMN = Message("No column of these files is read as a question of %(name)s. Say which question each column asks.")
LONGEST_PLACE, LONGEST_HEADING = 60, 60


@dataclass(frozen=True, kw_only=True)
class GivenItems:
    """The item that each question is, by its key among the questions; its limits, and the numbers of its words."""

    items: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def given_items(
    source: ScoringSource,
    asked: Mapping[str, AskedColumn],
    *,
    named: Mapping[str, str] | None = None,
    places: Collection[str] = (),
) -> GivenItems:
    """The questions that the items of these scales are; refused where a scale's item is asked in no column.

    Items of a questionnaire are passed over there, and so are others where `named` says which item some columns are.
    A question that names a place is met by the same words with one of these `places` first, then with any other.
    """
    words: Mapping[str, ItemWords] = source.context.get("items", {})
    found: dict[str, str] = {}
    unmet = []
    scales = {item: scale for scale in source.scales for item in scale.items}
    found |= _named(named or {}, asked, scales)
    for item in scales:
        if item in found.values():
            continue
        said = words.get(item)
        texts = [said.text, f"{said.ask} {said.text}"] if said else []
        key = _column_of(item, texts, [key for key in asked if key not in found], asked, places)
        if key is None:
            unmet.append(item)
        else:
            found[key] = item
    if not found and (instrument := instrument_of(source)):
        raise Refused(Message(NO_COLUMN, name=instrument.version))
    if unmet and not may_ask_less(source, named):
        raise Refused(_unasked(unmet, asked))
    return _given(found, scales, words)


def _given(found: Mapping[str, str], scales: Mapping[str, Scale], words: Mapping[str, ItemWords]) -> GivenItems:
    return GivenItems(
        items=found,
        limits={item: (scale.minimum, scale.maximum) for item, scale in scales.items()},
        options={
            item: {label: value for value, label in said.options.items()}
            for item, said in words.items()
            if item in scales
        },
        missing={
            item: tuple(code if isinstance(code, str) else f"{code:g}" for code in scale.missing)
            for item, scale in scales.items()
        },
    )


def instrument_of(source: ScoringSource | None) -> MapInstrument | None:
    """The published version that these scales are of, with the outcomes that it names as main ones."""
    if source is None or "instrument" not in source.context:
        return None
    primary = tuple(scale.id for scale in source.scales if scale.primary)
    return MapInstrument(version=f"{source.context['instrument']}/{source.context['version']}", primary=primary)


def may_ask_less(source: ScoringSource, named: Mapping[str, str] | None) -> bool:
    """Whether files may lack questions: those of a questionnaire, or where columns were named."""
    return named is not None or "instrument" in source.context


def _unasked(unmet: Sequence[str], asked: Mapping[str, AskedColumn]) -> Message:
    there = ", ".join(shorten(column.stem, LONGEST_HEADING, placeholder=" …") for column in list(asked.values())[:12])
    return Message(
        "No column asks %(items)s before and after. The columns that could are: %(columns)s.",
        items=", ".join(unmet),
        columns=there or "none",
    )


def asked_alone(source: ScoringSource, given: GivenItems) -> ScoringSource:
    """The same with the scales alone whose items all have a column."""
    left_out = not_asked(source, given.items.values())
    if not left_out:
        return source
    scales = tuple(scale for scale in source.scales if scale not in left_out)
    return replace(source, scales=scales, plan=replace(plan_for(scales), suppress_below=source.plan.suppress_below))


def not_asked(source: ScoringSource | None, items: Iterable[str]) -> tuple[Scale, ...]:
    """The scales of which some question is none of these items."""
    there = set(items)
    return tuple(scale for scale in (source.scales if source else ()) if not there.issuperset(scale.items))


def not_asked_lines(source: ScoringSource | None, items: Collection[str]) -> tuple[Message, ...]:
    """What is said of the outcomes that are left out, since files lack questions of theirs."""
    left_out = not_asked(source, items)
    lacking = dict.fromkeys(item for scale in left_out for item in scale.items if item not in items)
    if not left_out:
        return ()
    return (
        Message(
            "Left out, since the files lack questions of theirs: %(outcomes)s. Missing before, after or both times: "
            "%(items)s.",
            outcomes=", ".join(scale.label for scale in left_out),
            items=", ".join(lacking),
        ),
    )


def _named(named: Mapping[str, str], asked: Mapping[str, AskedColumn], items: Collection[str]) -> dict[str, str]:
    """The items of the columns that are named, by a heading or by what the headings of both waves share."""
    found: dict[str, str] = {}
    for name, item in named.items():
        met = [key for key, column in asked.items() if name == column.stem or name in _headings(column)]
        if item not in items:
            raise Refused(
                Message("The questionnaire has no question %(item)s that is answered by a number.", item=item)
            )
        if len(met) != 1:
            raise Refused(Message("No question of these files is called “%(name)s”.", name=name))
        if met[0] in found or item in found.values():
            raise Refused(Message("“%(name)s” or %(item)s is named twice.", name=name, item=item))
        found[met[0]] = item
    return found


def _headings(column: AskedColumn) -> set[str]:
    return {heading for headings in column.names.values() for heading in headings}


def _column_of(
    item: str,
    texts: Sequence[str],
    keys: Sequence[str],
    asked: Mapping[str, AskedColumn],
    places: Collection[str],
) -> str | None:
    """The one column that is this item by the first rule that tells one."""
    code = re.compile(rf"(?:.*[\[(/ ])?{re.escape(item)}(?:[\].):\s_-].*|$)", re.IGNORECASE)
    placed = [_anywhere(text) for text in texts if SOMEWHERE in text]
    rules: tuple[Callable[[AskedColumn], bool], ...] = (
        lambda column: column.stem.casefold() == item.casefold(),
        lambda column: aligned(column.stem) == aligned(item),
        lambda column: _is_worded(column, texts),
        lambda column: _is_worded(column, [text.replace(SOMEWHERE, place) for text in texts for place in places]),
        lambda column: any(text.fullmatch(words) for text in placed for words in _words(column)),
        lambda column: code.fullmatch(column.stem) is not None,
        lambda column: slug(column.stem.casefold()) == slug(item.casefold()),
        lambda column: any(aligned(text) in aligned(column.words) for text in texts if len(text) > 20),
        lambda column: any(text.search(words) for text in placed for words in _words(column)),
    )
    for rule in rules:
        met = [key for key in keys if rule(asked[key])]
        if len(met) == 1:
            return met[0]
        if met:
            return None
    return None


def _is_worded(column: AskedColumn, texts: Sequence[str]) -> bool:
    said = _words(column)
    return any(aligned(text) in said for text in texts)


def _words(column: AskedColumn) -> tuple[str, str]:
    return aligned(column.stem), aligned(column.words)


def _anywhere(text: str) -> re.Pattern[str]:
    """A question that names a place, as it is compared, with any words in the place's stead."""
    around = aligned(text).split(aligned(SOMEWHERE))
    return re.compile(rf"\w.{{0,{LONGEST_PLACE}}}?".join(map(re.escape, around)))
