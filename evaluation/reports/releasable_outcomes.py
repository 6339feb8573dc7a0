"""Which outcomes a release may print: what the ledger is asked for, without what would tell everybody's answer."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import pandas as pd

import instruments
from analysis.disclosure.disclosure import all_same, too_similar
from analysis.io.frames import AtWaves, at_waves, first_attendance
from analysis.scoring.items_left_out import differences
from analysis.scoring.scoring import Scale
from evaluation.impact_report.build.later.further_waves import FURTHER
from evaluation.impact_report.build.questions import ONE_TO_ONES
from evaluation.store.releases.eligibility import WantedReport
from evaluation.store.releases.ledger import BOTH, ReleasableOutcome
from evaluation.store.releases.release_frames import ReleaseFrame
from evaluation.store.reports.asked_in_files import asked_both_times
from evaluation.store.reports.gather import Gathered
from evaluation.store.reports.module_counts import ModuleQuestion
from instruments.comparison.families import name_of

Asked = tuple[tuple[ReleasableOutcome, ...], tuple[str, ...]]
"""Outcomes that a release may print, and the ids of those it is not made without."""

Place = tuple[str, str]
"""A chapter, and a group of its experiments that are told of together, by name."""
Printed = Mapping[Place, frozenset[str]]
"""The outcomes that may be printed, by group."""

OF_ITEMS = "items."
COUNTED = ReleasableOutcome(id="one_to_ones", items=ONE_TO_ONES, waves=("post",))
"""The one-to-ones that people counted after, over those who counted both."""


def outcomes_of(gathered: Gathered) -> Asked:
    """Everything that a release of this may print, and the ids of those it is not made without.

    Scales and items before and after; scales also at each further wave, over those who answered all three times; the
    one-to-ones that people counted; and what modules ask. An outcome of which some answers do not compare is not
    released: people who answered one version could be few. One that is compared by some of its questions everywhere is
    released by these; where it was so at some experiments, or at a further wave, it is not released of these waves.
    """
    attended = first_attendance(gathered.frame)
    by_questions = [_compared(attended, scale) for scale in gathered.alike.untouched]
    scales = [scale for scale in by_questions if scale is not None]
    items = dict.fromkeys(item for scale in scales for item in scale.items)
    found = [_outcome(each) for each in scales]
    found += [
        _outcome(each, wave)
        for wave in _further(gathered.frame)
        for each in scales
        if not differences(attended, each, waves=(*BOTH, wave))
    ]
    found += [ReleasableOutcome(id=OF_ITEMS + item, items=(item,)) for item in items]
    found += [COUNTED] if set(ONE_TO_ONES) <= set(gathered.frame.columns) else []
    found += [_of_module(question) for question in gathered.modules]
    return tuple(found), tuple(scale.id for scale in scales if scale.primary)


def wanted_of(gathered: Gathered, *, hold_back: bool = False, public: bool = False) -> WantedReport:
    """What a report of this asks the ledger for, of its own chapter unless it is `public`."""
    outcomes, needed = outcomes_of(gathered)
    return WantedReport(
        study=gathered.study,
        experiments=tuple(gathered.experiments),
        outcomes=outcomes,
        needed=needed,
        asked=asked_at(gathered, outcomes),
        public=public,
        hold_back=hold_back,
    )


def asked_at(gathered: Gathered, outcomes: Sequence[ReleasableOutcome]) -> dict[str, frozenset[str]]:
    """The outcomes that experiments ask, by id, of those that do not ask all of them; what modules ask counts as asked.

    An outcome is asked where enough of its questions are for a score. It goes by the questionnaires, and by the columns
    of files, and not by what was answered, so that it says nothing of anybody.
    """
    always = frozenset(outcome.id for outcome in outcomes if not set(BOTH) <= set(outcome.waves))
    columns, ids = columns_asked(gathered), {each.slug: str(each.id) for each in gathered.experiments}
    return {
        ids[slug]: always | {outcome.id for outcome in outcomes if outcome.answered(asked)}
        for slug, asked in columns.items()
    }


def columns_asked(gathered: Gathered) -> dict[str, frozenset[str]]:
    """The scored columns whose question an experiment asks both before and after, by its slug.

    An evening from a file asks what its file asked, however much more the questionnaire does.
    """
    versions = {name_of(version): version for version in gathered.known.versions}
    of_files = {each.slug: asked_both_times(each) for each in gathered.experiments}
    found: dict[str, frozenset[str]] = {}
    for slug, waves in gathered.asked.items():
        asked = [_items_at(versions[waves[wave]], wave) for wave in BOTH if waves.get(wave) in versions]
        if len(asked) == len(BOTH):
            both = frozenset.intersection(*asked)
            held = of_files.get(slug)
            both = both if held is None else both & held
            found[slug] = frozenset(column for column, (_, item) in gathered.alike.words.items() if item in both)
    return found


def _items_at(version: instruments.Version, wave: str) -> frozenset[str]:
    return frozenset(item.id for item in version.items if wave in item.waves)


def _compared(attended: pd.DataFrame, scale: Scale) -> Scale | None:
    """The scale by the questions that were asked both before and after; None where these were not the same for all."""
    differ = differences(attended, scale, waves=BOTH)
    if not differ:
        return scale
    used = differ[0].used
    if len(differ) > 1 or differ[0].places or not used:
        return None
    return replace(scale, items=used, reverse=scale.reverse & frozenset(used))


def printed_of(frame: ReleaseFrame, scales: Sequence[Scale]) -> Printed:
    """The outcomes of each group without those of which its people said (nearly) the same.

    Beside a comparison group, and at a further wave, such a group takes all of its chapter with it: there the chapter
    is told of beside others by differences, which are of all of it.
    """
    attended = first_attendance(frame.frame)
    places = attended[["chapter", "experiment"]].astype(str).drop_duplicates().itertuples(index=False)
    groups: list[Place] = [(chapter, group) for chapter, group in places if chapter in frame.outcomes]
    telling: dict[Place, set[str]] = {place: set() for place in groups}
    at = {wave: at_waves(attended, {"pre": "pre", "post": wave}) for wave in ("post", *_further(attended))}
    for scale in scales:
        for outcome, scores in _scores(at, scale):
            alone = outcome == scale.id and not frame.comparison_flow
            for place in _groups_telling(scores, single=len(scale.items) == 1):
                for other in [place] if alone else [each for each in groups if each[0] == place[0]]:
                    telling[other].add(outcome)
    return {place: frame.outcomes[place[0]] - found for place, found in telling.items()}


def _groups_telling(scores: pd.DataFrame, *, single: bool) -> Iterator[Place]:
    """The groups of which all said, or moved, (nearly) the same; `single` where it is one question."""
    waves = [scores[name].to_numpy() for name in scores.columns if name in (*BOTH, *FURTHER)]
    said = [*waves, *(one - other for one, other in combinations(waves, 2))]
    groups: Mapping[Any, Any] = scores.groupby(["chapter", "experiment"]).indices
    for (chapter, experiment), group in groups.items():
        answers = (each[group].tolist() for each in said)
        if any(all_same(each) or (single and too_similar(each)) for each in answers):
            yield str(chapter), str(experiment)


def without_left_out(frame: pd.DataFrame, scales: Sequence[Scale], printed: Printed) -> pd.DataFrame:
    """The frame without the answers to scales that may not be printed of a group, at all or at a further wave.

    Nor are the one-to-ones in it that people of a group counted, where their averages may not be printed. Of
    experiments of a chapter that are in no group it has what may be printed of each of its groups.
    """
    found, names = frame.copy(), frame["experiment"].astype(str)
    in_groups = {place: _there(frame, names, place) for place in printed}
    for chapter in {chapter for chapter, _ in printed}:
        own = {place: rows for place, rows in in_groups.items() if place[0] == chapter}
        rest = (frame["chapter"] == chapter) & ~pd.concat(list(own.values()), axis="columns").any(axis="columns")
        of_groups = [(printed[place], rows) for place, rows in own.items()]
        for allowed, rows in [*of_groups, (frozenset.intersection(*(each for each, _ in of_groups)), rest)]:
            for wave in frame["wave"].unique():
                left = left_out_at(frame, scales, allowed, wave=wave)
                found.loc[rows & (frame["wave"] == wave), left] = float("nan")
    return _without_unpaired(found, scales)


def _there(frame: pd.DataFrame, names: "pd.Series[str]", place: Place) -> "pd.Series[bool]":
    """Which answers are of a group, whether they are called by its name or by that of an experiment of it."""
    chapter, group = place
    return (frame["chapter"] == chapter) & names.isin([group, *group.split("+")])


def left_out_at(frame: pd.DataFrame, scales: Sequence[Scale], allowed: Collection[str], *, wave: str) -> list[str]:
    """The columns left out at a wave of a chapter of which these outcomes may be printed."""
    left = _items(frame, scales, printed=allowed)
    if COUNTED.id not in allowed:
        left += [name for name in ONE_TO_ONES if name in frame.columns]
    if wave in FURTHER:
        again = [name.removeprefix(f"{wave}.") for name in allowed if name.startswith(f"{wave}.")]
        left += _items(frame, scales, printed=again)
    return list(dict.fromkeys(left))


def _without_unpaired(frame: pd.DataFrame, scales: Sequence[Scale]) -> pd.DataFrame:
    """The frame without answers at further waves to scales that a person did not answer both before and after.

    The ledger counts a further wave over those who answered all three times.
    """
    further = frame["wave"].isin(_further(frame))
    for scale in scales if further.any() else ():
        items = [item for item in scale.items if item in frame.columns]
        frame.loc[further & ~answered_both(frame, scale), items] = float("nan")
    return frame


def answered_both(frame: pd.DataFrame, scale: Scale) -> "pd.Series[bool]":
    """Whether each answer is of somebody who has a score on the scale both before and after."""
    items = [item for item in scale.items if item in frame.columns]
    given = frame[items].notna() & ~frame[items].isin(instruments.NO_ANSWERS)
    share = (given.sum(axis="columns") / len(scale.items)).round(2)
    scored = (share >= round(scale.minimum_answered, 2)) & (share > 0)
    at = [set(frame.loc[scored & (frame["wave"] == wave), "participant"]) for wave in BOTH]
    return frame["participant"].isin(set.intersection(*at))


def _outcome(scale: Scale, *further: str) -> ReleasableOutcome:
    """A scale as the ledger counts it: over those who answered it before, after and at a further wave."""
    named = ".".join((*further, scale.id))
    return ReleasableOutcome(
        id=named, items=scale.items, minimum_answered=scale.minimum_answered, waves=(*BOTH, *further)
    )


def _of_module(question: ModuleQuestion) -> ReleasableOutcome:
    """A question of a module as the ledger counts it: over those who answered it, of all who answered both times."""
    fewest = question.module.suppress_below or 0
    return ReleasableOutcome(id=question.outcome, items=(question.item.id,), waves=(question.wave,), fewest=fewest)


def _further(frame: pd.DataFrame) -> list[str]:
    there = set(frame["wave"].unique())
    return [wave for wave in FURTHER if wave in there]


def _scores(at: Mapping[str, AtWaves], scale: Scale) -> Iterator[tuple[str, pd.DataFrame]]:
    """The scores behind each outcome of a scale, a column a wave, of all who have them all.

    `at` has the answers before and at each other wave, by that wave.
    """
    paired = {wave: answers.scores(scale, answers.compared(scale)) for wave, answers in at.items()}
    both = paired.pop("post").dropna(subset=BOTH)
    yield scale.id, both
    for wave, scores in paired.items():
        again = scores.set_index("participant")["post"]
        yield f"{wave}.{scale.id}", both.assign(**{wave: both["participant"].map(again)}).dropna(subset=[wave])


def _items(frame: pd.DataFrame, scales: Sequence[Scale], *, printed: Collection[str]) -> list[str]:
    """The items of scales that are not printed, and of those that share one with them, as far as the frame has them."""
    left, kept = set[str](), {scale.id: set(scale.items) for scale in scales}
    for name in set(kept) - set(printed):
        left |= kept.pop(name)
    while sharing := [name for name, items in kept.items() if items & left]:
        for name in sharing:
            left |= kept.pop(name)
    return sorted(left & set(frame.columns))
