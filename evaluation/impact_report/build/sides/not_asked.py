"""What a comparison group was not asked about, and the badge that says so."""

from collections.abc import Mapping
from dataclasses import replace

from analysis.estimate.looks import Looks
from analysis.wording.badge import COMPARED, Badge, badge
from analysis.wording.comparison_phrases import COMPARED_NOT_OF, INSIDE
from analysis.wording.groups.badge_facts import Claim, Conditions
from analysis.wording.wording import Measured, Sentence
from evaluation.impact_report.build.context import Context
from evaluation.impact_report.build.families import is_of_files
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.planned_looks import any_harmed_in_both


def badge_of(
    found: Conditions,
    outcomes: Mapping[str, OutcomeFigures],
    measured: Mapping[str, Measured],
    looks: Looks,
    context: Context,
    *,
    few_to_compare: bool,
) -> Badge:
    """The badge of these conditions, which names what a comparison group was not asked about."""
    found = replace(found, claim=Claim.HARMING) if any_harmed_in_both(outcomes, measured, looks) else found
    of_files = is_of_files(context)
    found = replace(found, status_unknown=of_files and not context.instrument, lot_unknown=of_files)
    made = badge(replace(found, comparison_pairs=0) if few_to_compare else found)
    named = not_asked(outcomes, measured)
    limited = Sentence(COMPARED_NOT_OF, {"names": named})
    reasons = (
        replace(each, sentence=limited) if named and each.sentence.message == COMPARED else each
        for each in made.reasons
    )
    return replace(made, reasons=tuple(reasons))


def not_asked(outcomes: Mapping[str, OutcomeFigures], measured: Mapping[str, Measured]) -> tuple[Sentence, ...]:
    """What a comparison group was not asked about, where it is compared with in another outcome."""
    if all(each.compared is None for each in outcomes.values()):
        return ()
    labels = (measured[name].outcome for name, each in outcomes.items() if each.compared is None)
    return tuple(Sentence(INSIDE, {"outcome": label}) for label in labels)
