"""How to make a report again, and what it was made from."""

from dataclasses import dataclass

from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.language import Language


@dataclass(frozen=True)
class Rebuild:
    """The command that makes the figures again, and what must be the same, as (what, value)."""

    command: str
    values: tuple[tuple[str, str], ...]


def rebuild(report: ImpactReport, language: Language) -> Rebuild:
    """What a person needs who checks the report."""
    context, gettext = report.context, language.catalogue.gettext
    scales = f"--instrument {context.instrument}/{context.version}" if context.instrument else "--scales scales.toml"
    values = (
        (gettext("Data, SHA-256"), report.data_sha256),
        (gettext("Plan, SHA-256"), report.plan.digest),
        (gettext("Plan version"), context.plan_version),
        (gettext("Plan fixed"), language.day(context.plan_fixed) if context.plan_fixed else ""),
        (gettext("Plan changed after the first answers"), context.plan_changed),
        (gettext("Questions"), f"{context.instrument} {context.version}".strip()),
        (
            gettext("Answers as of" if report.is_draft else "Data frozen"),
            language.moment(context.frozen_at) if context.frozen_at else "",
        ),
        (gettext("Program"), f"weaving-evaluation {report.code}"),
        (gettext("Seed"), "" if context.seed is None else str(context.seed)),
    )
    return Rebuild(
        command=f"weaving analyse responses.csv {scales} --output report",
        values=tuple(part for part in values if part[1]),
    )
