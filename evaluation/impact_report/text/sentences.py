"""The sentences of a report, in the order they are read."""

from analysis.estimate.answered_once import AnsweredOnce
from analysis.estimate.estimand import Design
from analysis.wording import caution_phrases, comparison_phrases, phrases, wording
from analysis.wording.phrases import Verdict
from analysis.wording.so_far import few_unwelcome_in
from analysis.wording.wording import Chapters, Measured, Sentence
from evaluation.impact_report.build import repeat_attenders
from evaluation.impact_report.build.planned_looks import following_at
from evaluation.impact_report.build.printed_counts import flow_printed
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.build.versions import ASKED_OTHERWISE
from evaluation.impact_report.language.places import About
from evaluation.impact_report.text import (
    asked_at_one_wave,
    care_taken,
    everybody_sentences,
    harm_within,
    look_sentences,
    not_compared,
    selection,
    two_chapters,
    who_has_a_score,
)
from evaluation.impact_report.text.counted.moved_before import moved_before
from evaluation.impact_report.text.counted.nobody_joined import nobody_joined
from evaluation.impact_report.text.counted.workshops_behind import workshops_behind
from evaluation.impact_report.text.differing_questions import compares_nowhere, differing_questions, with_care
from evaluation.impact_report.text.harm import many_moved, named_after
from evaluation.impact_report.text.harm.harms import harms
from evaluation.impact_report.text.harm.named_outcome import named
from evaluation.impact_report.text.harm.opposed_questions import with_figures
from evaluation.impact_report.text.harm.other_way import chapters_the_other_way
from evaluation.impact_report.text.harm.titles import chance_of_divided, title
from evaluation.impact_report.text.held_by_lot import held_by_lot
from evaluation.impact_report.text.later import better_later
from evaluation.impact_report.text.side_by_side import stand_side_by_side
from evaluation.impact_report.text.whole_points import in_per_cent, whole_points


def headline(report: ImpactReport) -> Sentence:
    """What page 1 leads with; before a planned look, how far the study is."""
    if not report.looks.claims:
        return look_sentences.heading(report)
    return title(report, leading)


def lede(report: ImpactReport) -> tuple[Sentence, ...]:
    """The paragraph under the headline, what is said of yes/no questions in per cent."""
    said = _lede if report.looks.claims else _lede_so_far
    return in_per_cent(report, (*said(report), *named_after.named_after(report)))


def _lede(report: ImpactReport) -> tuple[Sentence, ...]:
    """What follows the headline: the first outcome's figures, the other primary ones, whatever clearly moved the
    unwelcome way, and what cannot be claimed.
    """
    first, *others = [name for name, outcome in report.outcomes.items() if outcome.scale.primary] or [_name(report)]
    own = _own(report, report.measured[first])
    other_rows = two_chapters.other_outcomes(report, others)
    welcome = other_rows if own and not stand_side_by_side(report) else ()
    care = (
        *two_chapters.each_of_two(report),
        *everybody_sentences.everybody_unaveraged(report),
        *selection.begun_apart(report),
        *harms(report, marked=two_chapters.marked_in_lede(report), preceding=own),
        *chapters_the_other_way(report),
        *chance_of_divided(report),
        *harm_within.workshops_listed(report),
        *harm_within.questions_harmed(report),
        *care_taken.worded_otherwise(report, others if welcome else ()),
    )
    return (
        *named(report, own),
        *(harm_within.no_help(report, report.measured[first]) if own else ()),
        *look_sentences.which_look(report),
        *who_has_a_score.scored_or_withheld(report, report.measured[first]),
        *selection.began_otherwise(report, report.measured[first]),
        *whole_points(report),
        *moved_before(report),
        *welcome,
        *care,
        *better_later.recovered(report),
        *better_later.kept(report),
        *better_later.not_asked(report),
        *not_compared.not_compared(report),
        *_not_compared(report),
        *care_taken.groups_as_one(report),
        *_unplaced(report),
        *held_by_lot(report.context),
        *repeat_attenders.second_workshops(report.context),
        *design_sentences(report),
    )


def _lede_so_far(report: ImpactReport) -> tuple[Sentence, ...]:
    """What follows the headline of a report that is no planned look: figures, harm as it is, and when it is claimed."""
    first, *others = [name for name, outcome in report.outcomes.items() if outcome.scale.primary] or [_name(report)]
    found, own = report.measured[first], _own(report, report.measured[first])
    few = wording.verdict(found)[0] in wording.SILENT or (report.across and chapters_averaged(report, found).k < 3)
    rows = two_chapters.other_outcomes(report, others)
    return (
        *((leading(report, first),) if few else ()),
        *own,
        *who_has_a_score.scored(report, found),
        *whole_points(report),
        *(rows if own and not stand_side_by_side(report) else ()),
        *two_chapters.each_of_two(report),
        *everybody_sentences.everybody_unaveraged(report),
        *selection.begun_apart(report),
        *harms(report, preceding=own),
        *harm_within.workshops_listed(report),
        *harm_within.questions_harmed(report),
        *not_compared.not_compared(report),
        *_not_compared(report),
        *care_taken.groups_as_one(report),
        *_unplaced(report),
        *held_by_lot(report.context),
        *repeat_attenders.second_workshops(report.context),
        look_sentences.when_it_claims(report),
        *design_sentences(report),
    )


def _unplaced(report: ImpactReport) -> tuple[Sentence, ...]:
    count = report.estimand.unplaced
    return (Sentence(comparison_phrases.UNPLACED, {"count": count}),) if count else ()


def _not_compared(report: ImpactReport) -> tuple[Sentence, ...]:
    """Which of the primary outcomes do not compare between the versions that were asked, or by all questions."""
    versions = report.context.versions
    primary = [name for name, outcome in report.outcomes.items() if outcome.scale.primary]
    apart = tuple(said for name in primary for said in versions.telling_of(name)[:1]) if versions else ()
    differing = (said for name in primary or [_name(report)] for said in differing_questions(report, name))
    return (*apart, *differing)


def leading(report: ImpactReport, name: str) -> Sentence:
    """An outcome's headline; another where nobody was asked the same before and after, or one of the two not at all."""
    if once := asked_at_one_wave.asked_at_one_wave(report) or nobody_joined(report):
        return once
    found = report.measured[name]
    if compares_nowhere(report, name) and wording.verdict(found)[0] is Verdict.TOO_FEW_TO_REPORT:
        return Sentence(ASKED_OTHERWISE, {"outcome": found.outcome})
    if (
        report.across
        and chapters_averaged(report, found).small
        and wording.verdict(found)[0] is Verdict.TOO_FEW_TO_REPORT
    ):
        return who_has_a_score.of_scores(report, name, Sentence(caution_phrases.TOO_FEW_IN_EACH))
    said = wording.outcome_headline(found, chapters=chapters_averaged(report, found) if report.across else None)
    return who_has_a_score.of_scores(report, name, said)


def chapters_averaged(report: ImpactReport, found: Measured) -> Chapters:
    """The chapters behind an outcome's average; a release of an earlier program has the first outcome's for all."""
    return found.chapters or report.chapters


def design(report: ImpactReport) -> Sentence:
    """The fixed sentence that states how the study was made."""
    return design_sentences(report)[0]


DESIGNS = {Design.AFTER_ONLY: phrases.AFTER_ONLY, Design.BEFORE_ONLY: phrases.BEFORE_ONLY}


def design_sentences(report: ImpactReport) -> tuple[Sentence, ...]:
    """How the study was made: one group, or beside which other, and whether the lot decided who came."""
    found = report.estimand
    if report.renderer < 2 and len(report.arms) > 1:
        return (Sentence(phrases.TWO_GROUPS),)
    if not found.compared:
        few = (Sentence(comparison_phrases.FEW_TO_COMPARE),) if found.few_to_compare else ()
        later = asked_at_one_wave.before_and_months_later(report)
        said = asked_at_one_wave.MONTHS_LATER if later else DESIGNS.get(found.design, phrases.ONE_GROUP)
        return Sentence(said), *few
    return *not_compared.asked_the_same(report), selection.by_lot(report)


def quote(report: ImpactReport) -> tuple[Sentence, ...]:
    """What may be quoted, what is said of yes/no questions in per cent."""
    return in_per_cent(report, _quote(report))


def _quote(report: ImpactReport) -> tuple[Sentence, ...]:
    """A sentence that may be quoted; empty where there is too little to quote.

    Whatever clearly moved the unwelcome way is part of it.
    """
    found = _first(report)
    if not report.looks.claims:
        return look_sentences.quote_so_far(report, found, (*harms(report), *harm_within.questions_harmed_apart(report)))
    chapters = chapters_averaged(report, found) if report.across else None
    said = wording.quote(
        found,
        workshops=workshops_behind(report),
        chapters=chapters,
        one_chapter=not report.across,
        whole_points=bool(whole_points(report)),
    )
    who = tuple(who_has_a_score.of_everybody(report, found, each) for each in said[:1])
    lost = selection.began_otherwise(report, found) or _quote_before(report, found)
    held = (*with_care(report, [_name(report)]), *whole_points(report), *held_by_lot(report.context))
    look = look_sentences.which_look(report)
    harmed = harms(report, marked=two_chapters.marked_in_quote(report), preceding=said)
    harmed = (*harmed, *chapters_the_other_way(report), *harm_within.questions_harmed_apart(report))
    harmed = (*harmed, *better_later.recovered(report))
    if said:
        quoted = who_has_a_score.counted_again(found, said[1:]) if lost else said[1:]
        quoted = (*quoted, *harm_within.no_help(report, found), *look)
        scored = who_has_a_score.scored_or_withheld(report, found, quoted=True)
        return (*who, *scored, *lost, *held, *quoted, *harmed)
    each, together = two_chapters.quoted_of_two(report), everybody_sentences.everybody_unaveraged(report)
    if not each:
        alike = found.unwelcome and found.low is None and report.renderer >= 2
        few = () if report.across else few_unwelcome_in(found)
        own = (*((wording.unwelcome(found),) if alike else few), *harmed)
        return (*together, *own) if own and found.compared and not found.unwelcome_of_all else own
    return (*each, *who_has_a_score.scored_or_withheld(report, found), *lost, *held, *look, *together, *harmed)


HARMS_OF_EVERYBODY = tuple(caution_phrases.QUOTE_EVERYBODY_UNWELCOME.values())
QUOTE_BEFORE = "{before:first_count} people had answered before."
QUOTE_MORE = "{more:first_count} more people had answered before."
QUOTE_MORE_CAME = "{more:first_count} more people who came had answered before."
QUOTE_BEFORE_CAME = "Of those who came, {before:count} had answered before."
QUOTE_BEFORE_SIDES = (
    "{before:first_count} people who came and {beside:count} of the comparison group had answered before."
)


def _quote_before(report: ImpactReport, found: Measured) -> tuple[Sentence, ...]:
    """How many had answered before, of the same people as are quoted: beside a comparison group of each side."""
    before, twice = answered_before(report, found), who_has_a_score.answered_twice(report, found)
    if more := more_before(report, found):
        return (Sentence(QUOTE_MORE if found.compared is None else QUOTE_MORE_CAME, {"more": more}),)
    if found.compared is None:
        return (Sentence(QUOTE_BEFORE, {"before": before}),) if before and before > twice.own else ()
    others_before = comparison_answered_before(report, found)
    if before and others_before and before + others_before > twice.own + (twice.others or 0):
        return (Sentence(QUOTE_BEFORE_SIDES, {"before": before, "beside": others_before}),)
    return (Sentence(QUOTE_BEFORE_CAME, {"before": before}),) if before and before > twice.own else ()


def answered_before(report: ImpactReport, first: Measured) -> int | None:
    """How many answered before, where that may be printed; of a release or a draft it is told by `more_before`."""
    before = flow_printed(report).total.get("pre")
    return before if tells_once(report, first) and isinstance(before, int) else None


def more_before(report: ImpactReport, first: Measured) -> About | None:
    """About how many more answered before than answered both times, as a release or a draft of a study may tell it."""
    more = (report.context.about or {}).get("pre")
    return About(more) if more and tells_once(report, first) else None


def tells_once(report: ImpactReport, first: Measured) -> bool:
    """Whether who answered one time only is known, and those who answered twice are the ones who have results."""
    known = report.context.answered_once is AnsweredOnce.COUNTED
    twice = who_has_a_score.answered_twice(report, first).own
    return known and report.renderer >= 2 and flow_printed(report).total.get("pairs") == twice


def comparison_answered_before(report: ImpactReport, first: Measured) -> int | None:
    """The same of the comparison group."""
    counts = report.comparison_flow.total if report.comparison_flow and report.renderer >= 2 else {}
    before = counts.get("pre")
    twice = who_has_a_score.answered_twice(report, first).others
    return before if isinstance(before, int) and counts.get("pairs") == twice else None


def of_outcome(report: ImpactReport, name: str) -> tuple[Sentence, ...]:
    """The sentences of one outcome, as the machine-readable report lists them."""
    found = report.measured[name]
    of_versions = report.context.versions.telling_of(name) if report.context.versions else ()
    own, many = _own(report, found, name), many_moved.of_outcome(report, name)
    return (leading(report, name), *own, *many, *of_versions, *differing_questions(report, name))


def _name(report: ImpactReport) -> str:
    return next(iter(report.measured))


def _first(report: ImpactReport) -> Measured:
    return report.measured[_name(report)]


def _own(report: ImpactReport, found: Measured, name: str = "") -> tuple[Sentence, ...]:
    return with_figures(report, name or _name(report), _own_words(report, found, name))


def _own_words(report: ImpactReport, found: Measured, name: str) -> tuple[Sentence, ...]:
    if not report.across:
        return wording.lede_here(found, whole_points=bool(whole_points(report)))
    outcome = report.outcomes[name] if name else report.first
    following = following_at(found, outcome.following(renderer=report.renderer))
    return wording.lede_across(found, chapters=chapters_averaged(report, found), new_chapter=following)
