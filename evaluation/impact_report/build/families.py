"""The p values of a report's outcomes, adjusted for how many are looked at, and what that leaves to chance."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.looks import Looks
from analysis.estimate.ordinal import SignTest
from analysis.estimate.sample import SampleFigures
from analysis.estimate.spending import ALPHA
from analysis.sensitivity.multiplicity import FamilyMember, family
from analysis.wording.measured import CLAIMS, Measured, own_verdict, verdict
from analysis.wording.measured_facts import Decided
from analysis.wording.phrases import Verdict, Way
from evaluation.impact_report.build.comparison_group import of_arm, tests_of_arms
from evaluation.impact_report.build.context import Context
from evaluation.impact_report.build.findings import outcome_in_chapter
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.planned_looks import at_look

EACH_BY_ITSELF = NotEstimable("Several groups came, and each is told by itself.")


def families_of(outcomes: Mapping[str, OutcomeFigures], *, across: bool) -> dict[str, FamilyMember]:
    """Holm's adjustment, within the primary outcomes and within the others.

    Where several groups came each is a member by itself, and what they differ by on average is none.
    """
    primary = {name: outcome for name, outcome in outcomes.items() if outcome.scale.primary}
    others = {name: outcome for name, outcome in outcomes.items() if name not in primary}
    return _family(primary, across=across) | _family(others, across=across)


def _family(outcomes: Mapping[str, OutcomeFigures], *, across: bool) -> dict[str, FamilyMember]:
    p: dict[str, float | NotEstimable | Suppressed] = {}
    for name, outcome in outcomes.items():
        arms = tests_of_arms(outcome)
        p[name] = EACH_BY_ITSELF if arms else _p(outcome, across=across)
        p |= {of_arm(name, arm): found.p for arm, found in arms.items()}
    return family(p)


def _p(outcome: OutcomeFigures, *, across: bool) -> float | NotEstimable | Suppressed:
    """The p of what the headline is; of one group's yes/no question McNemar's, which is the sign test of it."""
    if outcome.compared is not None:
        alone = None if across else next(iter(outcome.compared.chapters.values()), None)
        return outcome.compared.p if alone is None else alone.p
    if across:
        knapp = outcome.across.hartung_knapp
        return knapp if isinstance(knapp, NotEstimable) else knapp.p
    if isinstance(outcome.participants, Suppressed):
        return outcome.participants
    found = outcome.participants
    test = found.sign_test if outcome.scale.is_yes_or_no else found.change
    return test if isinstance(test, NotEstimable | Suppressed) else test.p


def as_adjusted(
    measured: Mapping[str, Measured], outcomes: Mapping[str, OutcomeFigures], families: Mapping[str, FamilyMember]
) -> dict[str, Measured]:
    """Every outcome as the rules see it, those that are not primary with whether Holm leaves them to chance.

    Of several groups that came that is asked of each by itself.
    """
    return {
        name: replace(found, by_chance=not outcomes[name].scale.primary and _may_be_chance(outcomes[name], families))
        for name, found in measured.items()
    }


def _may_be_chance(outcome: OutcomeFigures, families: Mapping[str, FamilyMember]) -> bool:
    name = outcome.scale.id
    arms = tests_of_arms(outcome)
    return any(families[each].may_be_chance for each in ([of_arm(name, arm) for arm in arms] or [name]))


def borne_out_by_count(found: Measured, outcome: OutcomeFigures, looks: Looks, *, chapter: str | None) -> Measured:
    """A yes/no question, told with care where the exact test of who came to yes and who left it leaves that to chance.

    Over several chapters that test is of all who moved within their chapters. Of one or two, which are not averaged,
    each has its own. Care is for what is claimed: harm is told by its range alone.
    """
    if found.compared or not outcome.scale.is_yes_or_no:
        return found
    if chapter is None:
        found = replace(found, chapters_by_count=_left_to_chance(found, outcome, looks))
    return left_open(found) if _claims_by_chance(found, outcome.participants) else found


def left_open(found: Measured) -> Measured:
    """A yes/no question of which no claim is made, whatever its range."""
    return replace(_without_claim(found), by_count=True)


def is_of_files(context: Context) -> bool:
    """Whether answers came in files, with no plan of a study: then nothing tells what was fixed before them."""
    return context.source is not None and not context.source.exported and context.plan_fixed is None


def is_asked_elsewhere(context: Context) -> bool:
    """Whether nothing tells how people were asked: all answers came in files, from no form of this program."""
    return is_of_files(context) or (context.elsewhere is not None and context.elsewhere.whole)


def as_claimed(found: Measured, name: str, context: Context) -> Measured:
    """An outcome without claims where answers of it are held back: at all, or of a chapter by itself.

    What is not known to have been fixed before the answers is told otherwise.
    """
    unclaimed: Collection[str] = context.unclaimed
    found = replace(found, margin_named=True) if is_asked_elsewhere(context) else found
    chapters = tuple(each.partition("/")[2] for each in unclaimed if each.startswith(f"{name}/"))
    found = replace(found, chapters_unclaimed=chapters) if chapters else found
    return not_claimed(found) if name in unclaimed else found


def not_claimed(found: Measured) -> Measured:
    """An outcome of which no claim is made, since answers of it are held back."""
    return replace(_without_claim(found), unclaimed=True)


def _without_claim(found: Measured) -> Measured:
    decided = Decided(
        said=(Verdict.CANNOT_TELL, Way.NEITHER),
        own=own_verdict(found),
        clear=found.is_clear,
        holds_margin=found.range_holds_margin,
    )
    return replace(found, decided=decided)


def chapter_at_look(outcome: OutcomeFigures, found: Measured, looks: Looks, *, chapter: str) -> Measured:
    """An outcome in one of few chapters, as this look lets it be said, and the exact test of a yes/no question there.

    `found` is what is told of all of them.
    """
    own = outcome_in_chapter(outcome, chapter=chapter, label=found.outcome)
    own = at_look({"": own}, {"": outcome}, looks, chapter=chapter)[""]
    own = left_open(own) if chapter in found.chapters_by_count else own
    own = replace(own, margin_named=found.margin_named)
    return not_claimed(own) if chapter in found.chapters_unclaimed else own


def _left_to_chance(found: Measured, outcome: OutcomeFigures, looks: Looks) -> tuple[str, ...]:
    each = {name: chapter_at_look(outcome, found, looks, chapter=name) for name in outcome.chapters}
    return tuple(name for name, own in each.items() if _claims_by_chance(own, outcome.chapters[name]))


def _claims_by_chance(found: Measured, figures: SampleFigures | Suppressed) -> bool:
    """Whether a welcome change is claimed that the exact test of these people leaves to chance."""
    said, way = verdict(found)
    test = figures.sign_test if isinstance(figures, SampleFigures) else None
    claims = said in CLAIMS and way is not found.worse and found.claims
    return claims and isinstance(test, SignTest) and isinstance(test.p, float) and test.p > ALPHA
