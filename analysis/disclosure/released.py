"""Figures as a release or a draft prints them: rounded, none finer than its averages, and no count of one or two.

The ledger decides whose answers are in a release; this decides how finely they are told. Everything else of a release
is made from what comes out here. Answers are whole numbers, so whoever has an average and a spread to two decimals
finds the one sum and the one sum of squares that fit, and from them the answers. Hence one rule: **a figure made of
averages and spreads is told no finer than the averages beside it, and not at all where that could still tell.**

- Under 20 pairs: averages and the ends of ranges as whole numbers; no spread, no standardised figure, no test.
- From 20 pairs on: averages and ends with one decimal. Spreads, standardised effects, correlations and reliabilities
  with one decimal too, where every spread is wide: two steps of the scale for 20 people, one for 80 (two times the root
  of 20 / n). A step is the least by which two people's scores can differ: a point of a question, a third of three.
- A p is one of three bands, from 20 pairs on. A t is not told, nor is a reliable change: its limit lies elsewhere than
  the margin, and two counts cut at different places tell those in between.
- Counts: all three ways or none, see `without_small_counts`. Beside a range they are told where the spread of changes
  is half as wide as that; as wide, where a step is a whole point.
- A single question has averages and counts, and nothing else (`of_question`).

The limits were found by enumeration: `tests/releases/disclosure/test_whole_numbers.py` finds every sum, sum of squares
and split that fits what is printed. Reference: Hundepool et al. 2012, Statistical Disclosure Control, chapters 4 and 5.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from analysis.disclosure.answered_alike import are_narrow, is_near, steps_wide
from analysis.disclosure.disclosure import FEWEST_WITH_A_DECIMAL, SMALL, released_decimals
from analysis.disclosure.who_came import TELLS_OF_FEW
from analysis.estimate.binary import McNemar
from analysis.estimate.change import ChangeTest
from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.sample import SampleFigures

Value = TypeVar("Value")

WITHOUT_UNIT = frozenset(
    {
        "r_pre_post",
        "t",
        "df",
        "d_z",
        "d_av",
        "g_av",
        "probability_of_improvement",
        "alpha_pre",
        "alpha_post",
        "omega_pre",
        "omega_post",
        "spearman_brown_pre",
        "spearman_brown_post",
        "before",
        "after",
        "difference",
        "reliability",
        "i2",
        "weight",
        "weights",
        "q",
        "brown_forsythe",
    }
)
"""Figures that are not in scale points, and whatever is inside them: one decimal."""

PROBABILITIES = frozenset({"p", "exact_p", "mid_p", "holm"})
"""One of three bands."""

DECLARED = frozenset({"margin", "minimum", "maximum"})
"""Settings of a scale, which nobody answered: as they are."""

LIMITS = {"low": math.floor, "high": math.ceil}
"""The ends of a range, and which way each is rounded."""

COUNTS: tuple[tuple[str, str, str], ...] = (
    ("n_up", "n_same", "n_down"),
    ("n_up_margin", "n_within_margin", "n_down_margin"),
)
"""Counts that add up to the pairs."""

TELLING: Mapping[str, tuple[str, ...]] = {
    "n_up": ("sign_test", "signed_rank", "probability_of_improvement", "median_change", "mcnemar", "reliable_change"),
    "n_up_margin": (),
}
"""What would give such counts away, by the first of them: it goes when they go."""

RELIABLY = ("improved", "unchanged", "worsened")

YES_OR_NO = ("before", "after", "difference", "mcnemar")
"""Shares of a yes/no question, from which counts follow."""

FINE = (
    *("sd_pre", "sd_post", "sd_change", "r_pre_post", "hodges_lehmann", "d_z", "d_av", "g_av"),
    *("alpha_pre", "alpha_post", "omega_pre", "omega_post", "spearman_brown_pre", "spearman_brown_post"),
    *("median_change", "sign_test", "signed_rank", "probability_of_improvement", "equivalence"),
)
"""Figures from which a reader could work out sums of squares: told where no single answer would follow."""

COARSE = Suppressed("Held back: beside rounded averages it could tell what single people answered.")

TELLS_OF_ALIKE = Suppressed("Held back: people answered so much alike that it could tell what a few of them answered.")

UNDER = Suppressed("Under 0.01: told as a band, as rounded averages allow.")
BETWEEN = Suppressed("From 0.01 to 0.05: told as a band, as rounded averages allow.")
OVER = Suppressed("Over 0.05: told as a band, as rounded averages allow.")

AGAIN = Suppressed("Told once, of the people who were released first: told again of others, it could give a few away.")


def rounded(value: Value, *, pairs: int) -> Value:
    """The same value with every number in it as fine as so many pairs allow.

    Scale points have one decimal from 20 pairs on and none below, figures without a unit one decimal, probabilities
    are bands. A part that counts its own pairs is rounded by these. Formula: half up, so that as many sums stand behind
    each printed average; the lower limit of a range down and the upper up, so that nothing is said that the unrounded
    range does not bear out. Assumption: `value` is made of frozen dataclasses, mappings, tuples, text and numbers.
    Reference: `analysis.disclosure.disclosure.released_decimals`.
    """
    found: Value = _rounded(value, released_decimals(pairs))
    return found


def _rounded(value: Any, decimals: int) -> Any:  # noqa: ANN401 - a value of any shape, and the same shape again
    if isinstance(value, float):
        return _half_up(value, decimals)
    if is_dataclass(value) and not isinstance(value, type):
        pairs = getattr(value, "n_pairs", None)
        inside = released_decimals(pairs) if isinstance(pairs, int) else decimals
        named = {each.name: getattr(value, each.name) for each in fields(value)}
        return replace(value, **{name: _named(name, part, inside) for name, part in named.items()})
    if isinstance(value, Mapping):
        return {name: _named(str(name), part, decimals) for name, part in value.items()}
    if isinstance(value, tuple):
        return tuple(_rounded(part, decimals) for part in value)
    return value


def _named(name: str, value: Any, decimals: int) -> Any:  # noqa: ANN401 - as above
    if name in DECLARED:
        return value
    if name in PROBABILITIES:
        return band(value, decimals=decimals) if isinstance(value, float) else value
    if name in LIMITS and isinstance(value, float):
        return LIMITS[name](round(value * 10**decimals, 6)) / 10**decimals + 0.0
    return _rounded(value, 1 if name in WITHOUT_UNIT else decimals)


def _half_up(value: float, decimals: int) -> float:
    found: float = math.floor(round(value * 10**decimals, 6) + 0.5) / 10**decimals
    return found + 0.0


def band(p: float, *, decimals: int) -> Suppressed:
    """The band that a probability lies in; of none where averages have no decimal."""
    if not decimals:
        return COARSE
    return UNDER if p < 0.01 else BETWEEN if p <= 0.05 else OVER


def no_finer(figures: SampleFigures, *, step: float) -> SampleFigures:
    """One group's figures without what is finer than rounded averages, as the module says.

    `step` is the least by which two people's scores can differ. Assumption: counts of one or two are held back already.
    """
    near = not isinstance(figures.sd_change, float) or is_near(figures.sd_change, figures.n_pairs, step=step)
    if near and any(isinstance(getattr(figures, name), int) for names in COUNTS for name in names):
        figures = without_counts(figures, why=TELLS_OF_ALIKE)
    change = replace(figures.change, t=COARSE) if isinstance(figures.change, ChangeTest) else figures.change
    always = () if figures.reliable_change is None else ("reliable_change",)
    return replace(figures, change=change, **_instead([*always, *_too_fine(figures, step=step)], COARSE))


def _too_fine(figures: SampleFigures, *, step: float) -> Iterator[str]:
    spreads = (figures.sd_pre, figures.sd_post, figures.sd_change)
    wide = all(isinstance(spread, float) and spread >= step * steps_wide(figures.n_pairs) for spread in spreads)
    if not wide or figures.n_pairs < FEWEST_WITH_A_DECIMAL:
        yield from (name for name in FINE if not isinstance(getattr(figures, name), Suppressed | NotEstimable | None))


def of_question(figures: SampleFigures) -> SampleFigures:
    """The figures of a single question: its averages and its counts, which together leave open who answered what."""
    names = [*FINE, "change", "reliable_change"]
    fine = [name for name in names if not isinstance(getattr(figures, name), Suppressed | NotEstimable | None)]
    return replace(figures, **_instead(fine, COARSE))


def crowded(figures: SampleFigures) -> bool:
    """Whether answers to a question are so much alike that averages with one decimal could tell what a few answered."""
    return are_narrow((figures.sd_pre, figures.sd_post, figures.sd_change), pairs=figures.n_pairs)


def without_counts(figures: SampleFigures, *, why: Suppressed = AGAIN, exact: bool = False) -> SampleFigures:
    """One group's figures without how many people moved which way, and without all that is made of such counts.

    With `exact` only those go that are cut at no change; the others, cut at the margin, stay.

    Averages are rounded and leave a few people who come or leave enough room; counts are exact. So they are told of
    a group once, as it was first released.
    """
    cut = COUNTS[:1] if exact else COUNTS
    names = (*(name for names in cut for name in names), *TELLING["n_up"], *YES_OR_NO)
    disclosed = [name for name in names if not isinstance(getattr(figures, name), NotEstimable | None)]
    return replace(figures, **_instead(disclosed, why))


def without_small_counts(value: Value) -> Value:
    """The same value with no count of one or two people in the figures of any group, nor any way to work one out.

    Of counts that add up to the pairs, all three are held back where one of them is one or two, and with them the tests
    and shares that are made of these counts. A yes/no question has four ways, yes or no before and after. Assumption:
    as in `rounded`, and not rounded yet; groups are `SampleFigures`. Reference: Hundepool et al. 2012, chapter 4.
    """
    return of_each_group(value, lambda figures: replace(figures, **_instead(_telling(figures), TELLS_OF_FEW)))


def without_counts_between(value: Value) -> Value:
    """The same value where the counts of two cuts do not tell of one or two people who moved by less than the margin.

    Those cut at no change go where they, less those cut at the margin, are one or two, or where the latter are held
    back; those cut at the margin stay. Assumption: as in `without_small_counts`, after which it comes.
    """
    return of_each_group(
        value, lambda figures: without_counts(figures, why=TELLS_OF_FEW, exact=True) if _between(figures) else figures
    )


def of_each_group(value: Value, make: Callable[[SampleFigures], SampleFigures]) -> Value:
    """The same value with the figures of every group in it made over."""
    found: Value = _of_each(value, make)
    return found


def _of_each(value: Any, make: Callable[[SampleFigures], SampleFigures]) -> Any:  # noqa: ANN401 - a value of any shape, and the same shape again
    if isinstance(value, SampleFigures):
        return make(value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _of_each(getattr(value, each.name), make) for each in fields(value)})
    if isinstance(value, Mapping):
        return {name: _of_each(part, make) for name, part in value.items()}
    if isinstance(value, tuple):
        return tuple(_of_each(part, make) for part in value)
    return value


def _instead(names: Iterable[str], reason: Suppressed) -> dict[str, Any]:
    return dict.fromkeys(names, reason)


def _telling(figures: SampleFigures) -> Iterator[str]:
    """The names of what goes from one group's figures."""
    if isinstance(figures.mcnemar, McNemar):
        if any(count in SMALL for count in _four_ways(figures, figures.mcnemar)):
            names = (*(name for names in COUNTS for name in names), *TELLING["n_up"], *YES_OR_NO)
            yield from (name for name in names if not isinstance(getattr(figures, name), NotEstimable | None))
        return
    for names in COUNTS:
        if {getattr(figures, name) for name in names} & set(SMALL):
            yield from (*names, *(name for name in TELLING[names[0]] if getattr(figures, name) is not None))
    if any(getattr(figures.reliable_change, name, None) in SMALL for name in RELIABLY):
        yield "reliable_change"


def _between(figures: SampleFigures) -> bool:
    exact, beyond = ([getattr(figures, name) for name in names] for names in COUNTS)
    if not all(isinstance(count, int) for count in exact):
        return False
    if any(isinstance(count, Suppressed) for count in beyond):
        return True
    return any(isinstance(more, int) and abs(more - less) in SMALL for more, less in zip(beyond, exact, strict=True))


def _four_ways(figures: SampleFigures, moved: McNemar) -> Iterator[int]:
    """How many said yes before and after, and no; yes only once, both times, and neither time."""
    n, before, after = figures.n_pairs, figures.before, figures.after
    if isinstance(before, float) and isinstance(after, float):
        yes, then = round(before * n), round(after * n)
        yield from (yes, n - yes, then, n - then, moved.gained, moved.lost, yes - moved.lost, n - yes - moved.gained)
