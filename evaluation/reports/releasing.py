"""From the people chosen for a release to the aggregates that are frozen, and from these to files.

Rounded and masked first: every file of a release is made from what is frozen, and nothing in it is finer.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from importlib import resources
from typing import Any

import pandas as pd

from analysis.disclosure import MaskedFlow, all_same, released_flow
from analysis.estimate import NotEstimable, Suppressed
from analysis.frames import paired_scores
from analysis.released import rounded, without_small_counts
from analysis.sample import SampleFigures
from analysis.scoring import Scale
from evaluation.reports import document, making
from evaluation.reports.findings import measured_across, measured_here
from evaluation.reports.impact import ImpactReport
from evaluation.reports.outcomes import OutcomeFigures
from evaluation.reports.releases import canonical
from evaluation.store.release_files import Rebuilding
from evaluation.store.release_frames import ReleaseFrame
from evaluation.store.release_ledger import Outcome
from evaluation.store.reporting import Gathered

OF_ITEMS = "items."
NOT_RELEASED = Suppressed("Not part of a release, since it speaks of people who answered only once.")
LEFT_OUT = Suppressed("Left out of this release, since it could tell what a few people answered.")


def outcomes_of(gathered: Gathered) -> tuple[tuple[Outcome, ...], tuple[str, ...]]:
    """Everything that a release of this may print, scales and items, and the ids of those it is not made without.

    An outcome of which some answers do not compare is not released: people who answered one version could be few.
    """
    scales = gathered.alike.untouched
    items = dict.fromkeys(item for scale in scales for item in scale.items)
    found = [Outcome(id=each.id, items=each.items, minimum_answered=each.minimum_answered) for each in scales]
    found += [Outcome(id=OF_ITEMS + item, items=(item,)) for item in items]
    return tuple(found), tuple(scale.id for scale in scales if scale.primary)


def aggregates_of(gathered: Gathered, released: ReleaseFrame, *, seed: int | None) -> Mapping[str, Any]:
    """What a release of these people prints, as JSON in the shape of `report.json`, rounded and masked."""
    scales = gathered.alike.scales
    outcomes = _not_all_same(released, scales)
    shown = replace(gathered, frame=_without_left_out(released.frame, scales, outcomes))
    report = making.report_of(shown, now=released.frozen_at, seed=seed)
    return without_small_counts(document.document(_as_released(report, released)))  # type: ignore[no-any-return]


def template_version() -> str:
    """SHA-256 of everything that shapes a report's files: templates, their style and the code that fills them."""
    digest = hashlib.sha256()
    for package, folder in (("templates", "reports"), ("evaluation", "reports"), ("evaluation", "static/reports")):
        for name, content in _contents(resources.files(package).joinpath(folder), folder):
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def files(rebuilding: Rebuilding) -> Mapping[str, bytes]:
    """The files of a release, from its aggregates and its chapters' words alone."""
    told = {
        "number": rebuilding.number,
        "title": rebuilding.title,
        "frozen_at": rebuilding.frozen_at.isoformat(),
        "aggregates_sha256": rebuilding.sha256,
        "own_words": dict(rebuilding.words),
    }
    return {"report.json": (canonical({**rebuilding.aggregates, "release": told}) + "\n").encode()}


def _not_all_same(released: ReleaseFrame, scales: tuple[Scale, ...]) -> Mapping[str, frozenset[str]]:
    """The outcomes of each chapter without those of which all people of one of its groups said the same."""
    telling: dict[str, set[str]] = {}
    for scale in scales:
        pairs = paired_scores(released.frame, scale).dropna(subset=["pre", "post"])
        for (chapter, _), group in pairs.groupby(["chapter", "experiment"]):
            if any(all_same(said.tolist()) for said in (group["pre"], group["post"], group["post"] - group["pre"])):
                telling.setdefault(str(chapter), set()).add(scale.id)
    return {chapter: allowed - telling.get(chapter, set()) for chapter, allowed in released.outcomes.items()}


def _without_left_out(
    frame: pd.DataFrame, scales: tuple[Scale, ...], outcomes: Mapping[str, frozenset[str]]
) -> pd.DataFrame:
    """The frame without the answers to scales that may not be printed of a chapter."""
    found = frame.copy()
    for chapter, allowed in outcomes.items():
        items = {item for scale in scales if scale.id not in allowed for item in scale.items}
        found.loc[found["chapter"] == chapter, sorted(items & set(found.columns))] = float("nan")
    return found


def _as_released(report: ImpactReport, released: ReleaseFrame) -> ImpactReport:
    pairs = sum(count["pairs"] for count in released.flow.values())
    outcomes = {name: _outcome(each, pairs=pairs) for name, each in report.outcomes.items()}
    across, label = report.across, {name: found.outcome for name, found in report.measured.items()}
    measured = {
        name: measured_across(each, label=label[name])
        if across
        else measured_here(each, chapter=report.chapters.names[0], label=label[name])
        for name, each in outcomes.items()
    }
    context = replace(report.context, waiting=released.waiting or None)
    return replace(
        report,
        context=context,
        outcomes=outcomes,
        measured=measured,
        items=_items(report, released, pairs=pairs),
        family=rounded(report.family, pairs=pairs),
        flow=_flow(released, below=report.plan.suppress_below),
        workshops=released.workshops,
        answers={},
    )


def _outcome(found: OutcomeFigures, *, pairs: int) -> OutcomeFigures:
    """One outcome, rounded, without what people who answered once would tell."""
    figures = {
        name: rounded(getattr(found, name), pairs=pairs)
        for name in ("chapters", "experiments", "participants", "across", "between")
    }
    return replace(found, **figures, missing=NOT_RELEASED, arms=None, waves={})


def _items(report: ImpactReport, released: ReleaseFrame, *, pairs: int) -> Mapping[str, Any]:
    """Items that may be printed of every chapter; an item is told over all of them together."""
    everywhere = frozenset.intersection(*released.outcomes.values())
    return {
        item: rounded(found, pairs=pairs) if OF_ITEMS + item in everywhere and not _tells(found) else LEFT_OUT
        for item, found in report.items.items()
    }


def _tells(found: SampleFigures | Suppressed) -> bool:
    """Whether everybody said the same of an item, before, after or in how they changed."""
    spreads = () if isinstance(found, Suppressed) else (found.sd_pre, found.sd_post, found.sd_change)
    return any(isinstance(spread, NotEstimable) or round(spread, 10) == 0 for spread in spreads)


def _flow(released: ReleaseFrame, *, below: int) -> MaskedFlow:
    return released_flow(released.flow, below=below)


def _contents(folder: Any, name: str) -> list[tuple[str, bytes]]:  # noqa: ANN401 - a folder of a package, zipped or not
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda each: str(each.name)):
        inside = f"{name}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            found += _contents(entry, inside)
        elif entry.is_file():
            found.append((inside, entry.read_bytes()))
    return found
