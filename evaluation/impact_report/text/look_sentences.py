"""What a report says of its planned look: which of several it is, or that it comes before one and claims nothing."""

from collections.abc import Iterable

from analysis.wording import caution_phrases, look_phrases, wording
from analysis.wording.measured import SILENT, Measured, Sentence
from analysis.wording.so_far import described
from evaluation.impact_report.build.planned_looks import alpha_of
from evaluation.impact_report.build.report import ImpactReport

OF_CHANCE = (
    caution_phrases.BY_CHANCE,
    caution_phrases.BY_CHANCE_OF,
    caution_phrases.WORKSHOP_BY_CHANCE,
    caution_phrases.WORKSHOPS_BY_CHANCE,
    caution_phrases.BY_CHANCE_AMONG,
    caution_phrases.BY_CHANCE_OF_AMONG,
    caution_phrases.WORKSHOP_BY_CHANCE_AMONG,
    caution_phrases.WORKSHOPS_BY_CHANCE_AMONG,
)
"""Sentences that stand beside a harm and tell none."""


def heading(report: ImpactReport) -> Sentence:
    """What a report that is no planned look leads with: how many of the planned evenings it has seen."""
    found = report.looks
    if found.evening is None:
        return Sentence(look_phrases.PART)
    return Sentence(look_phrases.EVENING, {"evening": found.evening, "evenings": found.evenings})


def when_it_claims(report: ImpactReport) -> Sentence:
    """When it is claimed what changed, and why not before."""
    found = report.looks
    following = [evening for evening in found.at if found.evening is not None and evening > found.evening]
    return Sentence(look_phrases.NEXT, {"next": following[0]}) if following else Sentence(look_phrases.AT_ITS_LOOK)


def which_look(report: ImpactReport) -> tuple[Sentence, ...]:
    """Which of several planned looks this is, and whether more evenings were held than the plan has."""
    found = report.looks
    more = found.claims and found.evening is not None and found.evenings is not None and found.evening > found.evenings
    values = {"evening": found.evening, "evenings": found.evenings}
    return (*_which_look(report), *((Sentence(look_phrases.MORE_HELD, values),) if more else ()))


def _which_look(report: ImpactReport) -> tuple[Sentence, ...]:
    """That its ranges are wider where it is one of several; nothing of the only one."""
    found = report.looks
    if not found.claims or found.planned == 1 or not any(each.wider for each in report.measured.values()):
        return ()
    misses = round(1000 * alpha_of(found))
    often = Sentence(look_phrases.OFTEN, {"misses": misses}) if misses else Sentence(look_phrases.SELDOM)
    values = {"planned": found.planned, "this": found.this, "often": often}
    if found.this == found.planned:
        return (Sentence(look_phrases.SEVERAL, {**values, "which": Sentence(look_phrases.LAST)}),)
    if found.this > len(look_phrases.WHICH):
        return (Sentence(look_phrases.SEVERAL_MANY, values),)
    return (Sentence(look_phrases.SEVERAL, {**values, "which": Sentence(look_phrases.WHICH[found.this - 1])}),)


def as_described(report: ImpactReport, said: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Sentences of harm; before a planned look as ones that describe and do not claim."""
    if report.looks.claims:
        return tuple(said)
    return tuple(each if each.message in OF_CHANCE else described(each) for each in said)


def quote_so_far(report: ImpactReport, found: Measured, harms: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """What may be quoted before a planned look: how far it is, who answered, and whatever went the unwelcome way."""
    own = as_described(report, [wording.unwelcome(found)]) if found.unwelcome else ()
    if wording.verdict(found)[0] in SILENT:
        return (heading(report), *harms) if harms else ()
    return (heading(report), wording.statement(look_phrases.QUOTE, found), *own, *harms)
