"""Sentences of yes/no questions told in per cent of people, also where they are made from figures alone."""

from collections.abc import Iterable
from dataclasses import replace

from analysis.wording.measured import Sentence
from evaluation.impact_report.build.report import ImpactReport


def in_per_cent(report: ImpactReport, said: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """The same sentences, each that speaks of a yes/no question told in per cent."""
    shares = {name: found.outcome for name, found in report.measured.items() if found.yes_or_no}
    return tuple(replace(each, of_shares=True) if _is_of(each, shares) else each for each in said)


def _is_of(said: Sentence, shares: dict[str, str]) -> bool:
    if said.values.get("outcome") in shares.values():
        return True
    return bool(said.figures) and all(
        key.startswith(tuple(f"outcomes.{name}." for name in shares)) for key in said.figures
    )
