"""Figures as a release prints them: rounded by how many people stand behind them, and no count of one or two.

The ledger decides whose answers are in a release; this decides how finely they are told. Everything else of a release
is made from what comes out here. Reference: Hundepool et al. 2012, Statistical Disclosure Control, chapters 4 and 5.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from analysis.disclosure import SMALL, Identity, released_counts, released_decimals
from analysis.estimate import Suppressed

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

COUNTS: tuple[tuple[str, ...], ...] = (
    ("n_up", "n_same", "n_down"),
    ("n_up_margin", "n_within_margin", "n_down_margin"),
)
"""Counts that add up to the pairs."""

TELLING: Mapping[str, tuple[str, ...]] = {
    "n_up": ("sign_test", "signed_rank", "probability_of_improvement", "median_change", "mcnemar", "reliable_change"),
    "n_up_margin": (),
}
"""What would give such counts away, by the first of them: it goes when they go."""

OWN_COUNTS: Mapping[str, tuple[str, ...]] = {
    "reliable_change": ("improved", "unchanged", "worsened"),
    "mcnemar": ("gained", "lost"),
}
"""Figures with counts of their own: they go whole where one of these is one or two."""

FEW = "Held back, because it could tell what one or two people did."


def rounded(value: Value, *, pairs: int) -> Value:
    """The same value with every number in it as fine as so many pairs allow.

    Scale points have one decimal from 20 pairs on and none below, figures without a unit two decimals, probabilities
    three. A part that counts its own pairs is rounded by these. Formula: half to even. Assumption: `value` is made of
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
    return _rounded(value, 2 if name in WITHOUT_UNIT else decimals)


def without_small_counts(document: Any) -> Any:  # noqa: ANN401 - JSON in, JSON out
    """A machine-readable report with no count of one or two people in it, nor any way to work one out.

    Of counts that add up to the pairs, those of one or two and one other are held back, and with them the tests and
    shares that are made of these counts. Assumption: `document` is JSON in the shape of `report.json`. Reference:
    `analysis.disclosure.released_counts`.
    """
    if isinstance(document, list):
        return [without_small_counts(part) for part in document]
    if not isinstance(document, dict):
        return document
    safe = {name: without_small_counts(part) for name, part in document.items()}
    return {**safe, **_held_back(document)} if isinstance(document.get("n_pairs"), int) else safe


def _held_back(figures: Mapping[str, Any]) -> dict[str, Any]:
    """What goes from one group's figures."""
    found: dict[str, Any] = {}
    for names in COUNTS:
        counts = {name: figures[name] for name in names if isinstance(figures.get(name), int)}
        if set(counts) != set(names) or not set(counts.values()) & set(SMALL):
            continue
        identity: Identity = {**dict.fromkeys(names, 1), "n_pairs": -1}
        shown = released_counts({**counts, "n_pairs": figures["n_pairs"]}, identities=[identity], keep=["n_pairs"])
        gone = [name for name in names if isinstance(shown[name], Suppressed)]
        telling = [name for name in TELLING[names[0]] if name in figures]
        reason = next(each.reason for each in shown.values() if isinstance(each, Suppressed))
        found.update({name: {"suppressed": reason} for name in (*gone, *telling)})
    for name in OWN_COUNTS:
        counted = figures.get(name)
        if isinstance(counted, dict) and any(counted.get(each) in SMALL for each in OWN_COUNTS[name]):
            found[name] = {"suppressed": FEW}
    return found
