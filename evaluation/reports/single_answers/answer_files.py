"""The files of answers that a report can be made again from: an export holds the same, known by their digests.

A file tells of whole groups of the ledger. That of one group follows from what the group answered and from nothing
else, so that a later export has the same file as long as nobody of the group comes, leaves or changes an answer.
"""

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd
from sqlalchemy.orm import Session

import instruments
from analysis.thresholds import TOO_FEW_TO_REPORT_BELOW
from evaluation.impact_report.build.context import AnswersFile, AnswersSource
from evaluation.impact_report.build.scales import questions_path
from evaluation.reports.releasable_outcomes import Printed, without_left_out
from evaluation.reports.single_answers.anonymous import in_groups, items_of
from evaluation.reports.single_answers.asked_alike import not_asked_alike
from evaluation.reports.single_answers.codebook import ARM, TRANSLATION, answer_columns, follow_columns, variables
from evaluation.reports.single_answers.table_formats import as_csv, table_sheet
from evaluation.store.releases.eligibility import Chosen
from evaluation.store.releases.release_frames import ReleaseFrame
from evaluation.store.reports.export import answers_to_export, versions_answered
from evaluation.store.reports.gather import Gathered

WHOLE = "data/answers.csv"
"""Where an export has the answers of a whole study."""
OF_EXPERIMENTS = "data/experiments/"
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosedAnswers:
    """The answers before and after that may be told of a study: `frame` with the versions asked in each group."""

    frame: pd.DataFrame
    asked: tuple[instruments.Version, ...]
    asked_in: Mapping[str, tuple[instruments.Version, ...]]
    complete: bool
    """Whether every answer that a report counts is in it."""

    @property
    def whole(self) -> bytes:
        """The file of all groups."""
        return _csv(self.frame, self.asked)

    @property
    def by_group(self) -> dict[str, bytes]:
        """The file of each group, by where an export has it."""
        named = self.frame["experiment"].astype(str)
        return {path_of(group): _csv(self.frame[named == group], self.asked_in[group]) for group in sorted(set(named))}


def disclosed_answers(
    answers: pd.DataFrame,
    people: Mapping[uuid.UUID, str],
    *,
    groups: Mapping[str, str],
    asked: Iterable[instruments.Version],
) -> DisclosedAnswers:
    """What is told of these people, each with their experiment; `groups` names the group of each experiment."""
    versions = {(each.id, each.number): each for each in asked}
    there = answers[answers["participant"].map(people) == answers["experiment"]]
    keys = there.assign(group=there["experiment"].map(groups))[["group", "instrument", "version"]].drop_duplicates()
    found: dict[str, set[tuple[str, int]]] = {}
    for group, instrument, number in keys.itertuples(index=False):
        found.setdefault(str(group), set()).add((instrument, int(number)))
    following = follow_columns(versions.values())
    frame = in_groups(_alike(there, groups, versions), people, groups=groups, following=following)
    given = there[there["wave"].isin(frame["wave"].unique())]
    return DisclosedAnswers(
        frame=frame,
        asked=tuple(versions.values()),
        asked_in={
            group: tuple(versions[key] for key in versions if key in keys_of) for group, keys_of in found.items()
        },
        complete=int(given[items_of(given)].notna().sum().sum()) == int(frame[items_of(frame)].notna().sum().sum()),
    )


def _alike(
    there: pd.DataFrame, groups: Mapping[str, str], versions: Mapping[tuple[str, int], instruments.Version]
) -> pd.DataFrame:
    """The answers without questions that a group was not asked alike at a wave: they would part it by its versions."""
    alike = there.copy()
    for (_, wave), rows in there.groupby([there["experiment"].map(groups), "wave"], sort=False):
        keys = {(name, int(number)) for name, number in zip(rows["instrument"], rows["version"], strict=True)}
        unlike = not_asked_alike([versions[key] for key in keys], str(wave)) if len(keys) > 1 else frozenset()
        alike.loc[rows.index, [item for item in there.columns if item in unlike]] = float("nan")
    return alike


def group_names(frame: ReleaseFrame) -> dict[str, str]:
    """What the group of each experiment that is told of is called."""
    groups = (str(group) for group in frame.frame["experiment"].unique())
    return dict(sorted((name, group) for group in groups for name in group.split("+")))


def source_of(
    db: Session, gathered: Gathered, chosen: Chosen, frame: ReleaseFrame, *, printed: Printed
) -> AnswersSource | None:
    """The files from which a report of those who were chosen can be made again; None where it tells of nobody.

    None, too, where the study asked another version elsewhere than a report of less than the study is of: an export has
    the answers that can be compared across the study, and not all that this report counts. `printed` are the outcomes
    of each group that may be printed (`releasable_outcomes.printed_of`).
    """
    groups = group_names(frame)
    if not groups or _asked_elsewhere(db, gathered):
        return None
    slugs = {each.id: each.slug for each in gathered.experiments}
    answers = without_left_out(answers_to_export(db, list(slugs)), gathered.alike.scales, printed)
    people = {who: slugs[where] for who, where in chosen.people.items()}
    disclosed = disclosed_answers(answers, people, groups=groups, asked=gathered.known.versions)
    one_study = not gathered.one_chapter and len(gathered.experiments) > 1
    files = {WHOLE: disclosed.whole} if one_study else disclosed.by_group
    return AnswersSource(
        files=tuple(AnswersFile(name=name, sha256=_digest(content)) for name, content in files.items()),
        options=_options(gathered),
        complete=disclosed.complete,
        exported=True,
    )


def _asked_elsewhere(db: Session, gathered: Gathered) -> set[tuple[str, int]]:
    """The versions of the same questionnaires that anybody of the study answered and nobody of the report."""
    known = {(each.id, each.number) for each in gathered.known.versions}
    same = {name for name, _ in known}
    return {each for each in versions_answered(db, gathered.study) if each[0] in same} - known


def _options(gathered: Gathered) -> tuple[str, ...]:
    """What `weaving analyse` is told besides; nothing where one command cannot make it again."""
    versions = gathered.known.versions
    if len(versions) != 1:
        return ()
    below = int(gathered.plan.body["suppress_below"])
    usual = below == TOO_FEW_TO_REPORT_BELOW
    return ("--instrument", name_of_questions(versions[0]), *(() if usual else ("--suppress-below", str(below))))


def path_of(group: str) -> str:
    """Where an export has the answers of one group."""
    short = group if len(group) <= LONGEST_NAME else f"{group[:LONGEST_NAME]}-{_digest(group.encode())[:8]}"
    return f"{OF_EXPERIMENTS}{short}.csv"


def is_of_experiment(path: str) -> bool:
    """Whether a path of an export is that of the answers of one group."""
    return path.startswith(OF_EXPERIMENTS)


def name_of_questions(version: instruments.Version) -> str:
    """A version as `weaving analyse` knows it: by name where it came with the program, otherwise the export's file."""
    try:
        bundled = instruments.load(version.id, version.number)
    except instruments.NoSuchVersion:
        bundled = None
    return f"{version.id}/{version.number}" if bundled == version else questions_path(version.id, version.number)


def _csv(frame: pd.DataFrame, asked: Iterable[instruments.Version]) -> bytes:
    columns = variables(asked, compared=ARM.name in frame, corrected=TRANSLATION.name in frame)
    return as_csv(table_sheet("answers", answer_columns(frame, columns)))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
