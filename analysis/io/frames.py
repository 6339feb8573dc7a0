"""The one input of every analysis: a wide frame, one row a participant, experiment and wave.

Columns: participant, chapter, wave (text), then where known experiment, arm, version, language, then the item columns
(numbers; NaN where not answered). A row in which nothing was answered is left
out before (`answered_rows`). The order of rows never matters: what is made from a frame goes by participant.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.io.responses_file import BadFrame, read_responses
from analysis.scoring.items_left_out import compared
from analysis.scoring.scoring import Scale, reversed_items, score

__all__ = [
    "AtWaves",
    "BadFrame",
    "answered_rows",
    "at_waves",
    "experiments_dated",
    "first_attendance",
    "in_reverse",
    "paired_scores",
    "read_responses",
    "rows_against_names",
    "wave_scores",
]

DESCRIBING = ("chapter", "experiment", "arm")


def answered_rows(frame: pd.DataFrame, scales: Iterable[Scale]) -> "pd.Series[bool]":
    """Whether each row answers a question of one of these scales at least: a row that answers none counts nowhere.

    "I'd rather not say" and codes listed as missing are no answer.
    """
    found = pd.Series(data=False, index=frame.index)
    for scale in scales:
        answers = frame.reindex(columns=list(scale.items))
        found |= (answers.notna() & ~answers.isin(list(scale.missing))).any(axis="columns")
    return found


def first_attendance(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of each participant's first experiment, so that nobody counts twice; every row where none is named.

    Experiments are in the order of an ordered categorical column where the caller knows their dates, otherwise in the
    natural order of their names ("2" before "10", "2024-05-01" before "2024-11-20").
    """
    if "experiment" not in frame.columns:
        return frame
    order = _experiment_order(frame["experiment"])
    attended = pd.DataFrame({"participant": frame["participant"], "chapter": frame["chapter"], "order": order})
    first = attended.sort_values(["participant", "order", "chapter"]).drop_duplicates("participant")
    chosen = attended.merge(first, on="participant", how="left", suffixes=("", "_first"))
    same = (chosen["order"] == chosen["order_first"]) & (chosen["chapter"] == chosen["chapter_first"])
    return frame[same.to_numpy()]


def experiments_dated(frame: pd.DataFrame) -> bool:
    """Whether the order of the frame's experiments comes from their dates, rather than from their names."""
    kind = frame["experiment"].dtype if "experiment" in frame.columns else None
    return isinstance(kind, pd.CategoricalDtype) and bool(kind.ordered)


def in_reverse(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its experiments in the reverse order of their names, as if that were the order of their dates."""
    names = sorted(frame["experiment"].dropna().unique(), key=_natural, reverse=True)
    return frame.assign(experiment=pd.Categorical(frame["experiment"], names, ordered=True))


def rows_against_names(frame: pd.DataFrame) -> tuple[int, tuple[str, str]] | None:
    """Whose first rows are of another experiment than the one they count with: how many, and two names as in the rows.

    The names are those of one of these people, first the experiment of their first row, then that they count with.
    None where the rows of everybody begin with the experiment that counts, or dates tell which one that is.
    """
    if "experiment" not in frame.columns or experiments_dated(frame):
        return None
    keys = ["participant", "chapter", "experiment"]
    begun, counted = (rows[keys].drop_duplicates("participant") for rows in (frame, first_attendance(frame)))
    both = begun.merge(counted, on="participant", suffixes=("", "_counted"))
    other = both[(both["experiment"] != both["experiment_counted"]) & both["experiment"].notna()]
    return None if other.empty else (len(other), (other["experiment"].iloc[0], other["experiment_counted"].iloc[0]))


def _experiment_order(experiments: "pd.Series[str]") -> "pd.Series[int]":
    """The rank of each row's experiment among all experiments."""
    if isinstance(experiments.dtype, pd.CategoricalDtype) and experiments.dtype.ordered:
        return experiments.cat.codes
    ranks = {name: rank for rank, name in enumerate(sorted(experiments.dropna().unique(), key=_natural))}
    return experiments.map(ranks).fillna(-1).astype(int)


def _natural(name: str) -> tuple[tuple[bool, int, str], ...]:
    """A sorting key that reads runs of digits as numbers."""
    runs = re.findall(r"[0-9]+|[^0-9]+", name)
    return tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in runs)


def paired_scores(frame: pd.DataFrame, scale: Scale, *, before: str = "pre", after: str = "post") -> pd.DataFrame:
    """One row a participant of their first attendance: participant, chapter, experiment, arm, pre, post.

    `pre` and `post` are scores in scale points at the waves `before` and `after`, NaN where there is none; everyone
    with a row at either wave is here. Both scores are over the questions that both waves asked
    (`scoring.items_left_out`). `experiment` and `arm` are empty where the frame has none.
    """
    return wave_scores(frame, scale, waves={"pre": before, "post": after})


def wave_scores(frame: pd.DataFrame, scale: Scale, *, waves: Mapping[str, str]) -> pd.DataFrame:
    """The same with a column for each of these waves, by its name, all over the questions that each of them asked."""
    answers = at_waves(first_attendance(frame), waves)
    return answers.scores(scale, answers.compared(scale))


@dataclass(frozen=True)
class AtWaves:
    """Answers at some waves, sorted out by person once for every scale that is scored from them.

    `people` has a row a participant, in their order: chapter, experiment and arm. `at` has the rows of each wave by the
    name of its column of scores, in the order of participants as well; its index is their row in `people`, from 0.
    """

    waves: Mapping[str, str]
    rows: pd.DataFrame
    people: pd.DataFrame
    at: Mapping[str, pd.DataFrame]

    def compared(self, scale: Scale) -> pd.DataFrame | None:
        """By which of its items each person's scores compare at these waves (`scoring.items_left_out.compared`)."""
        found = compared(self.rows, scale, waves=tuple(self.waves.values()))
        return None if found is None else found.loc[self.people.index]

    def scores(self, scale: Scale, by: pd.DataFrame | None) -> pd.DataFrame:
        """One row a participant as in `paired_scores`, in the order of `people`; `by` is what `compared` gives."""
        described = self.people.reset_index()
        for name, rows in self.at.items():
            described[name] = score(rows, scale, among=None if by is None else by.iloc[rows.index])
        return described

    def items(self, scale: Scale, *, wave: str, chapters: Collection[str]) -> pd.DataFrame:
        """The scale's items after reversal at a wave, one row a participant of these chapters, indexed as `at`."""
        rows = self.at[wave]
        return reversed_items(rows[rows["chapter"].isin(chapters)], scale)


def at_waves(attended: pd.DataFrame, waves: Mapping[str, str]) -> AtWaves:
    """The rows of first attendances (`first_attendance`) at these waves, each by the name of its column of scores."""
    rows = attended[attended["wave"].isin(list(waves.values()))]
    people = rows.reindex(columns=["participant", *DESCRIBING]).groupby("participant", sort=True).first()
    numbered = rows.set_axis(people.index.get_indexer(pd.Index(rows["participant"])), axis="index")
    by_wave = {name: numbered[numbered["wave"] == wave].sort_index() for name, wave in waves.items()}
    return AtWaves(waves, rows, people, by_wave)


def digest_of(responses: pd.DataFrame) -> str:
    """SHA-256 of the responses written down in one fixed way."""
    return hashlib.sha256(responses.to_csv(index=False, lineterminator="\n").encode()).hexdigest()
