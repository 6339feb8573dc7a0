"""More than two waves: the remembered before, a second baseline, and what is left at follow-up.

Each set of contrasts is taken over the same people, those who answered all its waves. Within one chapter its parts add
up; averages over chapters, each of which weighs these anew, need not to the last decimal. What is left months later is
of everybody who answered before and then, also of those who missed After: they may have left for a reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np
import pandas as pd

from analysis.estimate.binary import yes_no
from analysis.estimate.estimate import LATER, NotEstimable
from analysis.estimate.pairs import Pairs
from analysis.estimate.quantiles import t_quantile
from analysis.pooling.across import BetweenExperiments, between_experiments, headline_alone
from analysis.pooling.averages import Headline
from analysis.pooling.everybody import Everybody, everybody
from analysis.pooling.heterogeneity import Numbers
from analysis.pooling.summaries import changes_of

FEWEST_WITH_SPREAD = 2
NO_SPREAD_LATER = NotEstimable("With one person, or when all differ alike, there is no spread to judge by.")


@dataclass(frozen=True, kw_only=True)
class OfPeople:
    """Mean difference of two waves over `n` people of one place, in scale points, with its 95 % limits."""

    n: int
    mean: float
    low: float | NotEstimable
    high: float | NotEstimable


@dataclass(frozen=True, kw_only=True)
class Contrast(OfPeople):
    """Mean difference of two waves over `n` people, in scale points, with its 95 % limits.

    `chapters` has each chapter that has enough people, by these alone. Across chapters `k` counts those that are
    averaged, and `everybody` is the second figure, of all at once with chapters as groups. In one chapter both are
    None; its range may be of how far its evenings lie apart. Chapters and everybody are told of what lasts alone: those
    of the change of the same people, held against that of all who answered after, would tell who did not come back.
    `mean_pre` and `mean_later` are what these people answered before and then, where that may be told of what lasts.
    """

    k: int | None = field(default=None, metadata=LATER)
    chapters: Mapping[str, OfPeople] | None = field(default=None, metadata=LATER)
    everybody: Everybody | None = field(default=None, metadata=LATER)
    mean_pre: float | None = field(default=None, metadata=LATER)
    mean_later: float | None = field(default=None, metadata=LATER)


Contrasts = Mapping[str, Contrast] | NotEstimable
People = TypeVar("People", bound=OfPeople)


def retrospective(scores: pd.DataFrame, *, below: int = 0) -> Contrasts:
    """The remembered before, kept apart from the true one (columns pre, post, then; one row a person; NaN = absent).

    Estimand: three mean differences: post - pre (what answers did), post - then (what people say of themselves), then
    - pre (how far memory or the meaning of the scale moved). Formula, assumption: those of `_contrast`; the second and
    third add to the first. They are never merged into one. Reference: Howard 1980, Evaluation Review 4:93.
    """
    return _contrasts(
        scores,
        {"post_minus_pre": ("post", "pre"), "post_minus_then": ("post", "then"), "then_minus_pre": ("then", "pre")},
        below=below,
    )


def double_pretest(scores: pd.DataFrame, *, below: int = 0) -> Contrasts:
    """What people moved without a workshop, beside what they moved with one (columns pretest, pre, post).

    Estimand: drift pre - pretest, change post - pre, and beyond_drift, the second less the first. Formula: that of
    `_contrast`. Assumption: drift goes on at the same pace, the two gaps being alike; regression to the mean after an
    unusual first answer shows as drift. Reference: Shadish, Cook & Campbell 2002, chapter 4.
    """
    frame = scores.assign(drift=scores["pre"] - scores["pretest"], change=scores["post"] - scores["pre"])
    return _contrasts(
        frame,
        {"drift": ("pre", "pretest"), "change": ("post", "pre"), "beyond_drift": ("change", "drift")},
        below=below,
    )


def follow_up(
    scores: pd.DataFrame, *, below: int = 0, twice: pd.DataFrame | None = None, yes_or_no: bool = False
) -> Contrasts:
    """What is left at follow-up (columns pre, post, follow_up), over those who came back to answer.

    Estimand: lasting follow_up - pre, of everybody who answered these two; and of those who answered after as well
    change post - pre and faded follow_up - post, where they are `below` people or more, and none or as many answered
    these two alone: else the figures of both would tell of those few. `twice` has the scores (columns pre, follow_up)
    by the questions that these two waves asked, where that is not `scores`. Formula: that of `_contrast`; of what
    lasts of a `yes_or_no` question people alone have Newcombe's paired interval, as after. Assumption: those who
    answered again are like the others, which is seldom so: say how many they are. Reference: Little & Rubin 2019,
    chapter 1.
    """
    both = (scores if twice is None else twice).dropna(subset=["pre", "follow_up"])
    thrice = int(scores[["pre", "post", "follow_up"]].notna().all(axis="columns").sum())
    if len(both) < max(below, 1):
        few = f"Fewer than {below} people" if below > 1 else "Nobody"
        return NotEstimable(f"{few} answered before and months later.")
    pair = _pair(both, "follow_up", "pre")
    lasting = _contrast(pair, across=_is_across(scores), below=below)
    lasting = _of_shares(lasting, pair) if yes_or_no else lasting
    alone = len(both) - thrice
    if thrice < max(below, 1) or 0 < alone < below:
        return {"lasting": lasting}
    others = _contrasts(scores, {"change": ("post", "pre"), "faded": ("follow_up", "post")}, below=below)
    assert not isinstance(others, NotEstimable), "people answered all three times"
    return {"change": others["change"], "lasting": lasting, "faded": others["faded"]}


def _of_shares(found: Contrast, pair: pd.DataFrame) -> Contrast:
    """The same of a yes/no question: where its range is of people alone, and in single chapters."""
    if found.k is None:
        return _with_newcombe(found, pair) if found.chapters is None else found
    rows = {str(name): each for name, each in pair.groupby(pair["chapter"].astype(str))}
    chapters = {name: _with_newcombe(each, rows[name]) for name, each in (found.chapters or {}).items()}
    return replace(found, chapters=chapters)


def _with_newcombe(found: People, pair: pd.DataFrame) -> People:
    """The same with the ends of the paired interval, where it can be had."""
    ends = yes_no(Pairs(pair["pre"].to_numpy(dtype=float), pair["post"].to_numpy(dtype=float))).difference
    if isinstance(ends, NotEstimable) or not isinstance(ends.low, float) or not isinstance(ends.high, float):
        return found
    return replace(found, low=ends.low, high=ends.high)


def _contrasts(scores: pd.DataFrame, wanted: Mapping[str, tuple[str, str]], *, below: int) -> Contrasts:
    """The contrasts wanted, of those who answered all their waves, told of no chapter alone."""
    columns = sorted({column for pair in wanted.values() for column in pair})
    complete = scores.dropna(subset=columns)
    if complete.empty:
        return NotEstimable(f"Nobody answered all of {', '.join(columns)}.")
    across = _is_across(scores)
    pairs = {name: _pair(complete, late, earlier) for name, (late, earlier) in wanted.items()}
    found = {name: _contrast(pair, across=across, below=below) for name, pair in pairs.items()}
    return {name: replace(each, chapters=None, everybody=None) for name, each in found.items()}


def _is_across(scores: pd.DataFrame) -> bool:
    return "chapter" in scores.columns and len(scores["chapter"].unique()) > 1


def _pair(scores: pd.DataFrame, late: str, earlier: str) -> pd.DataFrame:
    where = scores[[name for name in ("chapter", "experiment") if name in scores.columns]]
    return where.assign(pre=scores[earlier], post=scores[late])


def _contrast(pair: pd.DataFrame, *, across: bool, below: int) -> Contrast:
    """One difference, as sure as the headline of the same answers would be.

    Estimand: across chapters the mean true difference of chapters like these, in one that of its people. Formula:
    chapters of `below` people or more, pooled by `analysis.pooling.averages.leading_average`, and beside that
    everybody at once; one or two are not averaged. In one chapter mean +- t(.975, n - 1) sd / sqrt(n), of several
    experiments by how far these lie apart. Assumption: chapters independent; people of one chapter may be alike.
    """
    return _across(pair, below=below) if across else _of_one_chapter(pair, below=below)


def _of_one_chapter(pair: pd.DataFrame, *, below: int) -> Contrast:
    people = of_people((pair["post"] - pair["pre"]).to_numpy(dtype=float))
    found = Contrast(**vars(people))
    if "experiment" not in pair.columns or pair["experiment"].nunique() < FEWEST_WITH_SPREAD:
        return found
    changes = changes_of(pair)
    counted = {cell: changes.cells.count(cell) for cell in sorted(set(changes.cells))}
    hidden = [cell for cell, people in counted.items() if people < below]
    ((chapter, between),) = between_experiments(pair, hidden_experiments=hidden).items()
    if not isinstance(between, BetweenExperiments):
        return found
    return replace(found, low=between.low, high=between.high, chapters={chapter: people})


def _across(pair: pd.DataFrame, *, below: int) -> Contrast:
    changes = changes_of(pair)
    of_chapter = {name: changes.change[changes.chapter == name] for name in sorted(set(changes.chapter.tolist()))}
    enough = max(below, FEWEST_WITH_SPREAD)
    shown = {name: people for name, people in of_chapter.items() if len(people) >= enough}
    headline = headline_alone(pair[pair["chapter"].astype(str).isin(shown)])
    together = everybody(pair, shown=tuple(shown), below=below)
    counted = np.concatenate(list((shown or of_chapter).values()))
    ranged = NO_SPREAD_LATER if _is_alike(counted) else headline
    ends = (ranged, ranged) if isinstance(ranged, NotEstimable) else (ranged.low, ranged.high)
    found = Contrast(
        n=len(counted),
        mean=float(counted.mean()),
        low=ends[0],
        high=ends[1],
        k=len(shown),
        chapters={name: of_people(people) for name, people in shown.items()},
        everybody=together if isinstance(together, Everybody) else None,
    )
    return replace(found, mean=headline.estimate) if isinstance(headline, Headline) else found


def of_people(differences: Numbers) -> OfPeople:
    """The mean difference of these people alone, mean +- t(.975, n - 1) sd / sqrt(n).

    Estimand: the mean true difference of people like these. Assumption: people independent. Reference: Student 1908,
    Biometrika 6:1.
    """
    n, mean = len(differences), float(differences.mean())
    if _is_alike(differences):
        return OfPeople(n=n, mean=mean, low=NO_SPREAD_LATER, high=NO_SPREAD_LATER)
    half = float(t_quantile(0.975, n - 1) * differences.std(ddof=1) / np.sqrt(n))
    return OfPeople(n=n, mean=mean, low=mean - half, high=mean + half)


def _is_alike(differences: Numbers) -> bool:
    return len(differences) < FEWEST_WITH_SPREAD or bool(np.ptp(np.round(differences, 10)) == 0)
