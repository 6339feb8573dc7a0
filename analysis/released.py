"""Figures as a release prints them: rounded by how many people stand behind them, and no count of one or two.

The ledger decides whose answers are in a release; this decides how finely they are told. Everything else of a release
is made from what comes out here. Reference: Hundepool et al. 2012, Statistical Disclosure Control, chapters 4 and 5.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from analysis.disclosure import SMALL, Identity, released_counts, released_decimals
from analysis.estimate import NotEstimable, Suppressed
from analysis.sample import SampleFigures

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
    }
)
"""Figures that are not in scale points, and whatever is inside them: two decimals."""

PROBABILITIES = frozenset({"p", "exact_p", "mid_p", "holm"})
"""Three decimals."""

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

YES_OR_NO = ("before", "after", "difference", "mcnemar")
"""Shares of a yes/no question, from which counts follow."""

OWN_COUNTS: Mapping[str, tuple[str, ...]] = {
    "reliable_change": ("improved", "unchanged", "worsened"),
    "mcnemar": ("gained", "lost"),
}
"""Figures with counts of their own: they go whole where one of these is one or two."""

FEW = Suppressed("Held back, because it could tell what one or two people did.")

AGAIN = Suppressed("Told once, of the people who were released first: told again of others, it could give a few away.")


def rounded(value: Value, *, pairs: int) -> Value:
    """The same value with every number in it as fine as so many pairs allow.

    Scale points have one decimal from 20 pairs on and none below, figures without a unit two decimals, probabilities
    three. A part that counts its own pairs is rounded by these. Formula: half to even; the lower limit of a range down
    and the upper up, so that nothing is said that the unrounded range does not bear out. Assumption: `value` is made of
    frozen dataclasses, mappings, tuples, text and numbers. Reference: `analysis.disclosure.released_decimals`.
    """
    found: Value = _rounded(value, released_decimals(pairs))
    return found


def _rounded(value: Any, decimals: int) -> Any:  # noqa: ANN401 - a value of any shape, and the same shape again
    if isinstance(value, float):
        return round(value, decimals) + 0.0
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
        return _rounded(value, 3)
    if name in LIMITS and isinstance(value, float):
        return LIMITS[name](round(value * 10**decimals, 6)) / 10**decimals + 0.0
    return _rounded(value, 2 if name in WITHOUT_UNIT else decimals)


def without_counts(figures: SampleFigures) -> SampleFigures:
    """One group's figures without how many people moved which way, and without all that is made of such counts.

    Averages are rounded and leave a few people who come or leave enough room; counts are exact. So they are told of
    a group once, as it was first released.
    """
    names = (*(name for names in COUNTS for name in names), *TELLING["n_up"], *YES_OR_NO)
    told = [name for name in names if not isinstance(getattr(figures, name), NotEstimable | None)]
    return replace(figures, **_instead(told, AGAIN))


def without_small_counts(value: Value) -> Value:
    """The same value with no count of one or two people in the figures of any group, nor any way to work one out.

    Of counts that add up to the pairs, those of one or two and one other are held back, and with them the tests and
    shares that are made of these counts; of a yes/no question, whose averages are counts, all three and every share.
    Assumption: as in `rounded`; groups are `SampleFigures`. Reference: `analysis.disclosure.released_counts`.
    """
    found: Value = _safe(value)
    return found


def _safe(value: Any) -> Any:  # noqa: ANN401 - a value of any shape, and the same shape again
    if isinstance(value, SampleFigures):
        return replace(value, **_instead(_telling(value), FEW))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _safe(getattr(value, each.name)) for each in fields(value)})
    if isinstance(value, Mapping):
        return {name: _safe(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return tuple(_safe(part) for part in value)
    return value


def _instead(names: Iterable[str], reason: Suppressed) -> dict[str, Any]:
    return dict.fromkeys(names, reason)


def _telling(figures: SampleFigures) -> Iterator[str]:
    """The names of what goes from one group's figures."""
    shares = [name for name in YES_OR_NO if getattr(figures, name) is not None]
    for names in COUNTS:
        counts = {name: getattr(figures, name) for name in names}
        if set(counts.values()) & set(SMALL):
            yield from names if shares else _hidden(counts, figures.n_pairs)
            yield from (name for name in TELLING[names[0]] if getattr(figures, name) is not None)
            yield from shares
    if any(_people(figures, share) & set(SMALL) for share in ("before", "after")):
        yield from shares
    for name, own in OWN_COUNTS.items():
        if any(getattr(getattr(figures, name), each, None) in SMALL for each in own):
            yield name


def _hidden(counts: Mapping[str, int], pairs: int) -> list[str]:
    """Those of three counts that are not printed."""
    identity: Identity = {**dict.fromkeys(counts, 1), "n_pairs": -1}
    shown = released_counts({**counts, "n_pairs": pairs}, identities=[identity], keep=["n_pairs"])
    return [name for name in counts if isinstance(shown[name], Suppressed)]


def _people(figures: SampleFigures, share: str) -> set[int]:
    """How many people said yes, and how many no."""
    found = getattr(figures, share)
    yes = round(found * figures.n_pairs) if isinstance(found, float) else 0
    return {yes, figures.n_pairs - yes}
