"""What a rounded outcome says: what its unrounded figures let be said, beside the figures as they are rounded."""

from collections.abc import Iterable
from dataclasses import replace

from analysis.disclosure.released import rounded as figures_rounded
from analysis.pooling.everybody import Everybody
from analysis.wording.measured_facts import Compared, Decided
from analysis.wording.phrases import Verdict
from analysis.wording.rounding import EXACT, SHORT
from analysis.wording.wording import Measured, own_verdict, verdict

NIL = (0.0,)
DECIDED_LATER = (
    *("harmed_later", "gone_later", "faded_later", "together_later", "behind_later"),
    *("harmed_chapters_later", "few_harmed_later"),
)
"""What was decided of months later, as it is."""
DECIDED_ANYWAY = (
    *(*DECIDED_LATER, "differ", "claims", "harmed_items", "harmed_workshops"),
    *("apart", "opposed", "by_chance", "chapters_by_count", "chapters_unclaimed", "margin_named"),
)
"""What was decided of an outcome whether or not it has a change."""
DECIDED_OF_A_CHANGE = ("harmed", "own_harmed", "alike", "ways", "by_count", "unclaimed")


def as_decided(rounded: Measured, found: Measured) -> Measured:
    """The rounded outcome with what its unrounded figures let be said.

    Counts aside it says what the unrounded one says. Its figures stay as they are rounded, the ends of its range
    outwards, also past a margin that the unrounded ones fall short of: that is told by what is said, and by no figure.
    """
    rounded = _with(rounded, found, DECIDED_ANYWAY)
    rounded = _as_wide(rounded, found) if found.wider else rounded
    rounded = replace(
        rounded,
        everybody=_everybody(rounded.everybody, found.everybody),
        compared=_compared(rounded.compared, found.compared),
    )
    if rounded.change is None or found.change is None:
        return replace(rounded, decided=None)
    return replace(
        _with(rounded, found, DECIDED_OF_A_CHANGE),
        change=_on_its_side(rounded.change, found.change, _bounds_of_change(found)),
        low=_on_its_side(rounded.low, found.low, found.bounds),
        high=_on_its_side(rounded.high, found.high, found.bounds),
        decided=Decided(
            said=verdict(found),
            own=own_verdict(found),
            clear=found.is_clear,
            holds_margin=found.range_holds_margin,
        ),
    )


def _with(rounded: Measured, found: Measured, names: Iterable[str]) -> Measured:
    """The rounded outcome with what the unrounded one has under these names."""
    return replace(rounded, **{name: getattr(found, name) for name in names})


def _as_wide(rounded: Measured, found: Measured) -> Measured:
    """The rounded outcome with the range of its planned look, as fine as its people allow."""
    ends = figures_rounded({"low": found.low, "high": found.high}, pairs=found.n)
    low, high = ends["low"], ends["high"]
    keys = {**rounded.keys, **{name: found.keys[name] for name in (*ends, "everybody") if name in found.keys}}
    together = rounded.everybody and found.everybody and figures_rounded(found.everybody, pairs=found.everybody.pairs)
    described = found.described
    return replace(rounded, low=low, high=high, keys=keys, everybody=together, wider=True, described=described)


def _everybody(rounded: Everybody | None, found: Everybody | None) -> Everybody | None:
    """The second figure, whose range lies past nil where the unrounded one does."""
    if rounded is None or found is None:
        return rounded
    low, high = _on_its_side(rounded.low, found.low, NIL), _on_its_side(rounded.high, found.high, NIL)
    return rounded if low is None or high is None else replace(rounded, low=low, high=high)


def _compared(rounded: Compared | None, found: Compared | None) -> Compared | None:
    """The comparison group; the range of those who came alone lies past nil where the unrounded one does."""
    if rounded is None or found is None:
        return rounded
    low = _on_its_side(rounded.own_low, found.own_low, NIL)
    return replace(rounded, own_low=low, own_high=_on_its_side(rounded.own_high, found.own_high, NIL))


def _bounds_of_change(found: Measured) -> tuple[float, ...]:
    """Nil and margin, as far as what is said of an outcome tells already on which side of them its change lies."""
    if found.is_clear or found.low is None:
        return found.bounds
    return () if own_verdict(found)[0] is Verdict.CANNOT_TELL else found.bounds[1:]


def _on_its_side(rounded: float | None, found: float | None, bounds: tuple[float, ...]) -> float | None:
    """The rounded figure; where it is a bound that the unrounded one is not, off it by less than is ever printed.

    So it is written "just under" the bound, or "just over", which is as fine as the bound that was rounded to.
    """
    if rounded is None or found is None:
        return rounded
    exact = round(found, EXACT)
    for bound in bounds:
        if round(rounded, EXACT) == round(bound, EXACT) != exact:
            return bound + (SHORT if exact > bound else -SHORT)
    return rounded
