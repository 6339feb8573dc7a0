"""Forms that stand alone as an export tells them: in a wave, what is left out of one of them is left out of all.

They are told without where. Whatever is left out of the answers of one chapter alone would say where a form is from,
and a form that holds more than the others, or less, would stand out.
"""

import random
from collections.abc import Collection, Hashable, Mapping, Sequence

import pandas as pd

from analysis.scoring.scoring import Scale
from evaluation.reports.releasable_outcomes import Printed, answered_both, left_out_at
from evaluation.reports.single_answers.anonymous import singly
from evaluation.reports.single_answers.asked_alike import not_asked_alike
from evaluation.reports.single_answers.codebook import follow_columns
from evaluation.store.releases.ledger import BOTH
from instruments import Version


def forms_alone(
    answers: pd.DataFrame,
    kept: Collection[Hashable],
    *,
    scales: Sequence[Scale],
    printed: Printed,
    asked: Collection[Version],
    below: int,
    rng: random.Random,
) -> pd.DataFrame:
    """The forms in the rows `kept`, in chance order, with the same columns left out of all of a wave.

    `answers` are those of the study with nothing left out. A column is left out of a wave that is left out there of
    any chapter, or that the versions `asked` do not ask alike; and one that some people lack, where fewer than `below`
    would stand out by what they lack or have.
    """
    disclosed = answers.copy()
    for wave, forms in answers.loc[list(kept)].groupby("wave"):
        unlike = not_asked_alike(asked, str(wave))
        left = _left_out(answers, scales, printed, forms, wave=str(wave))
        left += [item for item in answers.columns if item in unlike and item not in left]
        disclosed.loc[forms.index, left] = float("nan")
        whole = [scale for scale in scales if wave not in BOTH and not {*left} & {*scale.items}]
        lacks = {scale: ~answered_both(answers, scale)[forms.index] for scale in whole}
        lacking = {scale: who for scale, who in lacks.items() if who.any()}
        telling = _would_stand_out(lacking, below=below)
        for scale, who in lacking.items():
            items = [item for item in scale.items if item in answers.columns]
            disclosed.loc[forms.index if telling else who.index[who], items] = float("nan")
    return singly(disclosed, kept, rng=rng, following=follow_columns(asked))


def _left_out(
    answers: pd.DataFrame, scales: Sequence[Scale], printed: Printed, forms: pd.DataFrame, *, wave: str
) -> list[str]:
    """What is left out at a wave of any group; of what is asked later, of any whose chapter has forms of then."""
    there = {*forms["chapter"]}
    left = dict[str, None]()
    for (chapter, _), allowed in printed.items():
        for when in (*BOTH, wave) if chapter in there else BOTH:
            left |= dict.fromkeys(left_out_at(answers, scales, allowed, wave=when))
    return list(left)


def _would_stand_out(lacking: Mapping[Scale, "pd.Series[bool]"], *, below: int) -> bool:
    """Whether fewer than `below` forms lack the same scales."""
    patterns = pd.DataFrame(dict(enumerate(lacking.values())))
    return len(lacking) > 0 and int(patterns.value_counts().min()) < below
