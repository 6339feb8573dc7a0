"""The tree of a release as text and back, also where an earlier program wrote it in an earlier form.

`schema` numbers the form. A field that is renamed, moved or added without a default of old raises it by one, with a
function from the form before, on plain dictionaries; trees are kept as they were written and brought up when read.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from analysis.wording.renderer import RENDERER_VERSION
from evaluation.impact_report.build.report import ImpactReport
from evaluation.reports.releases import serialize
from evaluation.reports.releases.serialize import NotFrozen

Tree = dict[str, Any]
SCHEMA = 2
"""The form that is written; trees of the first name none."""


def dump(report: ImpactReport) -> str:
    """The report as canonical JSON, with the number of its form."""
    return serialize.canonical({"schema": SCHEMA, **serialize.plain(report, ImpactReport)})


def load(text: str) -> ImpactReport:
    """The report that was written, in this form or an earlier one; NotFrozen where the text is of neither."""
    try:
        tree = upgraded(json.loads(text))
    except (LookupError, TypeError) as fault:
        raise NotFrozen("What is frozen is no report.") from fault
    report = serialize.read_plain(tree, ImpactReport)
    if not 1 <= report.renderer <= RENDERER_VERSION:
        raise NotFrozen(
            f"There is no way to draw renderer {report.renderer}: this program knows 1 to {RENDERER_VERSION}."
        )
    return report


def upgraded(tree: Tree) -> Tree:
    """The tree in the form of today, without its number."""
    number = tree.get("schema", 1)
    if not isinstance(number, int) or not 1 <= number <= SCHEMA:
        raise NotFrozen(f"There is no way to read schema {number}: this program knows 1 to {SCHEMA}.")
    for step in range(number, SCHEMA):
        tree = UPGRADERS[step](tree)
    return {name: part for name, part in tree.items() if name != "schema"}


def _with_renderer(tree: Tree) -> Tree:
    """From 1 to 2: the version of words and drawing is named, which was the first."""
    measured = [[name, {**found, "renderer": 1}] for name, found in tree["measured"]]
    return {**tree, "measured": measured, "renderer": 1}


UPGRADERS: Mapping[int, Callable[[Tree], Tree]] = {1: _with_renderer}
"""By the number of the form before; each gives the next."""
