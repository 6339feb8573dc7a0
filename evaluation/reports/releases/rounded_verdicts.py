"""What a rounded outcome says: what its unrounded figures let be said, and no figure that contradicts it."""

from dataclasses import replace

from analysis.disclosure.released import rounded as figures_rounded
from analysis.wording.measured import Decided
from analysis.wording.rounding import EXACT, SHORT
from analysis.wording.wording import Measured, own_verdict, verdict


def as_decided(rounded: Measured, found: Measured) -> Measured:
    """The rounded outcome with what its unrounded figures let be said, on the side of nil and margin that they are on.

    Counts aside it says what the unrounded one says; where rounding alone moved a figure to a bound or past it, the
    figure stays on its own side by less than is ever printed, so that it is written "just under".
    """
    rounded = replace(rounded, harmed_later=found.harmed_later, differ=found.differ)
    rounded = replace(rounded, gone_later=found.gone_later, claims=found.claims)
    rounded = replace(rounded, harmed_items=found.harmed_items, harmed_workshops=found.harmed_workshops)
    rounded = _as_wide(rounded, found) if found.wider else rounded
    if rounded.change is None or found.change is None:
        return replace(rounded, apart=found.apart, opposed=found.opposed, decided=None)
    kept = replace(
        rounded, harmed=found.harmed, alike=found.alike, ways=found.ways, apart=found.apart, opposed=found.opposed
    )
    return replace(
        kept,
        change=_kept_short(rounded.change, found.change, found.bounds),
        low=_kept_short(rounded.low, found.low, found.bounds),
        high=_kept_short(rounded.high, found.high, found.bounds),
        decided=Decided(said=verdict(found), own=own_verdict(found)),
    )


def _as_wide(rounded: Measured, found: Measured) -> Measured:
    """The rounded outcome with the range of its planned look, as fine as its people allow."""
    ends = figures_rounded({"low": found.low, "high": found.high}, pairs=found.n)
    low, high = ends["low"], ends["high"]
    keys = {**rounded.keys, **{end: found.keys[end] for end in ends}}
    together = rounded.everybody and found.everybody and figures_rounded(found.everybody, pairs=found.everybody.pairs)
    described = found.described
    return replace(rounded, low=low, high=high, keys=keys, everybody=together, wider=True, described=described)


def _kept_short(rounded: float | None, found: float | None, bounds: tuple[float, ...]) -> float | None:
    if rounded is None or found is None:
        return rounded
    exact = round(found, EXACT)
    for bound in bounds:
        if exact < bound <= rounded:
            return bound - SHORT
        if exact > bound >= rounded:
            return bound + SHORT
    return rounded
