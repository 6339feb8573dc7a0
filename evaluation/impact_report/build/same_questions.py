"""A score compares the questions that both waves asked: what follows where they did not ask the same, and what is said.

The rule itself is `analysis.scoring.items_left_out`.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

import pandas as pd

from analysis.disclosure.disclosure import too_few
from analysis.estimate.estimate import Suppressed
from analysis.io.frames import AtWaves
from analysis.scoring.items_left_out import Asked, differences
from analysis.scoring.scoring import Scale

BOTH = ("pre", "post")
OTHERWISE = Suppressed("Too few of its questions were asked both before and after: no change is told.")
NOT_ASKED = Suppressed("It was not asked there, or by too few of its questions for a score.")


def withheld(differ: Sequence[Asked], *, below: int) -> Callable[..., Suppressed]:
    """Why nothing is told of everybody, of a chapter, or of a chapter's experiment: too few pairs, or other questions.

    What is given takes the place: nothing, a chapter, or a chapter and an experiment.
    """
    apart = [each for each in differ if not each.compares]
    where = [place for each in apart for place in each.places]
    everywhere = any(not each.places for each in apart)

    def why(*place: str) -> Suppressed:
        there = any(found[: len(place)] == place for found in where) if place else False
        return OTHERWISE if everywhere or there else too_few(below, it=True, in_each=not place)

    return why


def items_shown(
    answers: AtWaves, scale: Scale, differ: Sequence[Asked], *, chapters: Collection[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Items before and after of everybody in these chapters; of a scale compared by some of its items these alone.

    Where a scale does not compare at all, each wave has the items that it asked.
    """
    before, after = (answers.items(scale, wave=wave, chapters=chapters) for wave in BOTH)
    if not differ:
        return before, after
    used = {item for each in differ for item in (scale.items if each.places else each.used)}
    return _shown(before, used), _shown(after, used)


def _shown(items: pd.DataFrame, used: set[str]) -> pd.DataFrame:
    answered = [item for item in items.columns if items[item].notna().any()]
    return items[[item for item in answered if item in used or not used]]


def asked_later(rows: pd.DataFrame, scale: Scale, further: Iterable[str]) -> list[Asked]:
    """How the questions differed between before, after and each further wave, beyond what before and after tell."""
    found = [each for wave in further for each in differences(rows, scale, waves=(*BOTH, wave))]
    known = set(differences(rows, scale, waves=BOTH)) if found else set()
    return [each for each in found if replace(each, waves=BOTH) not in known]
