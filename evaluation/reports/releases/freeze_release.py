"""From the people chosen for a release to the report that is frozen, and from this to files.

Rounded and masked first: what is frozen is the whole tree of a report, and every file of a release is made from it.
What is read and kept of it in the database, and when, is in `release_steps`.

- `of_experiments(db, experiments, public=...)` gathers one experiment or any set of a chapter's, with its subject.
- `released_report(gathered, frame, printed, ...)` is the report that is frozen.
- `files(rebuilding)` writes every file of a release: contents by name; `wrong_files(db, release)` says what differs.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from importlib.metadata import version

import pandas as pd
from sqlalchemy.orm import Session

from analysis.scoring.scoring import Scale
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.domain.name_order import name_order
from evaluation.impact_report.build.context import DRAFT, AnswersSource
from evaluation.impact_report.build.counts_across import Before, suppressed_counts
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.formats import write
from evaluation.models import Experiment, Release, ReleaseScope
from evaluation.reports import from_study
from evaluation.reports.module_answers import module_answers
from evaluation.reports.quoted import with_open_answers
from evaluation.reports.releasable_outcomes import OF_ITEMS, Printed, columns_asked, without_left_out
from evaluation.reports.releases import tree_schema
from evaluation.reports.releases.disclosed_flow import about_others
from evaluation.reports.releases.groups_again import groups_again
from evaluation.reports.releases.mask import Allowed, released
from evaluation.reports.releases.pseudonyms import Pseudonyms, with_pseudonyms, without_places
from evaluation.reports.releases.serialize import NotFrozen
from evaluation.reports.releases.unclaimed import unclaimed_outcomes, with_letters, withheld_workshops
from evaluation.reports.releases.waiting import about_waiting, waiting_for, with_either_reason
from evaluation.store.releases import releases as store
from evaluation.store.releases.contents import Rebuilding, rebuilding
from evaluation.store.releases.release_frames import ReleaseFrame
from evaluation.store.releases.releases import FileMark, FrozenReport, Subject
from evaluation.store.reports.gather import Gathered, gather_experiments
from evaluation.store.reports.subject import together

RELEASE_FORMATS = ("html", "pdf", "csv", "xlsx", "docx", "svg")
"""Formats of a release, beside report.json."""
NOT_THE_SAME = (
    "It is of renderer {renderer}, which this program is to write to the same bytes: either it does not, or packages "
    "are installed that requirements.txt does not name."
)


def of_experiments(db: Session, experiments: Sequence[Experiment], *, public: bool) -> tuple[Gathered, Subject]:
    """One experiment, or any set of a chapter's, with what a release of it is called."""
    gathered = gather_experiments(db, experiments)
    return gathered, subject_of(gathered, public=public)


def subject_of(gathered: Gathered, *, public: bool) -> Subject:
    """What a release of one experiment, or of some of a chapter's, is called; the same set is one subject."""
    first = gathered.experiments[0]
    if len(gathered.experiments) == 1:
        return Subject(scope=ReleaseScope.EXPERIMENT, id=first.id, title=first.title, public=public)
    chapter = next(each for each in gathered.chapters if each.id == first.chapter_id)
    subject = together(chapter.id, [each.id for each in gathered.experiments])
    titles = ", ".join(each.title for each in gathered.experiments)
    return Subject(scope=ReleaseScope.CHAPTER, id=subject, title=f"{chapter.name}: {titles}"[:300], public=public)


def report_title(gathered: Gathered) -> str:
    """What a report of one experiment, of some or all of a chapter's, or of a study is called."""
    if gathered.one_chapter or len(gathered.experiments) == 1:
        return subject_of(gathered, public=False).title
    return gathered.study.name


def wrong_files(db: Session, release: Release) -> list[str]:
    """How the files of a release that is out, written again, differ from those that were released; or nothing."""
    wrong = file_differences(store.files_of(db, release), files(rebuilding(db, release)))
    if wrong:
        wrong.append(NOT_THE_SAME.format(renderer=release.renderer))
    return wrong


def file_differences(marks: Iterable[FileMark], files: Mapping[str, bytes]) -> list[str]:
    """How files that were written again differ from those that were released: a sentence each, or none.

    A renderer reads neither the database nor the clock: its files are the same bytes whenever they are written.
    """
    released = {mark.name: mark.sha256 for mark in marks}
    found = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    lacking = [f"{name} was released and is not written any more." for name in sorted(set(released) - set(found))]
    extra = [f"{name} was not part of the release." for name in sorted(set(found) - set(released))]
    changed = [name for name in sorted(set(found) & set(released)) if found[name] != released[name]]
    return lacking + extra + [f"{name} is not the same bytes as when it was released." for name in changed]


def files(asked: Rebuilding) -> Mapping[str, bytes]:
    """The files of a release, from what is frozen and its chapters' words alone."""
    report = tree_of(asked)
    facts = {
        "number": asked.number,
        "title": asked.title,
        "frozen_at": asked.frozen_at.isoformat(),
        "aggregates_sha256": asked.sha256,
    }
    return write.of_release(report, facts, formats=(*RELEASE_FORMATS, *write.SCRIPTS))


def tree_of(asked: Rebuilding) -> ImpactReport:
    """The report that is frozen in a release, with its chapters' words."""
    report = frozen_tree(asked.aggregates, number=asked.number)
    named = report.context.named
    words = sorted((named[chapter], said) for chapter, said in asked.words.items() if chapter in named)
    if report.renderer >= 2:
        words = sorted(words, key=lambda each: name_order(each[0]))
    return replace(report, context=replace(report.context, own_words=dict(words)))


def frozen_tree(aggregates: str, *, number: int) -> ImpactReport:
    """The report that is frozen in the aggregates of a release of this number, without any chapter's words."""
    try:
        return tree_schema.load(aggregates)
    except NotFrozen:
        raise Refused(
            Message(
                "What is frozen of release %(number)s cannot be read here: a later version of the program froze it, "
                "which writes its files, or somebody changed it.",
                number=number,
            )
        ) from None


def released_report(
    gathered: Gathered,
    frame: ReleaseFrame,
    printed: Printed,
    *,
    pseudonyms: Pseudonyms | None = None,
    seed: int | None = None,
    language_code: str = "en",
    draft: bool = False,
    source: AnswersSource | None = None,
    below: int = 0,
) -> ImpactReport:
    """The report of the people in a release or in a `draft`, rounded and masked; `language_code` its language.

    `printed` are the outcomes that may be, by group (`printed_of`); `source` names the files of their answers that it
    can be made again from, and `pseudonyms` stand for names. `below` is the threshold of a public release.
    """
    scales = gathered.alike.scales
    made = partial(_made, gathered, now=frame.frozen_at)
    unclaimed = unclaimed_outcomes(frame, scales, printed, made)
    frame = replace(frame, frame=without_left_out(frame.frame, scales, printed))
    withheld = withheld_workshops(frame.frame, scales, asked=columns_asked(gathered))
    if pseudonyms:
        gathered, frame = with_pseudonyms(gathered, frame, pseudonyms=pseudonyms)
        unclaimed = with_letters(unclaimed, pseudonyms.chapters)
    shown = replace(gathered, frame=frame.frame)
    report = from_study.report_of(
        shown, now=frame.frozen_at, seed=seed, language_code=language_code, unclaimed=unclaimed
    )
    context = with_open_answers(replace(report.context, withheld=withheld), frame.wrote, counted=False)
    report = replace(report, context=replace(context, modules=module_answers(gathered, frame, named=not pseudonyms)))
    allowed = _allowed(frame, shown, scales, below=max(below, report.plan.suppress_below))
    masked = released(_titled(report, gathered, frame, named=not draft), allowed)
    found = _with_source(waiting_for(with_either_reason(masked), frame.lacking), source)
    return without_places(found) if pseudonyms else found


def _made(gathered: Gathered, frame: pd.DataFrame, *, now: datetime) -> ImpactReport:
    return from_study.report_of(replace(gathered, frame=frame), now=now)


def _allowed(frame: ReleaseFrame, shown: Gathered, scales: Sequence[Scale], *, below: int) -> Allowed:
    """What the ledger allows of the people `shown`, and of no fewer than `below` people."""
    before = Before(sets=frame.before, beyond=frame.beyond)
    everywhere = frozenset[str]().union(*frame.outcomes.values()).intersection(*frame.outcomes.values())
    return Allowed(
        items=frozenset(name.removeprefix(OF_ITEMS) for name in everywhere if name.startswith(OF_ITEMS)),
        flow=frame.flow,
        comparison_flow=frame.comparison_flow,
        waiting=about_waiting(frame.waiting, below=below),
        workshops=frame.workshops,
        changed=frame.changed,
        before=before,
        suppressed_counts=suppressed_counts(from_study.those_who_came(shown), scales, before),
        held_by_lot=frame.held_by_lot,
        again=groups_again(shown.frame, scales),
        below=below,
        about=_about_others(frame, below=below),
    )


def _about_others(frame: ReleaseFrame, *, below: int) -> dict[str, int]:
    """About how many others answered at each wave of a study, where nobody is held back by lot."""
    used = sum(counts["pairs"] for counts in frame.flow.values())
    return {} if frame.held_by_lot or not used else about_others(frame.answered, used=used, below=below)


def _with_source(report: ImpactReport, source: AnswersSource | None) -> ImpactReport:
    """The report that names the files of its answers by their digest."""
    if source is None:
        return report
    context = replace(report.context, source=source, data_sha256=source.sha256)
    return replace(report, context=context, data_sha256=source.sha256)


def _titled(report: ImpactReport, gathered: Gathered, frame: ReleaseFrame, *, named: bool) -> ImpactReport:
    """The report with titles for workshops that are printed under one name; where `named`, what it calls each chapter.

    A draft names none, since no chapter's words will stand in it, and says that it is one.
    """
    titles = report.context.experiments
    together = sorted(frame.frame["experiment"].unique())
    joined = {name: ", ".join(titles.get(each, each) for each in name.split("+")) for name in together}
    names = {str(chapter.id): chapter.name for chapter in gathered.chapters} if named else DRAFT
    return replace(report, context=replace(report.context, experiments=joined, named=names))


def as_frozen(report: ImpactReport, gathered: Gathered, *, seed: int | None) -> FrozenReport:
    """What is kept of a released report: its tree, and what it was made from and with."""
    return FrozenReport(
        aggregates=tree_schema.dump(report),
        data_sha256=report.data_sha256,
        instruments={f"{each.instrument}/{each.number}": each.digest for each in gathered.versions},
        code_version=version("weaving-evaluation"),
        renderer=report.renderer,
        seed=seed,
    )
