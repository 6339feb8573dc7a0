"""Who took part, as bars within bars: who came, of them who answered at all, and of them who answered both times."""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.disclosure.disclosure import SMALL

FIELDS = ("came", "pre", "post", "pairs", "pre_only", "post_only")
LENGTH = 150.0


@dataclass(frozen=True, kw_only=True)
class FlowFigure:
    """Places on a line of 150: both from 0, then before only, then after only; `came` where the outline ends."""

    came: float | None
    both: float
    before_only: float
    after_only: float
    counts: Mapping[str, int]


def most_of(counts: object) -> int:
    """The largest count of a group that may be drawn; 0 where none may."""
    known = _known(counts)
    return max(known.get("came", 0), _answered(known)) if known else 0


def flow_of(counts: object, *, longest: int) -> FlowFigure | None:
    """The bars of these counts on a line as long as the largest group; None where a count may not be read off."""
    known = _known(counts)
    if not known or not longest:
        return None
    unit = LENGTH / longest
    return FlowFigure(
        came=round(known["came"] * unit, 1) if "came" in known else None,
        both=round(known["pairs"] * unit, 1),
        before_only=round(known["pre_only"] * unit, 1),
        after_only=round(known["post_only"] * unit, 1),
        counts=known,
    )


def _known(counts: object) -> dict[str, int]:
    """The counts by field; none where one of them is of one or two people."""
    if not isinstance(counts, Mapping):
        return {}
    known = {field: counts[field] for field in FIELDS if isinstance(counts.get(field), int)}
    drawn = {"pairs", "pre_only", "post_only"} <= set(known) and not any(count in SMALL for count in known.values())
    return known if drawn else {}


def _answered(known: Mapping[str, int]) -> int:
    return known["pairs"] + known["pre_only"] + known["post_only"]
