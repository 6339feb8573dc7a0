"""Whether how many people came tells of one or two of them who answered at one wave only."""

from collections.abc import Collection, Mapping

from analysis.estimate.estimate import Suppressed

MOST = 2
"""Who is held back is one person, or as many as this."""

SIDES = {"pre": "pre_only", "post": "post_only"}
"""Who answered at a wave, and of them who answered at this one only; the others are the pairs, which are printed."""
TELLS_OF_FEW = Suppressed("Held back, because it could tell what one or two people did.")


def came_tells(counts: Mapping[str, int | Suppressed]) -> bool:
    """Whether how many came leaves who answered at one wave only no choice between one and two.

    Who came holds everybody who answered. Less those who are printed, it leaves room for those who answered at a wave
    that is held back: where there is room for two at most, they are one, or all who came answered and they are known.
    """
    held = [wave for wave in SIDES if counts.get(wave) == TELLS_OF_FEW]
    others = [wave for wave in SIDES if wave not in held]
    came, known = counts.get("came"), counts.get(others[0] if len(others) == 1 else "pairs")
    if not held or not isinstance(came, int) or not isinstance(known, int):
        return False
    return came - known <= MOST * len(held)


def of_every_chapter(
    shown: Mapping[str, Mapping[str, int]], flow: Mapping[str, Mapping[str, int]], *, below: int, small: Collection[int]
) -> dict[str, int]:
    """How many answered before, and both times, of all chapters, where those left out are enough people together.

    Where nobody answered both times, how many did after, too: then those who are lost may be there by another code.
    Nobody of them who answered both times tells of nobody; one or two who are lost among them would be told of.
    """
    left_out = [counts for chapter, counts in flow.items() if chapter not in shown]
    if not left_out or not all({"pre", "pairs"} <= set(counts) for counts in flow.values()):
        return {}
    before, twice = (sum(counts[name] for counts in left_out) for name in ("pre", "pairs"))
    if before < below or 0 < twice < below or before - twice in small:
        return {}
    total = {name: sum(counts[name] for counts in flow.values()) for name in ("pre", "pairs")}
    after = sum(counts.get("post", 0) for counts in flow.values())
    return total | ({"post": after} if not total["pairs"] and after >= below else {})
