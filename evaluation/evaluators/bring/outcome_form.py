"""Outcomes as a form: a row for each with its name, its better way and its ends, and a row for each question."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from analysis.scoring.quoted_labels import CLOSED, OPENED, label_of
from analysis.scoring.scoring import TWO_THIRDS, Direction, Scale
from evaluation.domain.errors import Refused
from evaluation.importing.answers_map import AnswersMap
from evaluation.importing.applying import apply_map
from evaluation.importing.columns.item_texts import item_texts
from evaluation.importing.values.heading_ends import without_ends
from evaluation.reports.brought.brought_answers import BroughtAnswers, MapChange
from evaluation.reports.brought.outcomes_named import outcomes_of

WAYS: dict[Direction, object] = {
    "not stated": _l("not said"),
    "higher": _l("more is better"),
    "lower": _l("less is better"),
}
LABEL, BETTER, LOW, HIGH, OF, TURNED, MAIN = "label.", "better.", "low.", "high.", "of.", "turned.", "main"
BY_ITSELF = "alone"
NAMED_BEFORE = "named."
"""Before the place of the outcome that leads, where it was named as the main one before anybody saw the answers."""
LEADING: dict[str, object] = {"": _l("leads"), NAMED_BEFORE: _l("named before")}
LONGEST_LABEL = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow:
    """An outcome as its row shows it: what it is, or what was typed and could not be taken."""

    place: str
    label: str
    better: str
    low: str
    high: str
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A question with the outcome that it counts in, and whether its answers are turned round there."""

    place: int
    words: str
    of: str
    turned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeForm:
    """The form: `main` is the place of the outcome that leads, after `NAMED_BEFORE` where that is so; or empty.

    `lost` was to lead, and is no outcome any more.
    """

    outcomes: tuple[OutcomeRow, ...]
    questions: tuple[QuestionRow, ...]
    main: str
    lost: str
    typed: bool
    """Whether it holds what was typed and could not be taken."""


def outcome_form(brought: BroughtAnswers, form: Mapping[str, str]) -> OutcomeForm:
    """The form of the outcomes as they are now; with what was typed, where `form` has it."""
    found = outcomes_of(brought.map)
    typed = any(name.startswith(LABEL) for name in form)
    lost = brought.lost_leader
    return OutcomeForm(
        outcomes=tuple(_outcome(str(place), each, form) for place, each in enumerate(found.scales)),
        questions=tuple(_questions(brought, found, form, typed=typed)),
        main=form.get(MAIN, _main(found)),
        lost=_unquoted(lost.label) if lost else "",
        typed=typed,
    )


def _main(found: AnswersMap) -> str:
    """How the form says which outcome leads now."""
    leader = found.leader
    return f"{NAMED_BEFORE if leader.primary else ''}{found.scales.index(leader)}" if leader else ""


def _named(found: AnswersMap, main: str) -> frozenset[str]:
    """The places of the outcomes that were named before: all that were, where the form was left as it was."""
    if main == _main(found):
        return frozenset(str(place) for place, each in enumerate(found.scales) if each.primary)
    return frozenset({main.removeprefix(NAMED_BEFORE)} if main.startswith(NAMED_BEFORE) else ())


def _outcome(place: str, scale: Scale, form: Mapping[str, str]) -> OutcomeRow:
    return OutcomeRow(
        place=place,
        label=form.get(LABEL + place, scale.label),
        better=form.get(BETTER + place, scale.direction),
        low=form.get(LOW + place, f"{scale.minimum:g}"),
        high=form.get(HIGH + place, f"{scale.maximum:g}"),
        questions=len(scale.items),
    )


def _questions(
    brought: BroughtAnswers, found: AnswersMap, form: Mapping[str, str], *, typed: bool
) -> Iterator[QuestionRow]:
    texts = item_texts(found, brought.grids)
    asked = [(str(place), scale, item) for place, scale in enumerate(found.scales) for item in scale.items]
    for number, (place, scale, item) in enumerate(asked):
        turned = f"{TURNED}{number}" in form if typed else item in scale.reverse
        words = texts[item].text if item in texts else item
        yield QuestionRow(place=number, words=words, of=form.get(f"{OF}{number}", place), turned=turned)


def with_outcomes_sent(brought: BroughtAnswers, form: Mapping[str, str]) -> BroughtAnswers:
    """The answers with the outcomes that were sent; refused, with what is wrong, where they can not be so."""
    found = outcomes_of(brought.map)
    faults: list[str] = []
    sent = [_sent(str(place), scale, form, faults) for place, scale in enumerate(found.scales)]
    if faults:
        raise Refused(*dict.fromkeys(faults))
    main = form.get(MAIN, "")
    named = _named(found, main)
    sent = [replace(each, primary=str(place) in named) for place, each in enumerate(sent)]
    outcomes = tuple(_with_questions(brought, found.scales, sent, form))
    leads = _leads(main, sent, outcomes)
    changed = brought.with_change(MapChange(what="outcomes", outcomes=outcomes, value=leads))
    apply_map(changed.map, changed.grids)
    return changed


def _leads(main: str, sent: Sequence[Scale], outcomes: Sequence[Scale]) -> str:
    """The outcome that is put first although none was named before; refused where no question counts in it any more."""
    leader = next((each for place, each in enumerate(sent) if str(place) == main.removeprefix(NAMED_BEFORE)), None)
    if leader is None and main:
        raise _not_possible()
    if leader and leader.id not in {each.id for each in outcomes}:
        raise Refused(
            _(
                "“%(name)s” is to lead page 1, and no question counts in it any more. Choose another outcome, or none.",
                name=_unquoted(leader.label),
            )
        )
    return leader.id if leader and not leader.primary else ""


def _sent(place: str, scale: Scale, form: Mapping[str, str], faults: list[str]) -> Scale:
    row = _outcome(place, scale, form)
    label, low, high = " ".join(row.label.split()), _number(row.low), _number(row.high)
    if not label or len(label) > LONGEST_LABEL:
        faults.append(_("Give each outcome a name, of at most %(most)s letters.", most=LONGEST_LABEL))
    if low is None or high is None or not low < high:
        faults.append(
            _("“%(name)s” needs a lowest answer and, above it, a highest one: two numbers.", name=_unquoted(label))
        )
        return scale
    if row.better not in WAYS:
        raise _not_possible()
    margin = scale.margin if scale.margin is not None and scale.margin < high - low else None
    named = label_of(label) if label.endswith("?") else label
    ends = replace(scale, minimum=low, maximum=high, margin=margin)
    direction = next(way for way in WAYS if way == row.better)
    return replace(ends, label=named if label != scale.label else label, direction=direction)


def _with_questions(
    brought: BroughtAnswers, before: Sequence[Scale], sent: Sequence[Scale], form: Mapping[str, str]
) -> Iterator[Scale]:
    """The outcomes with the questions that were put in each; a question alone becomes an outcome of its own."""
    held: dict[str, list[str]] = {str(place): [] for place in range(len(sent))}
    alone: list[tuple[Scale, str]] = []
    turned: set[str] = set()
    asked = [(place, item) for place, scale in enumerate(before) for item in scale.items]
    for number, (place, item) in enumerate(asked):
        of = form.get(f"{OF}{number}", str(place))
        if of == BY_ITSELF:
            alone.append((sent[place], item))
        elif of in held:
            _check_joined(before[place], before[int(of)])
            held[of].append(item)
        else:
            raise _not_possible()
        turned |= {item} if f"{TURNED}{number}" in form else set()
    for place, scale in enumerate(sent):
        if items := tuple(held[str(place)]):
            kept = scale.minimum_answered if items == before[place].items else TWO_THIRDS
            yield replace(scale, items=items, reverse=frozenset(turned & {*items}), minimum_answered=kept)
    yield from _alone(brought, sent, alone, turned)


def _alone(
    brought: BroughtAnswers, sent: Sequence[Scale], alone: Sequence[tuple[Scale, str]], turned: set[str]
) -> Iterator[Scale]:
    texts, taken = item_texts(brought.map, brought.grids), {scale.id for scale in sent}
    for scale, item in alone:
        name = item if item not in taken else f"{item}_alone"
        taken.add(name)
        label = label_of(without_ends(texts[item].text) if item in texts else item)
        own = replace(scale.of_item(item), id=name, label=label, margin=None, primary=False)
        yield replace(own, reverse=frozenset(turned & {item}))


def _check_joined(own: Scale, other: Scale) -> None:
    if (own.minimum, own.maximum) != (other.minimum, other.maximum):
        raise Refused(
            _(
                "“%(one)s” is answered from %(low)s to %(high)s and “%(other)s” from %(least)s to %(most)s:"
                " questions of one outcome need the same numbers.",
                one=_unquoted(own.label),
                low=f"{own.minimum:g}",
                high=f"{own.maximum:g}",
                other=_unquoted(other.label),
                least=f"{other.minimum:g}",
                most=f"{other.maximum:g}",
            )
        )


def _unquoted(label: str) -> str:
    return label.strip(OPENED + CLOSED)


def _number(text: str) -> float | None:
    try:
        number = float(text.strip().replace("−", "-").replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _not_possible() -> Refused:
    return Refused(_("This was changed meanwhile. Look at it as it is now, then do it again."))
