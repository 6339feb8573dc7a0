"""One report in another language: names that stand for others are said anew, figures stay as they are."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.language.pseudonym_labels import pseudonyms_in

Whole = TypeVar("Whole")


def report_in_language(report: ImpactReport, code: str) -> ImpactReport:
    """The same report to be read in another language: its outcomes, and its letters, are named in it."""
    language = Language(code)
    outcomes = {found.outcome for found in report.measured.values()} | set(report.context.labels.values())
    names = {name: language.catalogue.gettext(name) for name in outcomes}
    if report.context.lettered:
        names |= pseudonyms_in(language, (*report.chapters.names, *report.context.experiments.values()))
    renamed = with_names_replaced(report, {name: said for name, said in names.items() if name != said})
    return replace(renamed, context=replace(renamed.context, language=code))


def with_names_replaced(whole: Whole, names: Mapping[str, str]) -> Whole:
    """The same tree of frozen dataclasses with every text that is one of these names, or names a place in one
    (`name/experiment`), called otherwise.
    """
    found: Whole = _renamed(whole, names)
    return found


def _renamed(part: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401 - a part of any shape, and the same shape again
    if isinstance(part, str) and type(part) is str:
        place, slash, rest = part.partition("/")
        return names.get(part) or (f"{names[place]}/{rest}" if slash and place in names else part)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{each.name: _renamed(getattr(part, each.name), names) for each in fields(part)})
    if isinstance(part, Mapping):
        return {_renamed(name, names): _renamed(inner, names) for name, inner in part.items()}
    if isinstance(part, tuple):
        return tuple(_renamed(inner, names) for inner in part)
    return part
