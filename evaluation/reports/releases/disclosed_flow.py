"""Who took part, as a release may tell it: the pairs, and never how many answered one time only.

Held back only where they are one or two, such counts would tell of a withdrawal: of two drafts, one holds back what the
other tells. So they are held back whatever they are, also where nobody answered one time only. Of a whole study it is
told about how many others answered at each wave.
"""

from collections.abc import Mapping
from dataclasses import replace

from analysis.disclosure.counted_answers import ROUNDED_TO, rounded_count
from analysis.disclosure.disclosure import MaskedFlow, released_flow
from analysis.disclosure.who_came import TELLS_OF_FEW
from analysis.estimate.estimate import Suppressed
from analysis.sensitivity.attrition import Flow

HELD_BY_LOT = Suppressed("Some answers are held back by lot: a count without them is not that of all who answered.")
FIELDS = ("pre", "post", "pairs", "pre_only", "post_only")


def people_of(flow: Mapping[str, Mapping[str, int]]) -> Flow:
    """Who took part, over all chapters."""
    return Flow(**{field: sum(counts.get(field, 0) for counts in flow.values()) for field in FIELDS})


def disclosed_flow(flow: Mapping[str, Mapping[str, int]], *, below: int, held_by_lot: bool) -> MaskedFlow:
    """How many answered both times, by chapter and in all; the other counts are held back, with the reason why."""
    found, why = released_flow(flow, below=below), HELD_BY_LOT if held_by_lot else TELLS_OF_FEW
    chapters = {
        name: each if isinstance(each, Suppressed) else _pairs(each, why) for name, each in found.chapters.items()
    }
    return replace(found, total=_pairs(found.total, why), chapters=chapters, every={})


def about_others(answered: Mapping[str, int], *, used: int, below: int) -> dict[str, int]:
    """About how many answered at each wave besides the people who answered both times and are `used`.

    How many others there are is rounded by itself, fewer than `below` as nobody, and nothing is added to it: the sum
    of an exact and a rounded count need not be the nearest five of the true one. That, rounded at once, would be cut
    at another place for each number that is used, and several reports of the same others would leave one number of
    them.
    """
    fewest = max(ROUNDED_TO, below)
    return {wave: rounded_count(max(0, count - used), fewest=fewest) or 0 for wave, count in answered.items()}


def _pairs(counts: Mapping[str, int | Suppressed], why: Suppressed) -> dict[str, int | Suppressed]:
    return {field: count if field == "pairs" else why for field, count in counts.items()}
