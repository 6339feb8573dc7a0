"""How sure a report can be: an evidence badge of 1 to 5 with what speaks for it and what against.

Levels: 1 first signs, 2 early evidence (the same people before and after), 3 fair (a comparison group or a staggered
start, and few lost), 4 good (3, repeated in three chapters or more), 5 strong (drawn by lot, repeated, lasting).
"""

from dataclasses import dataclass

from analysis.wording import Sentence

LABELS = {1: "first signs", 2: "early evidence", 3: "fair evidence", 4: "good evidence", 5: "strong evidence"}
ENOUGH_PAIRS = 20
LOW_LOSS = 0.2
HIGH_LOSS = 0.4
WEAK_RELIABILITY = 0.6
HIGH_CEILING = 0.15


SAME_PEOPLE = "The same people answered before and after"
NOT_SAME_PEOPLE = "Fewer than half of the answers could be joined, before with after"
FEW_PAIRS = "Fewer than {enough:count} people answered both times"
FEW_BESIDE = "Fewer than {enough:count} people of the comparison group answered both times"
MOST_CAME = "Most people who came answered both times"
MISCOUNTED = "More people answered than are recorded as having come: one of the two counts is wrong"
NOT_MOST_CAME = "Half or fewer of those who came answered both times"
MOST_BEFORE = "Most people who answered before answered after, too"
COMPARED = "A comparison group was asked the same questions"
NOT_COMPARED = "No comparison group: other causes are possible"
REPEATED = "Repeated in {k:number} chapters"
LASTING = "Asked again months later"
NOT_LASTING = "Asked on the day: we do not know if it lasts"
BY_LOT = "Who came first was drawn by lot"
VERSIONS = "The questions were not the same before and after"
UNRELIABLE = "The questions of the first outcome do not hang together well"
CEILING = "Many had the best score before they came: they could not rise"
LOST = "Many who answered before did not answer after"


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """The facts a badge is built from: counts of people, shares from 0 to 1, and how the study was made.

    `beside` counts the people of a comparison group who answered both times. `apart` tells that the first outcome's
    questions do not go together, with which nothing is more than a first sign.
    `answered` counts who answered at either wave, `lost` is the share of those before who are missing after;
    `miscounted` tells that more answered than came; what is not known is None.
    """

    pairs: int
    answered: int
    lost: float
    came: int | None = None
    miscounted: bool = False
    compared: bool = False
    randomised: bool = False
    lasting: bool = False
    chapters: int = 1
    versions_differ: bool = False
    reliability: float | None = None
    at_ceiling: float | None = None
    apart: bool = False
    beside: int | None = None


@dataclass(frozen=True)
class Reason:
    """One line under the badge: whether it speaks for the finding, and its sentence."""

    speaks_for: bool
    sentence: Sentence


@dataclass(frozen=True)
class Badge:
    """The level from 1 to 5, its name, and the reasons in the order they are printed."""

    level: int
    label: str
    reasons: tuple[Reason, ...]


def badge(conditions: Conditions) -> Badge:
    """The badge of these conditions; one group before and after never has more than 2, and nothing has less than 1."""
    level = max(1, _reached(conditions) - sum(_faults(conditions).values()))
    return Badge(level=level, label=LABELS[level], reasons=_reasons(conditions))


def _reached(found: Conditions) -> int:
    """The level before anything is taken off."""
    if found.pairs < ENOUGH_PAIRS or not _joined(found) or found.apart:
        return 1
    small = found.beside is not None and found.beside < ENOUGH_PAIRS
    if not found.compared or small or found.lost > LOW_LOSS:
        return 2
    if found.chapters < 3:
        return 3
    return 5 if found.randomised and found.lasting else 4


def _joined(found: Conditions) -> bool:
    return found.answered > 0 and found.pairs >= found.answered / 2


def _faults(found: Conditions) -> dict[str, bool]:
    """Each thing that takes one off, by the sentence that says so."""
    return {
        VERSIONS: found.versions_differ,
        UNRELIABLE: found.apart or (found.reliability is not None and found.reliability < WEAK_RELIABILITY),
        CEILING: found.at_ceiling is not None and found.at_ceiling > HIGH_CEILING,
        LOST: found.lost > HIGH_LOSS,
    }


def _reasons(found: Conditions) -> tuple[Reason, ...]:
    reasons = [
        Reason(_joined(found), Sentence(SAME_PEOPLE if _joined(found) else NOT_SAME_PEOPLE)),
        *_size_reasons(found),
        *([Reason(True, Sentence(REPEATED, {"k": found.chapters}))] if found.chapters >= 3 else []),
        Reason(found.compared, Sentence(COMPARED if found.compared else NOT_COMPARED)),
        *(
            [Reason(False, Sentence(FEW_BESIDE, {"enough": ENOUGH_PAIRS}))]
            if 0 < (found.beside or 0) < ENOUGH_PAIRS
            else []
        ),
        *([Reason(True, Sentence(BY_LOT))] if found.randomised else []),
        Reason(found.lasting, Sentence(LASTING if found.lasting else NOT_LASTING)),
    ]
    return (*reasons, *(Reason(False, Sentence(said)) for said, holds in _faults(found).items() if holds))


def _size_reasons(found: Conditions) -> tuple[Reason, ...]:
    if found.pairs < ENOUGH_PAIRS:
        return (Reason(False, Sentence(FEW_PAIRS, {"enough": ENOUGH_PAIRS})),)
    if found.miscounted:
        return (Reason(False, Sentence(MISCOUNTED)),)
    if found.came is not None:
        most = found.pairs > found.came / 2
        return (Reason(most, Sentence(MOST_CAME if most else NOT_MOST_CAME)),)
    return () if found.lost >= 0.5 else (Reason(True, Sentence(MOST_BEFORE)),)
