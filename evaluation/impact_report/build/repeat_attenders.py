"""Responses of people who had been to an earlier workshop: at which workshops they were, and what is said of them."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from analysis.disclosure.disclosure import SMALL
from analysis.io.frames import experiments_dated
from analysis.wording.wording import Sentence
from evaluation.impact_report.build.context import Context
from evaluation.impact_report.build.elsewhere.aside_responses import Aside

REPEATED = (
    "Sent at a second workshop by somebody who had been to an earlier one of these: {count:few}. The first counts."
)
AT = "Of these, at {workshop}: {count:few}."
AT_NAMES = "They were sent at {names:names}."
WHOLE = "Everybody who answered at {names:names} had been to an earlier workshop, which counts: nothing of what they "
WHOLE += "answered there is in these figures."
REPEATED_BY_NAME = (
    "{people:few} people answered at more than one workshop. No dates are known, so that each counts with the workshop "
    "whose name comes first, which need not be the earliest. Responses left out: {count:few}."
)
FIRST_COUNTS = "Some people came to more than one workshop: each counts with the first, and what they answered at a "
FIRST_COUNTS += "later one is not in these figures."
NOTHING_OF = "Nothing of {names:names} is in these figures."

OTHER_ORDER = "Did the other workshop of these people count, the headline would be: “{said}”."


def set_aside(frame: pd.DataFrame, *, kept: pd.Index) -> tuple[Aside, ...]:
    """The responses that do not count, by workshop, as their people had been to an earlier one; `kept` are the rest."""
    if "experiment" not in frame.columns:
        return ()
    places = frame[["chapter", "experiment"]].astype(object).fillna("").astype(str)
    counts = places.drop(index=kept).value_counts(sort=False)
    used = set(places.loc[kept].itertuples(index=False, name=None))
    found = (
        ((str(place[0]), str(place[1])), int(count)) for place, count in counts.items() if isinstance(place, tuple)
    )
    return tuple(
        Aside(chapter=place[0], experiment=place[1], responses=count, whole=place not in used)
        for place, count in sorted(found)
    )


def with_set_aside(context: Context, frame: pd.DataFrame, *, kept: pd.Index) -> Context:
    """The context with what is set aside of these responses."""
    found = set_aside(frame, kept=kept)
    people = 0 if experiments_dated(frame) else frame["participant"].drop(index=kept).nunique()
    repeated = context.repeated or sum(each.responses for each in found)
    return replace(context, repeated=repeated, set_aside=found, first_by_name=people)


def repeat_attender_sentences(context: Context) -> tuple[Sentence, ...]:
    """How many responses are set aside, and at which workshops; without their counts where one is of one or two."""
    if not context.repeated:
        return ()
    found = context.set_aside
    names = tuple(_named(context, found))
    if len(found) > 1 and any(each.responses in SMALL for each in found):
        where: tuple[Sentence, ...] = (Sentence(AT_NAMES, {"names": names}),)
    else:
        pairs = zip(names, found, strict=True)
        where = tuple(Sentence(AT, {"workshop": name, "count": each.responses}) for name, each in pairs)
    whole = tuple(_named(context, (each for each in found if each.whole)))
    nothing = (Sentence(NOTHING_OF, {"names": whole}),) if whole and context.first_by_name else ()
    return (_how_many(context), *where, *(nothing or repeat_attenders_named(context)))


def _how_many(context: Context) -> Sentence:
    if not context.first_by_name:
        return Sentence(REPEATED, {"count": context.repeated})
    return Sentence(REPEATED_BY_NAME, {"people": context.first_by_name, "count": context.repeated})


def second_workshops(context: Context) -> tuple[Sentence, ...]:
    """What page 1 says of those who came twice: what counts nowhere, and why, where names alone tell the first."""
    if not context.set_aside:
        return ()
    if not context.first_by_name:
        return repeat_attenders_named(context) or (Sentence(FIRST_COUNTS),)
    names = tuple(_named(context, (each for each in context.set_aside if each.whole)))
    nothing = (Sentence(NOTHING_OF, {"names": names}),) if names else ()
    other = (Sentence(OTHER_ORDER, {"said": context.other_order}),) if context.other_order else ()
    return (_how_many(context), *nothing, *other)


def repeat_attenders_named(context: Context) -> tuple[Sentence, ...]:
    """The workshops of which nothing is in the figures, since everybody there counts with another one."""
    names = tuple(_named(context, (each for each in context.set_aside if each.whole)))
    if not names:
        return ()
    return (Sentence(WHOLE, {"names": names}),)


def _named(context: Context, found: Iterable[Aside]) -> Iterable[str]:
    for each in found:
        title = context.experiments.get(each.experiment, each.experiment)
        yield title if context.chapter else f"{each.chapter}: {title}" if title else each.chapter


def repeat_attenders_as_json(context: Context) -> list[dict[str, object]]:
    """The same for the machine-readable report; no count where one of them is of one or two people."""
    few = any(each.responses in SMALL for each in context.set_aside)
    return [
        {
            "chapter": each.chapter,
            "experiment": each.experiment,
            "responses": {"suppressed": "1 or 2 people"} if few else each.responses,
            "whole_workshop": each.whole,
        }
        for each in context.set_aside
    ]
