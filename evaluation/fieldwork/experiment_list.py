"""The list of experiments, with a search; and people counted by chapter."""

from datetime import date

from flask import Blueprint, render_template, request

from evaluation.store.evening.removed_evenings import removed_lately
from evaluation.store.releases.listing import results_among
from evaluation.store.responses.attendance import counts_of_chapters
from evaluation.store.scope.within_scope import ExperimentFilter, chapters_in_scope, experiments_within
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.current_user import my_scope
from evaluation.web.disclosed_counts import chapters_counted, count_as_disclosed, plans_of, sum_as_disclosed
from evaluation.web.labels import KIND_LABELS, STATE_LABELS, meeting_label

pages = Blueprint("experiments", __name__)
SHOWN = 200
ARCHIVED = "archived"
"""What is asked for in the place of a state."""


@pages.get("/experiments")
@action("experiment.see", keeps_within_scope=True)
def listed() -> str:
    """Every experiment within my scope, the latest first; or those of a chapter, a kind, a state, or some time."""
    search = request.args.get("search", "").strip()[:100]
    asked = {name: request.args.get(name, "") for name in ("chapter", "kind", "state", "first", "last")}
    with services().database.reading() as db:
        scope = my_scope("experiment.see")
        chapters = chapters_in_scope(db, scope)
        chapter = next((each for each in chapters if str(each.id) == asked["chapter"]), None)
        archived = True if asked["state"] == ARCHIVED else None if search else False
        days = {name: _day(asked[name]) for name in ("first", "last")}
        wanted = ExperimentFilter(kind=asked["kind"], archived=archived, **days)
        rows = experiments_within(db, scope, chapter=chapter, search=search, limit=SHOWN, wanted=wanted)
        rows = [row for row in rows if asked["state"] in {"", ARCHIVED, row.state.value}]
        removed = removed_lately(db, chapters_in_scope(db, my_scope("experiment.add")), now=services().clock())
        results = results_among(db, [row.experiment.id for row in rows])
        counted, plans = chapters_counted(db), plans_of(db, [row.experiment.study for row in rows])
    return render_template(
        "fieldwork/experiments.html",
        rows=rows,
        removed=removed,
        archived=ARCHIVED,
        search=search,
        asked=asked,
        chapters=chapters,
        chapter_choices=[(each.id, each.name) for each in chapters],
        kinds=KIND_LABELS,
        results=results,
        meeting_label=meeting_label,
        states=STATE_LABELS,
        shown=SHOWN,
        counted=counted,
        plans=plans,
        count_as_disclosed=count_as_disclosed,
    )


def _day(written: str) -> date | None:
    """A day of the address; what is none asks for nothing."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None


@pages.get("/experiments/by-chapter")
@action("experiment.see", keeps_within_scope=True)
def by_chapter() -> str:
    """People counted by chapter, for every study within my scope."""
    with services().database.reading() as db:
        rows = counts_of_chapters(db, chapters_in_scope(db, my_scope("experiment.see")))
        counted, plans = chapters_counted(db), plans_of(db, [row.chapter.study for row in rows])
    studies = {row.chapter.study_id: row.chapter.study for row in rows}
    by_study = [(study, [row for row in rows if row.chapter.study_id == study.id]) for study in studies.values()]
    return render_template(
        "fieldwork/by_chapter.html",
        studies=by_study,
        any_compared=any(row.comparison for row in rows),
        counted=counted,
        plans=plans,
        count_as_disclosed=count_as_disclosed,
        sum_as_disclosed=sum_as_disclosed,
    )
