"""Who an export tells of: those of whom the study's report tells, by the same ledger, and forms that stand alone.

An export is written into the ledger as a report is, and its rows besides: whatever is compared of exports and reports,
earlier and later ones, leaves at least k people. An experiment that was reported or exported and that a few people left
is left out of later exports.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy.orm import Session

from analysis.disclosure.groups import People, State
from analysis.disclosure.single_rows import Rows
from evaluation.domain.errors import Refused
from evaluation.models import Experiment
from evaluation.reports.releasable_outcomes import Printed, printed_of, wanted_of, without_left_out
from evaluation.reports.releases.freeze_release import report_title
from evaluation.storage.keys import key
from evaluation.store.releases.eligibility import Chosen, choose_for_draft, why_too_few
from evaluation.store.releases.ledger import as_people, usable_people
from evaluation.store.releases.ledger_entries import entries_of, keep_page
from evaluation.store.releases.release_frames import ANSWERS_CHANGED, ReleaseFrame, release_frame
from evaluation.store.releases.row_ledger import admitted, first_steps, rows_disclosed, waves_few_left
from evaluation.store.releases.single_forms import Singles, single_forms, states_of
from evaluation.store.reports.export import ReleasedWords, answers_to_export, released_words
from evaluation.store.reports.gather import Gathered
from evaluation.store.reports.module_counts import ModuleCounts
from evaluation.web.app import Services

LEFT = (
    "Since the last export, or the first report, a few people have taken their answers back at every experiment, and "
    "the two compared would tell which answers were theirs. What changed since is told by a report: "
    "`weaving report --study`. An experiment is exported again once at least {below} of its people have left."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncludedPeople:
    """Who an export tells of.

    `answers` are those of the whole study, without outcomes that may not be told of a group: of these it tells the
    rows before and after of `people`, each with their experiment. Forms that stand alone are those in the rows `alone`.
    `frame` is what the study's report tells, whose figures stand beside, and `printed` the outcomes that may be, by
    group. `words` are free text of the same experiments, `modules` what the report counts of questions of modules.
    """

    decided: "AdmittedRows"
    people: Mapping[uuid.UUID, str]
    alone: Collection[int]
    frame: ReleaseFrame
    printed: Printed
    answers: pd.DataFrame
    words: list[ReleasedWords]
    modules: tuple[ModuleCounts, ...]


@dataclass(frozen=True, slots=True)
class AdmittedRows:
    """What the ledger lets be told: people as in a report, and of these and of single forms the rows."""

    chosen: Chosen
    answers: pd.DataFrame
    singles: Singles
    rows: Sequence[Rows]
    fresh: Sequence[Rows]

    def tells_the_same_as(self, other: "AdmittedRows") -> bool:
        """Whether the same rows would be told."""
        return self.chosen.tells_the_same_as(other.chosen) and self.rows == other.rows


def included_now(db: Session, services: Services, gathered: Gathered, *, now: datetime) -> IncludedPeople:
    """Who may be told of now; refused where the ledger lets nobody be."""
    found = _decided(db, services, gathered, now=now)
    _refuse_nobody(found, below=int(gathered.plan.body["suppress_below"]))
    frame = release_frame(db, gathered, found.chosen, now=now)
    used = {each.id: each.slug for each in gathered.experiments if _is_included(found, each)}
    scales = gathered.alike.scales
    printed = printed_of(frame, scales)
    return IncludedPeople(
        decided=found,
        people={who: used[where] for who, where in found.chosen.people.items() if where in used},
        alone=found.singles.rows_in(found.rows),
        frame=frame,
        printed=printed,
        answers=without_left_out(found.answers, scales, printed),
        words=released_words(db, used),
        modules=frame.modules,
    )


def enter_in_ledger(db: Session, services: Services, gathered: Gathered, included: IncludedPeople) -> None:
    """Write an export into the ledger; refused where somebody else would be told of by now."""
    now = included.frame.frozen_at
    again = _decided(db, services, gathered, now=now)
    if not again.tells_the_same_as(included.decided):
        raise Refused(ANSWERS_CHANGED)
    page, title, of = again.chosen.decision.page, report_title(gathered), gathered.experiments
    keep_page(db, gathered.study, page, experiments=of, title=title, now=now, rows=again.fresh)


def _decided(db: Session, services: Services, gathered: Gathered, *, now: datetime) -> AdmittedRows:
    lots, below = key(services.settings, "lots"), int(gathered.plan.body["suppress_below"])
    wanted = wanted_of(gathered)
    chosen = choose_for_draft(db, wanted, key=lots, now=now)
    experiments = [each.id for each in gathered.experiments]
    answers, disclosed = answers_to_export(db, experiments), rows_disclosed(db, gathered.study)
    slugs = {each.id: each.slug for each in gathered.experiments}
    used_people = {who: slugs[where] for who, where in chosen.people.items()}
    counted = as_people(usable_people(db, experiments, outcomes=wanted.outcomes, key=lots))
    pages = [entry.page for entry in entries_of(db, gathered.study)]
    further = {wave: [each.id for each in wanted.outcomes if wave in each.waves] for wave in chosen.further}
    few_left = waves_few_left(pages, counted, further, below=below)
    singles = single_forms(answers, used_people, chosen.further, key=lots).without(few_left)
    used = chosen.decision.page.used
    states: list[State] = [{each: used[each] for each in group} for group in chosen.decision.groups]
    states += states_of(singles, disclosed, further=further, below=below, now=now)
    people: People = {**counted, **singles.people}
    rows = admitted(disclosed, states, people, counted=first_steps(pages), below=below)
    return AdmittedRows(chosen, answers, singles, *rows)


def _is_included(found: AdmittedRows, experiment: Experiment) -> bool:
    return any(str(experiment.id) in each.state for each in found.rows)


def _refuse_nobody(found: AdmittedRows, *, below: int) -> None:
    if not found.chosen.decision.chapters:
        raise Refused(why_too_few(found.chosen.decision, below=below))
    if not any(set(each.state) & set(found.chosen.decision.page.used) for each in found.rows):
        raise Refused(LEFT.format(below=below))
