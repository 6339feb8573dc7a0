"""What people wrote and let be quoted: an evaluator reads it, sorts it by theme, and says what a report may print."""

import uuid
from collections.abc import Iterable, Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import Session
from werkzeug import Response
from werkzeug.datastructures import MultiDict

from evaluation.domain.errors import Refused
from evaluation.evaluators.requests import my_name
from evaluation.models import Experiment
from evaluation.store.responses.disclosed_words import are_held_back, disclose_words, waves_to_disclose
from evaluation.store.responses.open_answers import (
    LONGEST_THEME,
    Sorting,
    fewest_who_could_have_written,
    sort_answers,
    themes_to_choose,
    unquotable,
    written_at,
)
from evaluation.store.studies.frozen_waves import holds_up
from evaluation.store.studies.studies import suppress_below
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.scope import changing_experiment, log_action, reading_experiment

pages = Blueprint("open_answers", __name__)
ADDRESS = "/reports/experiments/<uuid:experiment>/open-answers"
STANCES = {
    "": _l("Not said"),
    "supports": _l("Goes with the others"),
    "complicates": _l("Complicates them"),
    "contradicts": _l("Contradicts them"),
}


@pages.get(ADDRESS)
@action("report.make")
def shown(experiment: uuid.UUID) -> str:
    """The open answers of an experiment; while a wave but the follow-up is open a sentence in their place.

    What is written at a follow-up waits until it has closed.
    """
    search = request.args.get("q", "").strip()[:100]
    _disclose_new_words(experiment)
    with reading_experiment(experiment) as (db, row):
        live, why_none = holds_up(db, row), _why_none(db, row)
        answers = [] if live or why_none else written_at(db, row.id, search=search)
        others = 0 if live or why_none else unquotable(db, row.id)
        themes = themes_to_choose(db, row)
    return render_template(
        "evaluators/open_answers.html",
        experiment=row,
        live=live,
        why_none=why_none,
        answers=answers,
        others=others,
        themes=themes,
        search=search,
        stances=STANCES,
        longest=LONGEST_THEME,
    )


@pages.post(ADDRESS)
@action("report.make")
def save(experiment: uuid.UUID) -> Response:
    """Keep what was changed on the page, each change written down without the words themselves."""
    wanted = _changed(request.form)
    with changing_experiment(experiment) as (db, row):
        if holds_up(db, row):
            raise Refused(_("A wave is open: open answers can be sorted and released once it is closed."))
        if why := _why_none(db, row):
            raise Refused(why)
        before = sort_answers(db, row.id, sorted_as=wanted, by=my_name(), now=services().clock())
        _write_down(db, row, before=before, after=wanted)
    flash(ngettext("%(num)s answer was changed.", "%(num)s answers were changed.", len(before)))
    return redirect(url_for(".shown", experiment=experiment, q=request.args.get("q") or None), 303)


def _disclose_new_words(experiment: uuid.UUID) -> None:
    """Let those who came since the page was last looked at be on it where they are enough."""
    with reading_experiment(experiment) as (db, row):
        waiting = waves_to_disclose(db, row.id, below=suppress_below(db, row))
        if holds_up(db, row) or are_held_back(db, row.id) or not waiting:
            return
    with changing_experiment(experiment) as (db, row):
        if not holds_up(db, row) and not are_held_back(db, row.id):
            disclose_words(db, waves_to_disclose(db, row.id, below=suppress_below(db, row)), now=services().clock())


def _why_none(db: Session, row: Experiment) -> str:
    """Why no words are shown, where they or those that are missing would tell somebody who wrote them."""
    people, below = fewest_who_could_have_written(db, row.id), suppress_below(db, row)
    if are_held_back(db, row.id):
        return str(
            _(
                "Since words were shown here a few people have taken back or changed theirs. What is taken back is "
                "deleted; the other words are held back, on this page, in reports and in exports, until at least "
                "%(below)s people have, because what is missing would tell who wrote it.",
                below=below,
            )
        )
    if people is None or people >= below:
        return ""
    return str(_("Fewer than %(below)s people answered, so their words would tell who wrote them.", below=below))


def _changed(sent: MultiDict[str, str]) -> dict[uuid.UUID, Sorting]:
    """What is wanted of the answers that were changed on the page.

    What was left as it was shown is absent, so that nobody undoes what somebody else did meanwhile.
    """
    wanted = {each: _sorting(sent, str(each)) for each in _identities(sent.getlist("answer"))}
    return {each: sorting for each, sorting in wanted.items() if sorting != _sorting(sent, f"{each}.was")}


def _identities(given: Iterable[str]) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(each) for each in given]
    except ValueError:
        abort(400)


def _sorting(sent: MultiDict[str, str], name: str) -> Sorting:
    return Sorting(
        theme=sent.get(f"{name}.theme", "").strip(),
        stance=sent.get(f"{name}.stance", ""),
        released=f"{name}.released" in sent,
    )


def _write_down(
    db: Session, row: Experiment, *, before: Mapping[uuid.UUID, Sorting], after: Mapping[uuid.UUID, Sorting]
) -> None:
    for each, was in before.items():
        log_action(
            db,
            f"open_answer {each}",
            _action_of(was, after[each]),
            experiment=str(row.id),
            stance=after[each].stance,
            theme=bool(after[each].theme),
        )


def _action_of(was: Sorting, now: Sorting) -> str:
    """What was done to an answer, as the log calls it."""
    if was.released == now.released:
        return "open answer sorted"
    return "open answer released" if now.released else "open answer taken back"
