"""The small print of every page, and the badge in words."""

from analysis.wording.badge import HARMING, NOT_BEYOND, NOT_WORKING, Badge
from analysis.wording.groups.has_comparison import has_comparison
from analysis.wording.wording import Sentence
from evaluation.impact_report.build.context import Context
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.text.selection import lot_doubted

FOUND_ON = {
    NOT_WORKING: "Found not to work, on {level:count} of 5",
    NOT_BEYOND: "No change found beyond the comparison group, on {level:count} of 5",
    HARMING: "Found to go the unwelcome way, on {level:count} of 5",
}
"""What is said beside the level where what was looked for did not come."""


def badge_label(badge: Badge, language: Language) -> str:
    """The badge in words: 2 of 5: early evidence; its name alone where there is none yet."""
    label = language.catalogue.gettext(badge.label)
    if not badge.level:
        return language.begin(label)
    if badge.label in FOUND_ON:
        return language.say(Sentence(FOUND_ON[badge.label], {"level": badge.level}))
    return language.say(Sentence("{level:count} of 5: {label}", {"level": badge.level, "label": label}))


def maryland(report: ImpactReport, language: Language) -> str:
    """Where the study stands on the Maryland Scientific Methods Scale: one group 1, two groups 3, drawn by lot 5.

    A lot that is doubtful, as people began too far apart, counts as none.

    Where there is no comparison of the first outcome, it stands where one group does. The first renderer did not tell.
    """
    level = _maryland_level(report)
    return language.say(Sentence("Maryland scale: {level:count} of 5", {"level": level})) if level else ""


def _maryland_level(report: ImpactReport) -> int:
    if report.renderer < 2:
        return 0
    found = report.estimand
    first = next(iter(report.measured.values()))
    compared = found.compared and has_comparison(first)
    return 1 if not compared else 5 if found.randomised and not lot_doubted(report) else 3


DESIGN_ALONE = "The Maryland scale goes by the design alone; the level beside it also by what is claimed, by how many "
DESIGN_ALONE += "answered, and by whether it lasts."


def why_levels_differ(report: ImpactReport) -> tuple[Sentence, ...]:
    """Why the Maryland scale stands higher than the badge beside it; empty where it does not."""
    return (Sentence(DESIGN_ALONE),) if _maryland_level(report) > report.badge.level > 0 else ()


def stamp(report: ImpactReport, language: Language) -> str:
    """What the foot of every page says: of a draft that it is one, then questions, plan, moment, data and program."""
    context = report.context
    stamps = [
        language.catalogue.gettext("Draft") if report.is_draft else "",
        _instrument(context, language),
        _plan(context, language),
        _moment(report, language),
        language.say(Sentence("data {hash}", {"hash": f"{report.data_sha256[:4]}…{report.data_sha256[-4:]}"})),
        language.say(Sentence("code {code}", {"code": report.code})),
    ]
    return " · ".join(part for part in stamps if part)


def _moment(report: ImpactReport, language: Language) -> str:
    """When the data were frozen; of a draft, which freezes none, when it was made.

    That a few newer answers may wait is said of every draft where it tells what it was made of.
    """
    context = report.context
    if context.frozen_at is None:
        return ""
    message = "made {moment:moment}" if report.is_draft else "frozen {moment:moment}"
    return language.say(Sentence(message, {"moment": context.frozen_at}))


def _instrument(context: Context, language: Language) -> str:
    if not context.instrument:
        return ""
    note = f" ({language.catalogue.gettext(context.status_note)})" if context.status_note else ""
    return f"{context.instrument} v{context.version}{note}"


def _plan(context: Context, language: Language) -> str:
    values = {"version": context.plan_version, "day": context.plan_fixed}
    fixed = "plan v{version}, fixed {day:short_day}" if context.plan_fixed else "plan v{version}"
    if context.plan_changed:
        fixed = "plan v{version}, changed after the first answers, {day:short_day}"
    return language.say(Sentence(fixed, values))
