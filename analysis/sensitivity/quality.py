"""Looking for answers that may not be what somebody meant. Nothing is thrown out here: the plan decides what counts.

The frame is as in `analysis.io.frames`, a row a response as it was sent, with more columns: mode (phone, kiosk, paper),
started_at and submitted_at (moments), late (true or false).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
import pandas as pd

from analysis.estimate.estimate import Estimate, NotEstimable
from analysis.estimate.ordinal import wilson
from analysis.scoring.scoring import Scale, score
from analysis.thresholds import is_high_ceiling

SECONDS_AN_ITEM = 1.2
"""Nobody reads and answers a question in less."""
STRAIGHT_ITEMS = 5
ON_PAPER = frozenset({"paper"})
"""Modes whose moments are those of keying, or of a file put in; those of every other are the answering device's."""
ALIKE_ITEMS, ALIKE_VALUES = 8, 3
"""Answers of two people are suspiciously alike where this many are equal and this many different values are among
them."""
ANSWERED = 2 / 3
NOTHING_KEYED_TWICE = NotEstimable("No sheet was keyed twice, so the keying errors cannot be counted.")


class Flag(StrEnum):
    """What is looked for."""

    REPEATED = "repeated"
    ALIKE = "alike"
    STRAIGHT = "straight"
    TOO_FAST = "too_fast"
    ORDER = "order"
    VERSIONS = "versions"
    MISSING = "missing"
    LATE = "late"
    CEILING = "ceiling"
    PAPER = "paper"


OF_ANSWERS = frozenset({Flag.ALIKE, Flag.STRAIGHT, Flag.MISSING, Flag.CEILING})
"""What is found in answers themselves; the others are found in how and when they were sent."""

SENTENCES: Mapping[Flag, tuple[str, str]] = {
    Flag.REPEATED: (
        "One person answered the same questionnaire more than once.",
        "The first answers count.",
    ),
    Flag.ALIKE: (
        "Somebody gave just the answers that somebody else had given, at every question.",
        "Both are kept.",
    ),
    Flag.STRAIGHT: (
        "Somebody gave one and the same answer to all questions of a form, five of them or more.",
        "They are kept.",
    ),
    Flag.TOO_FAST: ("Somebody took less than 1.2 seconds a question.", "They are kept."),
    Flag.ORDER: ("Somebody sent After earlier than Before.", "They are kept as they were sent."),
    Flag.VERSIONS: (
        "Somebody was asked Before and After by different versions of the questionnaire.",
        "They are kept, and the report warns of it.",
    ),
    Flag.MISSING: (
        "Somebody left more than a third of the questions without an answer.",
        "They are kept; a score needs two thirds of its questions, unless the plan says otherwise.",
    ),
    Flag.LATE: ("Answers arrived after the questionnaire was closed.", "They are kept."),
    Flag.CEILING: (
        "Somebody was at the best possible score of {scale} already before.",
        "They are kept; a rise cannot be seen in them.",
    ),
    Flag.PAPER: (
        "A field of a paper form was keyed wrongly the first time.",
        "It was settled by a third decision.",
    ),
}
"""What was looked for, and what a report does about it: English as the key of a message; others translate it whole."""


@dataclass(frozen=True, kw_only=True)
class AskedItems:
    """What was asked: items by wave in the order shown, and blocks of items that are answered in one form."""

    items: Mapping[str, tuple[str, ...]]
    blocks: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class QualityCheck:
    """One look: how many of how many were found; `about` fills the sentence, `share` is with its interval.

    `yes_or_no` tells of a ceiling that it is that of one yes/no question, `held_back` that its count is not told.
    """

    flag: Flag
    count: int
    of: int
    about: Mapping[str, str] = field(default_factory=dict)
    share: Estimate | NotEstimable | None = None
    yes_or_no: bool = False
    held_back: bool = False

    @property
    def found(self) -> str:
        """What was looked for, as a message."""
        return SENTENCES[self.flag][0]

    @property
    def done(self) -> str:
        """What a report does about it, as a message."""
        return SENTENCES[self.flag][1]


def checks(
    frame: pd.DataFrame, asked: AskedItems, *, scales: Sequence[Scale] = (), flagged: pd.DataFrame | None = None
) -> tuple[QualityCheck, ...]:
    """Every look at responses and at scales, those that found nothing as well; `flagged` is what `row_flags` gives."""
    flagged = row_flags(frame, asked) if flagged is None else flagged
    rows = [QualityCheck(flag=Flag(name), count=int(flagged[name].sum()), of=len(frame)) for name in flagged.columns]
    before = without_flagged(frame, flagged, flags=[Flag.REPEATED])
    before = before[before["wave"] == "pre"]
    unanswered = sorted({item for scale in scales for item in scale.items} - set(before.columns))
    before = before.reindex(columns=[*before.columns, *unanswered])
    return (*rows, *(ceiling(before, scale) for scale in scales if scale.direction != "not stated"))


def checks_of_people(
    frame: pd.DataFrame, asked: AskedItems, *, scales: Sequence[Scale] = ()
) -> tuple[QualityCheck, ...]:
    """The looks at answers themselves, each person counted once, on however many forms it is found."""
    whose = row_flags(frame, asked).groupby(frame["participant"].to_numpy()).any()
    of_forms = [check for check in checks(frame, asked, scales=scales) if check.flag in OF_ANSWERS]
    return tuple(
        replace(check, count=int(whose[check.flag.value].sum()), of=len(whose)) if check.flag.value in whose else check
        for check in of_forms
    )


def together(looks: Iterable[Iterable[QualityCheck]]) -> tuple[QualityCheck, ...]:
    """The checks of several experiments as one: counts added, shares estimated anew, in the order of `Flag`."""
    kept: dict[tuple[Flag, tuple[tuple[str, str], ...]], list[QualityCheck]] = {}
    for check in (check for look in looks for check in look):
        kept.setdefault((check.flag, tuple(check.about.items())), []).append(check)
    order = list(Flag)
    added = [_added(same) for same in kept.values()]
    return tuple(sorted(added, key=lambda check: order.index(check.flag)))


def _added(same: list[QualityCheck]) -> QualityCheck:
    count, of = sum(check.count for check in same), sum(check.of for check in same)
    share = wilson(count / of, of) if of and same[0].share is not None else same[0].share
    return replace(same[0], count=count, of=of, share=share, held_back=any(check.held_back for check in same))


def row_flags(frame: pd.DataFrame, asked: AskedItems) -> pd.DataFrame:
    """Whether each response shows each thing that a response can show; a column a flag, the frame's rows.

    Each is looked at beside those of its own experiment, whichever others are in the frame.
    """
    found = {
        Flag.REPEATED: frame.duplicated(["participant", "experiment", "wave"]),
        Flag.ALIKE: _alike(frame, asked),
        Flag.STRAIGHT: _straight(frame, asked),
        Flag.TOO_FAST: _too_fast(frame, asked),
        Flag.ORDER: _out_of_order(frame),
        Flag.VERSIONS: _mixed_versions(frame),
        Flag.MISSING: _answered(frame, asked) < ANSWERED,
        Flag.LATE: frame["late"].astype(bool),
    }
    return pd.DataFrame({flag.value: column for flag, column in found.items()}, index=frame.index).astype(bool)


def without_flagged(frame: pd.DataFrame, flagged: pd.DataFrame, *, flags: Iterable[Flag]) -> pd.DataFrame:
    """The rows that show none of these flags: the headline once more, without what may not be meant."""
    return frame[~flagged[[flag.value for flag in flags]].any(axis="columns")]


def ceiling(before: pd.DataFrame, scale: Scale) -> QualityCheck:
    """How many began at the best possible score of a scale; `before` has the rows of Before alone."""
    scores = score(before, scale).dropna()
    best = scale.maximum if scale.direction == "higher" else scale.minimum
    top, n = int(np.isclose(scores, best).sum()), len(scores)
    share = wilson(top / n, n) if n else NotEstimable("Nobody has a score before.")
    return QualityCheck(
        flag=Flag.CEILING,
        count=top,
        of=n,
        about={"scale": scale.label},
        share=share,
        yes_or_no=scale.is_yes_or_no,
    )


def too_high(check: QualityCheck) -> bool:
    """Whether a ceiling leaves too little room: so many began at the best possible score."""
    known = check.flag is Flag.CEILING and check.of > 0
    return known and is_high_ceiling(check.count / check.of, yes_or_no=check.yes_or_no)


def paper_errors(errors: int, fields: int) -> QualityCheck:
    """Fields that were keyed wrongly the first time, of all that were keyed twice.

    Estimand: the chance that a field is keyed wrongly in one pass, judged by what was settled. Interval: Wilson's score
    interval. Assumption: fields independent, and two passes never wrong in the same way. Reference: Wilson 1927,
    Journal of the American Statistical Association 22:209.
    """
    share = wilson(errors / fields, fields) if fields else NOTHING_KEYED_TWICE
    return QualityCheck(flag=Flag.PAPER, count=errors, of=fields, share=share)


def _answered(frame: pd.DataFrame, asked: AskedItems) -> "pd.Series[float]":
    """The share of its questions that each response answers; 1 where a wave asks none in numbers."""
    share = pd.Series(1.0, index=frame.index)
    for wave, items in asked.items.items():
        rows = frame.index[frame["wave"] == wave]
        if items:
            share[rows] = frame.loc[rows].reindex(columns=list(items)).notna().mean(axis="columns")
    return share


def _too_fast(frame: pd.DataFrame, asked: AskedItems) -> "pd.Series[bool]":
    """Answered on a screen in less time than reading takes, by what is surely known: from agreeing to arriving."""
    items = sorted({item for items in asked.items.values() for item in items})
    answered = frame.reindex(columns=items).notna().sum(axis="columns")
    took = (pd.to_datetime(frame["submitted_at"], utc=True) - pd.to_datetime(frame["started_at"], utc=True)).dt
    return ~frame["mode"].isin(ON_PAPER) & (answered > 0) & (took.total_seconds() < SECONDS_AN_ITEM * answered)


def _straight(frame: pd.DataFrame, asked: AskedItems) -> "pd.Series[bool]":
    found = pd.Series(False, index=frame.index)
    for block in asked.blocks:
        answers = frame.reindex(columns=list(block))
        enough = answers.notna().sum(axis="columns") >= STRAIGHT_ITEMS
        found |= enough & (answers.max(axis="columns") == answers.min(axis="columns"))
    return found


def _alike(frame: pd.DataFrame, asked: AskedItems) -> "pd.Series[bool]":
    """Answers that somebody else at the same wave has given before, all of them, varied enough not to be chance."""
    items = sorted({item for items in asked.items.values() for item in items})
    answers = frame.reindex(columns=items)
    varied = (answers.notna().sum(axis="columns") >= ALIKE_ITEMS) & (_distinct(answers) >= ALIKE_VALUES)
    of = pd.concat([frame[["participant", "experiment", "wave"]], answers], axis="columns")
    others = of.drop_duplicates(["participant", "experiment", "wave"]).index
    again = of.loc[others].duplicated(["experiment", "wave", *items]).reindex(frame.index, fill_value=False)
    return varied & again


def _distinct(answers: pd.DataFrame) -> "pd.Series[int]":
    """How many different answers each row has; blanks, which sort last, are none."""
    ordered = np.sort(answers.to_numpy(dtype=float), axis=1)
    steps = (np.diff(ordered, axis=1) > 0).sum(axis=1)
    return pd.Series(steps, index=answers.index) + answers.notna().any(axis="columns")


def _out_of_order(frame: pd.DataFrame) -> "pd.Series[bool]":
    """After on a screen, sent earlier than the same person's Before on a screen."""
    screen = frame[~frame["mode"].isin(ON_PAPER)]
    sent = pd.to_datetime(screen["submitted_at"], utc=True)
    whose = [screen["participant"], screen["experiment"].astype(str)]
    first = sent.where(screen["wave"] == "pre").groupby(whose).transform("min")
    return ((screen["wave"] == "post") & (sent < first)).reindex(frame.index, fill_value=False)


def _mixed_versions(frame: pd.DataFrame) -> "pd.Series[bool]":
    """After of somebody whose Before was of another version, or of another instrument."""
    whose = [frame["participant"], frame["experiment"].astype(str)]
    asked = frame["instrument"].astype(str) + "/" + frame["version"].astype(str)
    before = asked.where(frame["wave"] == "pre").groupby(whose).transform("first")
    return (frame["wave"] == "post") & before.notna() & (asked != before)
