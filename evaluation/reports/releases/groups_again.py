"""How many people of each group of experiments answered again at a further wave, as a report of that group could tell.

A study's report stands beside those of its chapters and workshops: what is told of all, less what these tell of some,
is told of the others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.io.frames import at_waves, first_attendance
from analysis.scoring.scoring import Scale
from evaluation.domain.experiment_roles import ExperimentRole
from evaluation.impact_report.build.later.further_waves import FURTHER, MONTHS_LATER
from evaluation.store.releases.ledger import BOTH

CAME, COMPARISON = "came", "beside"


@dataclass(frozen=True, kw_only=True)
class CountedAgain:
    """How many people of one place and side answered again, `of` how many of whom a release tells.

    `group` names the experiments of a place that are told of together; empty where it is all of a place.
    """

    place: str
    side: str
    people: int
    of: int
    wave: str = MONTHS_LATER
    group: str = ""

    def lacks_few(self, below: int) -> bool:
        """Whether they are fewer, by fewer people than may be told of."""
        return 0 < self.of - self.people < below

    @property
    def among(self) -> tuple[str, str, str, str]:
        """What is told of together: counts of these by several outcomes stand beside one another."""
        return self.wave, self.side, self.place, self.group


AgainByGroup = Mapping[str, Sequence[CountedAgain]]
"""The groups of each outcome, at each further wave of which something is told."""


def groups_again(frame: pd.DataFrame, scales: Sequence[Scale]) -> AgainByGroup:
    """Who answered again, by outcome and group, from the answers that are told of."""
    attended, there = first_attendance(frame), set(frame["wave"].unique())
    waves = [wave for wave in FURTHER if wave in there]
    return {scale.id: [each for wave in waves for each in _of_wave(attended, scale, wave)] for scale in scales}


def _of_wave(attended: pd.DataFrame, scale: Scale, wave: str) -> Iterator[CountedAgain]:
    pairs = _complete(attended, scale, BOTH)
    again = set(_complete(attended, scale, (*BOTH, wave))["participant"])
    people = pairs.assign(arm=pairs["arm"].astype(object), again=pairs["participant"].isin(again))
    groups: Any = people.groupby(["chapter", "experiment", "arm"], dropna=False, observed=True)["again"]
    for (chapter, experiment, arm), answered in groups:
        if answered.any():
            yield CountedAgain(
                place=str(chapter),
                side=COMPARISON if arm == ExperimentRole.COMPARISON else CAME,
                people=int(answered.sum()),
                of=len(answered),
                wave=wave,
                group=str(experiment),
            )


def _complete(attended: pd.DataFrame, scale: Scale, waves: Sequence[str]) -> pd.DataFrame:
    answers = at_waves(attended, {wave: wave for wave in waves})
    return answers.scores(scale, answers.compared(scale)).dropna(subset=list(waves))
