"""Whatever moved the unwelcome way, for the lede and for what may be quoted."""

from collections.abc import Collection, Sequence

from analysis.wording import caution_phrases, wording
from analysis.wording.cautions import chance_among
from analysis.wording.groups.arms import harms_of_arms
from analysis.wording.measured import Measured, Sentence
from analysis.wording.so_far import few_unwelcome_in
from analysis.wording.stating import statement
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text import care_taken, everybody_sentences, harm_within, look_sentences, not_compared
from evaluation.impact_report.text.harm.among_outcomes import outcomes_seen
from evaluation.impact_report.text.harm.many_moved import many_moved, many_moved_later
from evaluation.impact_report.text.later import harm_later

MANY_OUTCOMES = 3
"""So many outcomes or more are told of in one sentence."""


def harms(
    report: ImpactReport, *, marked: Collection[str] = (), preceding: Collection[Sentence] = ()
) -> tuple[Sentence, ...]:
    """Every outcome but the first that clearly moved the unwelcome way, primary or not.

    Chapters and workshops where one did, and every outcome, the first one too, that did so for everybody at once, or
    was past where it began months later; and of every outcome how many people did, where they are many and its average
    does not tell it. Chapters are `marked` whose own sentences say it of the first outcome, and `preceding` sentences
    stand before these.
    """
    first, *others = report.measured
    single = (
        said
        for name in report.measured
        for said in care_taken.harmed(report, name, marked=marked if name == first else ())
    )
    of_others = [report.measured[name] for name in others]
    few = () if report.across else of_others
    found = (
        *everybody_sentences.everybody_harmed(report),
        *everybody_sentences.small_harmed(report),
        *_of_outcomes(of_others),
        *chance_among(of_others, outcomes=outcomes_seen(report)),
        *(said for each in few for said in few_unwelcome_in(each)),
        *(said for each in of_others for said in harms_of_arms(each)),
        *care_taken.own(report),
        *(said for name in report.measured for said in care_taken.own_in_chapters(report, name)),
        *single,
        *many_moved(report, preceding=preceding),
        *harm_within.workshops_harmed(report),
        *not_compared.harms_not_compared(report),
        *harm_later.later(report),
        *many_moved_later(report),
    )
    return look_sentences.as_described(report, found)


def _of_outcomes(others: Sequence[Measured]) -> tuple[Sentence, ...]:
    """Other outcomes that moved the unwelcome way: many in one sentence, as one for each would fill the page."""
    ranged = [found for found in others if found.unwelcome and not found.described and found.low is not None]
    named = ranged if len(ranged) >= MANY_OUTCOMES else []
    each = (found for found in others if (found.unwelcome or found.described) and found not in named)
    return (*_in_one_sentence(named), *(wording.unwelcome(found) for found in each))


def _in_one_sentence(found: Sequence[Measured]) -> tuple[Sentence, ...]:
    if not found:
        return ()
    said = caution_phrases.OUTCOMES_HARMED_COMPARED if found[0].compared else caution_phrases.OUTCOMES_HARMED
    names = tuple(statement(caution_phrases.OUTCOME_HARMED[each.worse], each) for each in found)
    keys = tuple(key for each in names for key in each.figures)
    return (Sentence(said, {"count": len(names), "names": names}, keys),)
