"""Of which outcomes nothing is claimed, since answers of a workshop are held back.

Answers that are too much alike, or of too few, are in no figure. With them everything that is said of an outcome could
be otherwise: so nothing is claimed of it, neither a change nor that it stayed the same. That is so whatever they are,
so that it tells nothing of them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import pandas as pd

from analysis.io.frames import AtWaves, at_waves, first_attendance
from analysis.scoring.scoring import Scale
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.later.rows_later import AVERAGED_FROM
from evaluation.reports.releasable_outcomes import Printed, without_left_out
from evaluation.store.releases.ledger import BOTH
from evaluation.store.releases.release_frames import ReleaseFrame


def unclaimed_outcomes(
    frame: ReleaseFrame,
    scales: Sequence[Scale],
    printed: Printed,
    report_of: Callable[[pd.DataFrame], ImpactReport],
) -> tuple[str, ...]:
    """The outcomes of which people of a workshop have scores, and none may be `printed`.

    Where chapters are too few to be averaged, of the chapter of that workshop, as "outcome/chapter". `report_of` makes
    the report of a frame.
    """
    shown = without_left_out(frame.frame, scales, printed)
    had, have = (_first_answers(rows, scales) for rows in (frame.frame, shown))
    held = {scale.id: _places_with(had, scale) - _places_with(have, scale) for scale in scales}
    held = {name: places for name, places in held.items() if places}
    if not held:
        return ()
    report = report_of(shown)
    if not report.across or report.chapters.k >= AVERAGED_FROM:
        return tuple(held)
    return tuple(
        f"{name}/{chapter}" for name, places in held.items() for chapter in sorted({each for each, _ in places})
    )


def _first_answers(frame: pd.DataFrame, scales: Iterable[Scale]) -> AtWaves:
    """The answers of each person's first attendance before and after; a question that nobody answered is empty."""
    unanswered = sorted({item for scale in scales for item in scale.items}.difference(frame.columns))
    attended = first_attendance(frame.reindex(columns=[*frame.columns, *unanswered]))
    return at_waves(attended, {wave: wave for wave in BOTH})


def _places_with(answers: AtWaves, scale: Scale) -> set[tuple[str, str]]:
    """The chapters and workshops in which somebody has a score both times."""
    scores = answers.scores(scale, answers.compared(scale)).dropna(subset=[*BOTH])
    return set(zip(scores["chapter"].astype(str), scores["experiment"].astype(str), strict=True))


def with_letters(unclaimed: Iterable[str], chapters: Mapping[str, str]) -> tuple[str, ...]:
    """The same with the letters of chapters in the place of their names."""
    found = (each.partition("/") for each in unclaimed)
    return tuple(name + slash + chapters.get(chapter, chapter) for name, slash, chapter in found)


def withheld_workshops(
    shown: pd.DataFrame, scales: Sequence[Scale], *, asked: Mapping[str, Collection[str]]
) -> dict[str, int]:
    """By outcome, of how many workshops that ask it nothing is `shown` while others of their chapter are.

    That is so whether too few had a score there or all answered alike; workshops told of together count each. `asked`
    are the columns that an experiment asks, by its slug, for whichever does not ask all.
    """
    answers, found = _first_answers(shown, scales), dict[str, int]()
    for scale in scales:
        silent = _silent(answers.scores(scale, answers.compared(scale)))
        held = sum(slug not in asked or not set(scale.items).isdisjoint(asked[slug]) for slug in silent)
        found |= {scale.id: held} if held else {}
    return found


def _silent(scores: pd.DataFrame) -> list[str]:
    """The workshops without a score while others of their chapter have some."""
    scored = scores[[*BOTH]].notna().all(axis="columns")
    places = scores.assign(experiment=scores["experiment"].astype(str), scored=scored)
    any_scored = places.groupby(["chapter", "experiment"], observed=True)["scored"].any()
    silent = any_scored[~any_scored & any_scored.groupby("chapter", observed=True).transform("any")]
    return [slug for _, group in silent.index for slug in str(group).split("+")]
