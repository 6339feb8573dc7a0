"""Sentences come from rules, never from a writer: which one fits an outcome, and the values that go into it.

A `Sentence` is a message of `analysis.phrases` with its values and the keys of the figures it states; whoever shows it
writes it in the reader's language. The rules are symmetric: flipping the sign of every change gives the mirrored words.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from string import Formatter

from analysis import phrases
from analysis.phrases import Finding, Reach, Verdict, Way
from analysis.scoring import Direction

TOO_FEW_TO_REPORT_BELOW = 5
TOO_FEW_TO_SAY_BELOW = 10
DRAWN_FROM = 20
LONGEST_HEADLINE = 14
IN_WHOM = (" in ", " mewn ")
"""Where an outcome's label parts into what and in whom, in the languages of reports."""
FEW_CHAPTERS = 4
LABEL = re.compile(r"\{outcome:\w+\}")
PLACE = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True)
class Sentence:
    """A message, the values of its places, and the keys of the figures it states in the machine-readable report.

    `people` are behind these figures, for whoever writes them as finely as their people allow; None where it is said
    of no figure.
    """

    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    figures: tuple[str, ...] = ()
    people: int | None = None


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One outcome as the rules see it, all in scale points: its average change with the 95 % limits, and who moved.

    `pre` and `post` are average scores; `low` and `high` are None where no interval can be had; `margin` is the
    smallest change worth counting and `direction` the better way; `up` and `down` count people beyond the margin, or
    at all where there is none, and are None where the counts may not be printed. `keys` names each value's figure in
    the machine-readable report.
    """

    outcome: str
    minimum: float
    maximum: float
    n: int
    margin: float | None = None
    direction: Direction = "higher"
    pre: float | None = None
    post: float | None = None
    change: float | None = None
    low: float | None = None
    high: float | None = None
    up: int | None = None
    down: int | None = None
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Chapters:
    """Which chapters stand behind an average: `k` with results out of `names`, `without` those that have none."""

    k: int
    names: tuple[str, ...]
    without: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, object]:
        """The values that messages about chapters name."""
        return {"k": self.k, "K": len(self.names), "names": self.without}


def verdict(measured: Measured) -> Finding:
    """What may be said of an outcome and which way it moved: the first rule that fits."""
    if measured.n < TOO_FEW_TO_REPORT_BELOW or measured.change is None:
        return Verdict.TOO_FEW_TO_REPORT, Way.NEITHER
    if measured.n < TOO_FEW_TO_SAY_BELOW:
        return Verdict.TOO_FEW_TO_SAY, Way.NEITHER
    if measured.low is None or measured.high is None:
        return Verdict.CANNOT_TELL, Way.NEITHER
    return verdict_of_range(
        measured.change, measured.low, measured.high, margin=measured.margin, direction=measured.direction
    )


def verdict_of_range(
    change: float, low: float, high: float, *, margin: float | None, direction: Direction = "higher"
) -> Finding:
    """The rule for a change with its 95 % limits against the smallest change worth counting, all in scale points.

    A range that reaches past the margin on one side only tells that a change as large as the margin did not come the
    other way. That is a finding where it is the way looked for, the better one; otherwise we cannot tell.
    """
    if high < 0:
        found, way = verdict_of_range(-change, -high, -low, margin=margin)
        return found, Way(-way)
    if low > 0:
        return _size_of_rise(change, low, margin=margin), Way.RISE
    bound = 0.0 if margin is None else margin
    return {
        (True, True, direction): (Verdict.SAME, Way.NEITHER),
        (False, True, "higher"): (Verdict.NOT_AS_MUCH, Way.RISE),
        (True, False, "lower"): (Verdict.NOT_AS_MUCH, Way.FALL),
    }.get((low > -bound, high < bound, direction), (Verdict.CANNOT_TELL, Way.NEITHER))


def _size_of_rise(change: float, low: float, *, margin: float | None) -> Verdict:
    if margin is None:
        return Verdict.MORE
    if low >= margin:
        return Verdict.CLEARLY
    return Verdict.MORE if change >= margin else Verdict.LITTLE


def reach(low: float | None, high: float | None) -> Reach:
    """Where a range lies once its ends are printed with one decimal, so that words and figures agree."""
    if low is None or high is None:
        return Reach.UNKNOWN
    if low > 0:
        return Reach.RISE
    if high < 0:
        return Reach.FALL
    falls, rises = round(low, 1) < 0, round(high, 1) > 0
    if falls and rises:
        return Reach.EITHER
    if falls:
        return Reach.FALL_TO_NONE
    return Reach.NONE_TO_RISE if rises else Reach.NONE


def headline(measured: Measured, *, chapters: Chapters | None = None) -> Sentence:
    """The one line a report leads with, of at most fourteen words; ranges are left to the lede."""
    if chapters is not None and 0 < chapters.k < 3 and measured.n >= TOO_FEW_TO_REPORT_BELOW:
        message = phrases.ONE_CHAPTER if chapters.k == 1 else phrases.NOT_AVERAGED
        return statement(message, measured, extra={"k": chapters.k})
    found = verdict(measured)
    if found[0] in (Verdict.TOO_FEW_TO_REPORT, Verdict.TOO_FEW_TO_SAY):
        return _too_few(measured, found[0])
    forms = (phrases.HERE if chapters is None else phrases.ACROSS)[found]
    return _fitting(forms, measured, extra={} if chapters is None else chapters.values)


def row(measured: Measured, *, across: bool = False) -> Sentence:
    """One sentence that holds an outcome's verdict with its figures, for a lede's second outcome or a list."""
    found = verdict(measured)
    if found[0] in (Verdict.TOO_FEW_TO_REPORT, Verdict.TOO_FEW_TO_SAY):
        return _too_few(measured, found[0])
    if measured.low is None:
        return statement(phrases.HERE[found][0], measured)
    return statement((phrases.ROWS_ACROSS if across else phrases.ROWS_HERE)[found][0], measured)


def lede_here(measured: Measured) -> tuple[Sentence, ...]:
    """What follows the headline of one workshop or one chapter: from where to where, the likely range, the margin.

    Who moved stands here only where people are too few to be drawn one by one.
    """
    if verdict(measured)[0] is Verdict.TOO_FEW_TO_REPORT:
        return ()
    levels = statement(phrases.LEVELS[reach(measured.low, measured.high)], measured)
    return (levels, *_against_margin(measured), *(moved(measured) if measured.n < DRAWN_FROM else ()))


def lede_across(
    measured: Measured, *, chapters: Chapters, new_chapter: tuple[float, float] | None
) -> tuple[Sentence, ...]:
    """What follows a headline across chapters: the average, its range, the margin, and where a new chapter may land."""
    if verdict(measured)[0] is Verdict.TOO_FEW_TO_REPORT:
        return ()
    if chapters.k < 3:
        return (Sentence(phrases.SIDE_BY_SIDE),) if chapters.k == 2 else ()
    average = statement(phrases.AVERAGE_CHANGE[reach(measured.low, measured.high)], measured)
    few = [Sentence(phrases.FEW_CHAPTERS, {"k": chapters.k})] if chapters.k <= FEW_CHAPTERS else []
    return (average, *_against_margin(measured), *_new_chapter(measured, new_chapter), *few)


def moved(measured: Measured) -> tuple[Sentence, ...]:
    """How many people moved up and how many down: both or neither, and that some of it is chance."""
    if measured.up is None or measured.down is None:
        return ()
    return (statement(phrases.MOVED_AT_ALL if measured.margin is None else phrases.MOVED, measured),)


def quote(
    measured: Measured, *, workshops: int | None = 1, chapters: Chapters | None = None, one_chapter: bool = True
) -> tuple[Sentence, ...]:
    """A sentence that may be quoted: who answered, average, range, up and down; empty where there is too little.

    `workshops` is None where they are not known; `one_chapter` tells a workshop or a chapter from an average.
    """
    few = verdict(measured)[0] in (Verdict.TOO_FEW_TO_REPORT, Verdict.TOO_FEW_TO_SAY)
    if few or measured.low is None or (chapters is not None and chapters.k < 3):
        return ()
    everybody = chapters is not None and not chapters.without
    message = _who_here(workshops) if one_chapter else _who_across(workshops, everybody=everybody)
    who = statement(message, measured, extra=_quoted(workshops, chapters))
    said = (phrases.QUOTE_LEVELS, phrases.QUOTE_RANGE) if one_chapter else (phrases.QUOTE_CHANGE,)
    return (who, *(statement(message, measured) for message in said), *moved(measured))


def _who_here(workshops: int | None) -> str:
    return phrases.QUOTE_HERE if workshops in (None, 1) else phrases.QUOTE_CHAPTER


def _who_across(workshops: int | None, *, everybody: bool) -> str:
    if workshops is None:
        return phrases.QUOTE_CHAPTERS_ALL if everybody else phrases.QUOTE_CHAPTERS
    return phrases.QUOTE_ACROSS_ALL if everybody else phrases.QUOTE_ACROSS


def _quoted(workshops: int | None, chapters: Chapters | None) -> dict[str, object]:
    return {"workshops": workshops, **(chapters.values if chapters else {})}


def may_not_say(measured: Measured, *, one_workshop: bool = True) -> Sentence:
    """What nobody may say with this report in hand."""
    found, way = verdict(measured)
    if found in (Verdict.TOO_FEW_TO_REPORT, Verdict.TOO_FEW_TO_SAY):
        return Sentence(phrases.NOT_TOO_FEW)
    if way is not Way.NEITHER and found is not Verdict.NOT_AS_MUCH:
        return Sentence(phrases.NOT_THE_CAUSE if one_workshop else phrases.NOT_THE_CAUSE_MANY)
    return statement(phrases.NOT_MOVED if one_workshop else phrases.NOT_MOVED_MANY, measured)


def coverage(chapters: Chapters) -> Sentence:
    """How many chapters have results, and which have none yet."""
    both = phrases.CHAPTERS_BOTH if chapters.k == 2 else phrases.CHAPTERS_ALL
    return Sentence(phrases.CHAPTERS_SOME if chapters.without else both, chapters.values)


def differ(outcome: str, *, lowest_tau2: float | None, key: str = "") -> Sentence:
    """Whether chapters differ: only where the Q-profile lower limit of the variance between them is above zero."""
    keys = (key,) if key else ()
    if lowest_tau2 is not None and lowest_tau2 > 0:
        return Sentence(phrases.DIFFER, {"outcome": outcome}, keys)
    return Sentence(phrases.CANNOT_TELL_DIFFER, {}, keys)


def statement(message: str, measured: Measured, *, extra: Mapping[str, object] | None = None) -> Sentence:
    """The message with those of the outcome's values that it names."""
    names = [name for _, name, _, _ in Formatter().parse(message) if name]
    given = {**vars(measured), **(extra or {})}
    values = {name: given[name] for name in names}
    return Sentence(message, values, figures_of(measured, *names), people=measured.n)


def figures_of(measured: Measured, *names: str) -> tuple[str, ...]:
    """The keys of the figures behind the named values, in order."""
    return tuple(dict.fromkeys(measured.keys[name] for name in names if name in measured.keys))


def _too_few(measured: Measured, found: Verdict) -> Sentence:
    if found is Verdict.TOO_FEW_TO_REPORT:
        return Sentence(phrases.TOO_FEW_TO_REPORT)
    return statement(phrases.TOO_FEW_TO_SAY, measured)


def _against_margin(measured: Measured) -> tuple[Sentence, ...]:
    message = phrases.AGAINST_MARGIN.get(verdict(measured)[0])
    return () if message is None else (statement(message, measured),)


def _new_chapter(measured: Measured, interval: tuple[float, float] | None) -> tuple[Sentence, ...]:
    if interval is None:
        return ()
    low, high = interval
    keys = figures_of(measured, "prediction")
    return (Sentence(phrases.NEW_CHAPTER[reach(low, high)], {"low": low, "high": high}, keys, people=measured.n),)


def short(label: str) -> str:
    """An outcome's label for a narrow place: what, without in whom; a label of one part stays whole."""
    return next((label.partition(parts)[0] for parts in IN_WHOM if parts in label), label)


def _fitting(forms: Iterable[str], measured: Measured, *, extra: Mapping[str, object]) -> Sentence:
    """The first form of at most fourteen words, its label whole if it can be, else short; where none is, cut to fit."""
    ordered = tuple(forms)
    room = {form: LONGEST_HEADLINE - len(PLACE.sub("x", LABEL.sub("", form)).split()) for form in ordered}
    for label in dict.fromkeys((measured.outcome, short(measured.outcome))):
        for form in ordered:
            if len(label.split()) <= room[form]:
                return statement(form, measured, extra={**extra, "outcome": label})
    shortest = max(ordered, key=lambda form: room[form])
    cut = " ".join(measured.outcome.split()[: room[shortest]]).rstrip(",;:") + "…"
    return statement(shortest, measured, extra={**extra, "outcome": cut})
