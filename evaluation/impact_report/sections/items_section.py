"""Each question by itself, in its exact words, and the questions as they were shown."""

from dataclasses import dataclass

from analysis.disclosure.shares import shares_tell_of_few, without_shares
from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.sample import SampleFigures
from analysis.scoring.scoring import Scale
from analysis.wording.counts_moved import are_too_few_to_count
from analysis.wording.ranges import range_of_change
from evaluation.impact_report.build.context import ItemWords, OtherWords, with_version
from evaluation.impact_report.build.findings import printable_counts
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.figures.diverging import Diverging, diverging
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.language.written import changed, changed_between, level_of
from evaluation.impact_report.layout.change_rows import IN_PER_CENT
from evaluation.impact_report.text import harm_within


@dataclass(frozen=True, kw_only=True)
class ItemRow:
    """One question: its words, how many answered it twice, its averages and change, who moved, who would not say.

    `harmed` tells that it clearly moved the unwelcome way.
    `others` are the lead-ins and texts in which other versions showed it to people who are counted here.
    """

    id: str
    ask: str
    text: str
    others: tuple[tuple[str, str], ...]
    n: str
    before: str
    after: str
    change: str
    moved: str
    declined: str
    turned: bool
    harmed: bool
    bars: Diverging | None


@dataclass(frozen=True, kw_only=True)
class Items:
    """The questions of one scale with the words at its ends; `has_few` where a count is too small to print."""

    label: str
    ends: str
    rows: tuple[ItemRow, ...]
    has_few: bool = False

    @property
    def has_bars(self) -> bool:
        """Whether one of its questions is drawn."""
        return any(row.bars for row in self.rows)

    @property
    def has_marks(self) -> bool:
        """Whether one of its questions is marked."""
        return any(row.harmed for row in self.rows)

    @property
    def lacks_bars(self) -> bool:
        """Whether one of its questions is not drawn."""
        return not all(row.bars for row in self.rows)


def items(report: ImpactReport, language: Language) -> tuple[Items, ...]:
    """Every question of every scale, after reversal; none where nobody's answers may be shown."""
    if report.renderer >= 2 and not any(_is_shown(found) for found in report.items.values()):
        return ()
    return tuple(
        Items(
            label=language.begin(report.measured[name].outcome),
            ends=_ends(report, outcome.scale, language),
            rows=tuple(
                _row(report, item, outcome.scale, held_against, harmed=item in _harmed(report, name))
                for held_against in (_held_against(report, name, language),)
                for item in outcome.scale.items
            ),
            has_few=any({1, 2} & set(report.context.declined.get(item, ())) for item in outcome.scale.items),
        )
        for name, outcome in report.outcomes.items()
    )


def _held_against(report: ImpactReport, name: str, language: Language) -> Language:
    """The language of an outcome's changes: no rounded one seems to reach a margin that it falls short of."""
    return language.against(report.measured[name].bounds)


def _harmed(report: ImpactReport, name: str) -> tuple[str, ...]:
    """The questions that are marked; before a planned look none is."""
    return harm_within.marked_items(report, name) if report.measured[name].claims else ()


def _row(report: ImpactReport, item: str, scale: Scale, language: Language, *, harmed: bool) -> ItemRow:
    found, words = report.items[item], report.context.items.get(item)
    shown, shares = _is_shown(found), found
    language = language.in_units(of_shares=scale.of_item(item).counts_yes)
    if report.renderer >= 2 and isinstance(found, SampleFigures) and shares_tell_of_few(found, scale.of_item(item)):
        shares = without_shares(found)
    return ItemRow(
        id=item,
        ask=words.ask if words else "",
        text=_wordings(report, words)[0] if words else item,
        others=tuple(zip((each.ask for each in words.reworded), _wordings(report, words)[1:], strict=False))
        if words
        else (),
        n=language.count(found.n_pairs) if shown and isinstance(found, SampleFigures) else "–",
        before=_level(shares, "mean_pre", language),
        after=_level(shares, "mean_post", language),
        change=_change(found, scale, language, ranged=report.renderer < 2 or not report.across),
        moved=_moved(found, language),
        declined=_declined(report, item, language),
        turned=item in scale.reverse,
        harmed=harmed,
        bars=diverging(report.answers.get(item)) if shown else None,
    )


def _is_shown(found: SampleFigures | Suppressed) -> bool:
    return not isinstance(found, Suppressed) and found.n_pairs > 0


def _wordings(report: ImpactReport, words: ItemWords) -> tuple[str, ...]:
    """Its text in each wording; the first renderer knew of the newest alone."""
    return words.wordings if report.renderer >= 2 else (words.text,)


def _people(found: SampleFigures | Suppressed) -> int | None:
    return None if isinstance(found, Suppressed) else found.n_pairs


def _level(found: SampleFigures | Suppressed, name: str, language: Language) -> str:
    value = None if isinstance(found, Suppressed) else getattr(found, name)
    return level_of(language.against(()).of(_people(found)))(value) if isinstance(value, float) else "–"


def _change(found: SampleFigures | Suppressed, scale: Scale, language: Language, *, ranged: bool) -> str:
    """The change; across chapters without a range, as one from people alone would take chapters for one group."""
    if isinstance(found, Suppressed) or isinstance(found.mean_change, NotEstimable):
        return "–"
    language = language.of(found.n_pairs)
    ends = range_of_change(found, scale, renderer=language.renderer)
    if not ranged or isinstance(ends, NotEstimable | Suppressed):
        return changed(language, found.mean_change)
    return changed_between(language, found.mean_change, ends.low, ends.high)


def _moved(found: SampleFigures | Suppressed, language: Language) -> str:
    counts = None if isinstance(found, Suppressed) else printable_counts(found)
    if counts and language.renderer >= 2 and are_too_few_to_count(sum(counts)):
        return "–"
    return " / ".join(language.count(count) for count in counts) if counts else "–"


def _declined(report: ImpactReport, item: str, language: Language) -> str:
    """How many would rather not say, before and after; small counts are not printed.

    The first renderer left a question blank that everybody answered.
    """
    counts = report.context.declined.get(item)
    if counts is None and (report.renderer < 2 or not report.context.declined):
        return ""
    counts = counts or (0, 0)
    return " / ".join(
        language.catalogue.gettext("few") if count in (1, 2) else language.count(count) for count in counts
    )


def _ends(report: ImpactReport, scale: Scale, language: Language) -> str:
    if report.renderer >= 2 and all(scale.of_item(item).counts_yes for item in scale.items):
        return language.catalogue.gettext(IN_PER_CENT)
    low, high = f"{language.point(scale.minimum)}", f"{language.point(scale.maximum)}"
    words = next((report.context.items[item] for item in scale.items if item in report.context.items), None)
    if words is None:
        return f"{low}–{high}"
    first, last = _end_words(words, scale)
    return f"{low} {first} – {high} {last}" if first and last else f"{low}–{high}"


def _end_words(words: ItemWords, scale: Scale) -> tuple[str, str]:
    if words.ends != ("", ""):
        return words.ends
    return words.options.get(float(scale.minimum), ""), words.options.get(float(scale.maximum), "")


@dataclass(frozen=True, kw_only=True)
class ShownQuestions:
    """Questions that were shown with one lead-in and one set of answers."""

    ask: str
    answers: str
    questions: tuple[str, ...]


def asked_items(report: ImpactReport) -> list[str]:
    """The questions of the outcomes, without those that no column of the files has where all answers are of files."""
    every = (item for outcome in report.outcomes.values() for item in outcome.scale.items)
    files = report.context.elsewhere
    return [item for item in every if files is None or not files.whole or not files.columns or item in files.items]


def wording(report: ImpactReport, language: Language) -> tuple[ShownQuestions, ...]:
    """The instrument as shown: lead-in, questions and answers, low end first; empty where the words are not known."""
    asked = asked_items(report)
    known = [report.context.items[item] for item in dict.fromkeys(asked) if item in report.context.items]
    together: dict[tuple[str, str], list[str]] = {}
    for words in (each for newest in known for each in _as_shown(report, newest)):
        together.setdefault((words.ask, _answers(words, language)), []).append(
            with_version(words) if words.version else words.text
        )
    return tuple(
        ShownQuestions(ask=ask, answers=answers, questions=tuple(texts)) for (ask, answers), texts in together.items()
    )


def _as_shown(report: ImpactReport, words: ItemWords) -> tuple[ItemWords | OtherWords, ...]:
    """A question as each version showed it."""
    return (words, *words.others) if report.renderer >= 2 else (words,)


def _answers(words: ItemWords | OtherWords, language: Language) -> str:
    if words.options:
        return " · ".join(f"{language.point(value)} {label}" for value, label in sorted(words.options.items()))
    return " – ".join(end for end in words.ends if end)
