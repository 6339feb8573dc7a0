"""What was found, a row an outcome: who, before, after, the change with its range, how sure, and whether welcome."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.estimate.sample import SampleFigures
from analysis.wording import wording
from analysis.wording.cautions import is_harm_among_several
from analysis.wording.comparison_phrases import LESS_IN_CELLS, LESS_WELCOME
from analysis.wording.phrases import Finding, Verdict, Way
from analysis.wording.rounding import sign_of
from analysis.wording.stating import holds_shares_back
from analysis.wording.wording import Measured, Sentence
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.build.sides.not_asked import not_asked
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.language.places import ROUNDED_ALONE
from evaluation.impact_report.language.written import change_of, share_of, written_of
from evaluation.impact_report.layout.change_rows import better, rounding_shows, welcome
from evaluation.impact_report.layout.findings_listed import HARM_WITHOUT_A_MOVE, Listed, outcomes_found
from evaluation.impact_report.layout.harm_above import harm_above, is_harm
from evaluation.impact_report.layout.who_is_counted import who_of
from evaluation.impact_report.text.differing_questions import with_care
from evaluation.impact_report.text.footer import badge_label
from evaluation.impact_report.text.whole_points import whole_points

IN_WORDS: dict[Finding, str] = {
    (Verdict.CLEARLY, Way.RISE): "clearly more",
    (Verdict.CLEARLY, Way.FALL): "clearly less",
    (Verdict.MORE, Way.RISE): "more",
    (Verdict.MORE, Way.FALL): "less",
    (Verdict.LITTLE, Way.RISE): "a little more",
    (Verdict.LITTLE, Way.FALL): "a little less",
    (Verdict.SAME, Way.NEITHER): "about the same",
    (Verdict.NOT_AS_MUCH, Way.RISE): "no rise as large as looked for, perhaps a fall",
    (Verdict.NOT_AS_MUCH, Way.FALL): "no fall as large as looked for, perhaps a rise",
    (Verdict.CANNOT_TELL, Way.NEITHER): "we cannot tell",
    (Verdict.BY_CHANCE, Way.NEITHER): "could be chance",
    (Verdict.ALIKE, Way.RISE): "more, by one amount for all",
    (Verdict.ALIKE, Way.FALL): "less, by one amount for all",
    (Verdict.ALIKE, Way.NEITHER): "the same for all",
    (Verdict.APART, Way.NEITHER): "its questions do not go together",
    (Verdict.SEVERAL, Way.NEITHER): "each group by itself",
    (Verdict.SO_FAR, Way.NEITHER): "described, not yet claimed",
    (Verdict.TOO_FEW_TO_SAY, Way.NEITHER): "too few to say",
    (Verdict.TOO_FEW_TO_REPORT, Way.NEITHER): "too few to report",
}
"""What may be said of an outcome, in a cell of a table: how sure it is that it moved, and by how much."""
ALIKE_BOTH = "both changed alike"
HARM_IN_CELLS = "the unwelcome way, could be chance"
PEOPLE_ALONE = "{said}; unwelcome, counting people alone"
HOW_SURE = "How sure we can be of the whole study, as on page 1: {badge}."
OF_CHAPTERS = (
    "Before and after are averages of all people, the change is that of chapters: it need not be their difference."
)
OF_SIDES = "Before and after are of those who came; the difference is that of their change from the comparison group's."
OF_ARMS = "Before and after are not told of one of several groups that came; the difference is that of its change "
OF_ARMS += "from the comparison group's."
OF_SIDES_COMPARED = "Before and after are of those who came and are compared; the difference is that of their change "
OF_SIDES_COMPARED += "from the comparison group's."
NONE_OF_THOSE_COMPARED = "Some who came are in no comparison, and averages of the others alone are not told."
_ALLOWED = (
    "the difference is from the comparison group, allowing for where each began, and need not be that of the two "
)
_ALLOWED += "changes."
ADJUSTED = {
    OF_SIDES: "Before and after are of those who came; " + _ALLOWED,
    OF_SIDES_COMPARED: "Before and after are of those who came and are compared; " + _ALLOWED,
    OF_ARMS: "Before and after are not told of one of several groups that came; " + _ALLOWED,
}
"""The same where what is compared allows for where each side began."""
NOT_ASKED = "In a row of {names:names} it is what those who came changed by: the comparison group was not asked."
OUTWARDS = "The ends of ranges are rounded outwards."
AFTER_OR_LATER = "After, or later"
"""What the column of After is called where rows are of months later."""
WITHOUT_FIGURES = (Verdict.TOO_FEW_TO_REPORT, Verdict.APART, Verdict.SEVERAL)


@dataclass(frozen=True, kw_only=True)
class SummaryRow:
    """One outcome as it is printed; `welcome` tells which way it clearly moved, and `way` says it in words."""

    outcome: str
    main: bool
    better: str
    who: str
    before: str
    after: str
    change: str
    range: str
    sure: str
    way: str
    welcome: bool | None


@dataclass(frozen=True, kw_only=True)
class FindingsTable:
    """The table, what stands above it, and what is explained below it.

    `later` tells that some rows are of months later, and `gaps` that a cell holds a dash of which no note tells why,
    as its row does; `other_gaps` that there are dashes of both kinds.
    """

    harm: str
    rows: tuple[SummaryRow, ...]
    notes: tuple[Sentence, ...]
    compared: bool
    later: bool
    gaps: bool
    other_gaps: bool


def has_figures(found: Measured) -> bool:
    """Whether an outcome's averages and its change are told."""
    return wording.verdict(found)[0] not in WITHOUT_FIGURES and found.change is not None


def summary(report: ImpactReport, language: Language) -> FindingsTable | None:
    """Every outcome in one table; nothing where no outcome has figures, and not yet in the first renderer."""
    listed = list(outcomes_found(report, language))
    if report.renderer < 2 or not any(has_figures(each.measured) for each in listed):
        return None
    rows = tuple(_row(report, each, language) for each in listed)
    notes_of_rows = [_without_averages(each) for each in listed]
    return FindingsTable(
        harm=harm_above(listed, language),
        rows=rows,
        notes=_notes(report, listed, language),
        compared=report.estimand.compared,
        later=any(each.later for each in listed),
        gaps=any(_has_gaps(row, averages=not note) for row, note in zip(rows, notes_of_rows, strict=True)),
        other_gaps=any(notes_of_rows),
    )


def _has_gaps(row: SummaryRow, *, averages: bool) -> bool:
    """Whether a row has a dash, its averages counted or not."""
    return "–" in ((row.before, row.after) if averages else ()) + (row.change, row.range)


OF_THEIR_OWN = "In a row of those who came by themselves it is their own change."
OF_MONTHS_LATER = "In a row of months later, before and months later are of those who answered both of these."
AVERAGES_HELD_BACK = "Their averages are not told where they could tell what the others answered."
NONE_IN_ONE_MODEL = "A row of everybody in one model has no averages: the model tells of a change alone."
NONE_OF_A_CHAPTER = "Of a single chapter months later the change is told and no averages."

SHARES_HELD_BACK = "Shares of a yes/no question are not told where they would tell how one or two people answered."
WHY_NO_AVERAGES = (SHARES_HELD_BACK, AVERAGES_HELD_BACK, NONE_OF_A_CHAPTER, NONE_IN_ONE_MODEL, NONE_OF_THOSE_COMPARED)


def _without_averages(each: Listed) -> str:
    """The note that says why a row has a change and no averages; empty where it has both, or no change."""
    if not has_figures(each.measured) or each.measured.pre is not None:
        return ""
    later = each.later
    reasons = {
        NONE_IN_ONE_MODEL: each.together,
        SHARES_HELD_BACK: holds_shares_back(each.measured) if later is None else later.held_back,
        OF_ARMS: each.arm,
        NONE_OF_A_CHAPTER: later is not None and bool(later.chapter),
        NONE_OF_THOSE_COMPARED: bool(each.measured.compared) if later is None else later.left_out,
        AVERAGES_HELD_BACK: later is not None,
    }
    return next((why for why, holds in reasons.items() if holds), "")


def _notes(report: ImpactReport, listed: Sequence[Listed], language: Language) -> tuple[Sentence, ...]:
    sure = Sentence(HOW_SURE, {"badge": badge_label(report.badge, language)})
    care = with_care(report, report.outcomes)
    outwards = (Sentence(OUTWARDS),) if report.context.released and not whole_points(report) else ()
    return (sure, *care, *_of_averages(report, listed, language), *_of_later(listed), *outwards)


def _of_averages(report: ImpactReport, listed: Sequence[Listed], language: Language) -> tuple[Sentence, ...]:
    """Why the change of a row need not be after less before."""
    if report.estimand.compared:
        leaves_out = any(_leaves_out(report, name) for name in report.measured)
        several = any(found.arms for found in report.measured.values())
        said = OF_ARMS if several else OF_SIDES_COMPARED if leaves_out else OF_SIDES
        named = not_asked(report.outcomes, report.measured)
        own = (Sentence(NOT_ASKED, {"names": named}),) if named else ()
        return (Sentence(ADJUSTED[said] if allows_for_before(report) else said), *own)
    if report.across and report.chapters.k > 2:
        return (Sentence(OF_CHAPTERS),)
    shown = (each.measured for each in listed if has_figures(each.measured))
    return (Sentence(ROUNDED_ALONE),) if any(rounding_shows(found, language) for found in shown) else ()


def _of_later(listed: Sequence[Listed]) -> tuple[Sentence, ...]:
    later = [each for each in listed if each.later]
    own = any(each.own for each in listed)
    without = [_without_averages(each) for each in listed]
    of_both = any(_without_averages(each) in ("", AVERAGES_HELD_BACK) for each in later)
    notes = {OF_THEIR_OWN: own, OF_MONTHS_LATER: of_both}
    notes |= {note: note in without for note in WHY_NO_AVERAGES}
    return tuple(Sentence(note) for note, holds in notes.items() if holds)


def allows_for_before(report: ImpactReport) -> bool:
    """Whether the differences from a comparison group allow for where each side began."""
    return any(each.compared.adjusted for each in report.outcomes.values() if each.compared)


def _leaves_out(report: ImpactReport, name: str) -> bool:
    """Whether some who came, and are behind before and after, are in no comparison of an outcome."""
    came, found = report.outcomes[name].participants, report.measured[name]
    return isinstance(came, SampleFigures) and has_figures(found) and came.n_pairs > found.n


def _row(report: ImpactReport, each: Listed, language: Language) -> SummaryRow:
    found = each.measured
    written, shown = written_of(found, language), has_figures(found)
    level = share_of(written.against(())) if found.yes_or_no else written.against(()).level
    way = _way(each) if shown or each.harm else None
    return SummaryRow(
        outcome=each.name(language),
        main=each.main and len(report.measured) > 1,
        better=language.catalogue.gettext(better(found)),
        who=who_of(report, each, language),
        before=level(found.pre) if shown and found.pre is not None else "–",
        after=level(found.post) if shown and found.post is not None else "–",
        change=change_of(found, written) if shown and found.change is not None else "–",
        range=_range(found, written) if shown else "–",
        sure=said_of(each, language),
        way=way_said_of(each, language),
        welcome=way,
    )


def _range(found: Measured, written: Language) -> str:
    if found.low is None or found.high is None:
        return "–"
    return written.range(found.low, found.high).strip("()")


def in_words(found: Measured, language: Language) -> str:
    """What may be said of an outcome, in a few words."""
    decided = wording.verdict(found)
    if is_harm_among_several(found):
        return language.catalogue.gettext(HARM_IN_CELLS)
    return language.catalogue.gettext(LESS_IN_CELLS[decided[1]] if wording.moved_less(found) else IN_WORDS[decided])


def way_in_words(found: Measured, way: bool | None, language: Language) -> str:  # noqa: FBT001 - which way, or neither
    """Which way an outcome clearly moved, or neither, in words; where that cannot be told, why."""
    gettext = language.catalogue.gettext
    if not found.claims:
        return gettext("not claimed yet")
    if way is not None or (found.worse is Way.NOT_STATED and found.is_clear):
        return gettext({True: "welcome", False: "unwelcome", None: better(found)}[way])
    decided = wording.verdict(found)
    if decided[0] in wording.SILENT:
        return in_words(found, language)
    if decided == (Verdict.ALIKE, Way.NEITHER):
        return gettext(ALIKE_BOTH if _both_moved(found) else "nobody moved")
    if wording.moved_less(found):
        return gettext(LESS_WELCOME[decided[1]])
    return gettext("no clear move") if found.low is not None else gettext("no range")


def _both_moved(found: Measured) -> bool:
    """Whether both sides of a comparison moved by one amount, so that they do not differ."""
    return found.compared is not None and sign_of(found.compared.own or 0.0) != 0


def said_of(each: Listed, language: Language) -> str:
    """What may be said of a row, in a few words: also that a wave did not ask its outcome."""
    return each.once or in_words(each.measured, language)


def way_said_of(each: Listed, language: Language) -> str:
    """The same of whether it is welcome."""
    if each.once:
        return each.once
    found = each.measured
    if each.people and is_harm(each):
        return language.say(Sentence(PEOPLE_ALONE, {"said": way_in_words(found, None, language)}))
    if is_harm(each) and wording.verdict(found)[0] in HARM_WITHOUT_A_MOVE:
        return language.catalogue.gettext(HARM_WITHOUT_A_MOVE[wording.verdict(found)[0]])
    return way_in_words(found, _way(each) if has_figures(found) else None, language)


def _way(each: Listed) -> bool | None:
    return False if is_harm(each) else welcome(each.measured)
