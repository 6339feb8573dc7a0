"""A new experiment in three answers, or a copy of the last one in a single press."""

import secrets
import uuid
from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug import Response
from wtforms import (
    DateField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TimeField,
    validators,
    widgets,
)

from evaluation.domain.errors import Refused
from evaluation.domain.experiment_roles import ExperimentRole
from evaluation.fieldwork.planning.copied_evening import said_of_copied_place, version_to_ask
from evaluation.fieldwork.planning.like_the_last import (
    chosen_chapter,
    example_for,
    instrument_of,
    languages_of,
    languages_to_choose,
    name_among,
    questionnaires_to_choose,
    said_of_left_out,
    usual_example,
)
from evaluation.fieldwork.planning.moved_day import said_of_holiday
from evaluation.models import Chapter, Experiment, Kind
from evaluation.store.evening.removed_evenings import is_removed
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.scope.within_scope import chapters_in_scope
from evaluation.store.studies.copy_experiment import (
    copy_experiment,
    first_of_kind,
    first_of_name,
    free_title,
    hours,
    kinds_held,
    version_asked,
)
from evaluation.store.studies.experiments import add_experiment, experiment_made
from evaluation.store.studies.plausible_days import refuse_far
from evaluation.store.studies.studies import local
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.choices import options
from evaluation.web.labels import KIND_LABELS, ROLE_LABELS
from evaluation.web.presses.same_press import fresh_press, identity_of_press
from evaluation.web.scope import changing_experiment, log_action, reading_experiment, scope_of_page
from evaluation.web.staff_layout import day

pages = Blueprint("beginning", __name__)


@dataclass(frozen=True, slots=True)
class LikeIt:
    """An experiment that there is already and that the one asked for may be, and what tells so."""

    one: Experiment
    by: Literal["form", "name", "kind"]


def _near(_form: FlaskForm, field: DateField) -> None:
    """Refuse a day that only a slip of the keys can mean."""
    try:
        refuse_far(field.data, now=services().clock())
    except Refused as refusal:
        raise validators.ValidationError(refusal.faults[0]) from None


class EveningForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What, when and how many; the rest is filled in and can be changed."""

    title = StringField(
        validators=[validators.DataRequired(_l("Please say what it is called.")), validators.Length(max=200)]
    )
    date = DateField(validators=[validators.InputRequired(_l("Please say on which day.")), _near])
    starts = TimeField(validators=[validators.Optional()])
    ends = TimeField(validators=[validators.Optional()])
    expected = IntegerField(
        validators=[validators.Optional(), validators.NumberRange(1, 5000, _l("Between 1 and 5000 people."))]
    )
    kind = SelectField(choices=options(KIND_LABELS))
    role = SelectField(choices=options(ROLE_LABELS), default=ExperimentRole.WORKSHOP.value)
    place = StringField(validators=[validators.Length(max=200)])
    planned_rounds = IntegerField(validators=[validators.Optional(), validators.NumberRange(1, 30)])
    minutes_a_round = IntegerField(validators=[validators.Optional(), validators.NumberRange(1, 120)])

    def validate_ends(self, field: TimeField) -> None:
        """Hours that one evening can have, found together with every other fault; the zone does not matter to that."""
        try:
            hours(self.date.data, self.starts.data, field.data, zone="UTC")
        except Refused as refusal:
            raise validators.ValidationError(refusal.faults[0]) from None


class BeginningForm(EveningForm):
    """The same, in which chapter, and in which of the languages that are live."""

    languages = SelectMultipleField(
        option_widget=widgets.CheckboxInput(), widget=widgets.ListWidget(prefix_label=False), validate_choice=False
    )
    chapter = SelectField(validators=[validators.InputRequired(_l("Please choose the chapter."))])
    instrument = SelectField(default="")


@pages.route("/experiments/new", methods=["GET", "POST"])
@action("experiment.add", keeps_within_scope=True)
def new() -> str | Response | tuple[str, int]:
    """The form, and the experiment it makes."""
    form = BeginningForm()
    with services().database.reading() as db:
        chapters = chapters_in_scope(db, scope_of_page())
        chosen = chosen_chapter(chapters, request.args.get("chapter", ""))
        chosen_by_hand = [("", _l("Choose the chapter"))] if len(chapters) > 1 else []
        named = [(str(each.id), name_among(each, chapters)) for each in chapters]
        form.chapter.choices = options([*chosen_by_hand, *named])
        form.instrument.choices = options(questionnaires_to_choose(db))
        form.languages.choices = options(languages_to_choose(db, str(form.kind.data or "")))
        if chapters and not form.is_submitted():
            _fill_in(db, form, chapters, chosen)
        about: dict[str, object] = {
            "chapters": named,
            "chosen": chosen,
            "kinds": kinds_held(db, chosen) if chosen else [],
            "there": _like_it(db, form, chosen) if chosen and not form.is_submitted() else None,
        }
    if not form.validate_on_submit():
        return _page(form, about)
    try:
        with services().database.transaction() as db:
            made, same = _made(db, form)
    except Refused as refusal:
        form.form_errors.extend(refusal.faults)
        return _page(form, about), 422
    if made is None:
        return _page(form, about, same=same), 409
    return redirect(url_for("home.one", experiment=made.id), 303)


@pages.get("/experiments/<uuid:experiment>/copy")
@action("experiment.add")
def copied(experiment: uuid.UUID) -> Response:
    """Where a question about a copy is loaded again: back to the page on which it was asked for."""
    with reading_experiment(experiment) as (_db, row):
        return redirect(url_for("home.one", experiment=row.id), 303)


@pages.post("/experiments/<uuid:experiment>/copy")
@action("experiment.add")
def copy(experiment: uuid.UUID) -> Response | tuple[str, int]:
    """The same again on the day that is given, or today: its page with the address and the QR code is next.

    Where one of its name is on that day, another is made, with a number, once it is said that one is meant.
    """
    now, sent = services().clock(), request.form.get("on", "")
    identity = identity_of_press(*filter(None, [sent]))
    with changing_experiment(experiment) as (db, row):
        if experiment_made(db, row.chapter, identity=identity) is None:
            on, rng = _day(sent) or local(now, row.study).date(), secrets.SystemRandom()
            refuse_far(on, now=now)
            same = first_of_name(db, row.chapter, title=row.title, on=on)
            if same and "another" not in request.form:
                return render_template("fieldwork/copy.html", one=row, same=same, on=on, same_press=fresh_press()), 409
            title = free_title(db, row.chapter, title=row.title, on=on)
            version, said = version_to_ask(db, row, now=now)
            fresh = copy_experiment(db, row, on=on, now=now, rng=rng, identity=identity, version=version)
            fresh.title = title
            log_action(db, fresh, "experiment added", copied_from=str(row.id))
            if said:
                flash(said)
            if fresh.place:
                flash(said_of_copied_place(fresh.place))
    return redirect(url_for("home.one", experiment=identity), 303)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise Refused(_("%(written)s is not a day.", written=written)) from None


def _page(form: BeginningForm, about: dict[str, object], *, same: LikeIt | None = None) -> str:
    return render_template(
        "fieldwork/new.html", form=form, kind_labels=KIND_LABELS, same_press=fresh_press(), same=same, **about
    )


def _fill_in(db: Session, form: BeginningForm, chapters: list[Chapter], chosen: Chapter | None) -> None:
    """The answers most likely to be right: today, and the rest as at the chosen chapter's last of that kind."""
    now, asked = services().clock(), request.args.get("kind", "")
    kind = asked if asked in {each.value for each in Kind} else ""
    like = (
        example_for(db, chosen, kind=kind, now=now) if chosen else usual_example(local(now, chapters[0].study).date())
    )
    form.languages.choices = options(languages_to_choose(db, like.kind))
    form.chapter.data = str(chosen.id) if chosen else ""
    for name, value in asdict(like).items():
        form[name].data = list(value) if name == "languages" else value


def _made(db: Session, form: BeginningForm) -> tuple[Experiment | None, LikeIt | None]:
    """What the form makes; nothing where there is one like it, until it is said that another is meant.

    That one comes second. Loading the form again by Back may give it another title, so that its day and kind count too.
    """
    within = chapters_in_scope(db, scope_of_page())
    found = [each for each in within if str(each.id) == form.chapter.data]
    chapter = found[0] if found else abort(404)
    form.languages.data = languages_of(db, _instrument(form), form.languages.data or ())
    identity = identity_of_press()
    before = experiment_made(db, chapter, identity=identity)
    if before and before.chapter_id in {each.id for each in within}:
        if _says_the_same(form, before) and version_asked(db, before).instrument == _instrument(form):
            flash(_("It was made already, and this is it. For another one, begin a new experiment."))
            return before, None
        return None, LikeIt(before, "form")
    like = _like_it(db, form, chapter)
    if like and request.form.get("another") not in {"yes", str(like.one.id)}:
        return None, like
    taken = before is not None or is_removed(db, identity)
    return _added(db, form, chapter, uuid.uuid4() if taken else identity), None


def _like_it(db: Session, form: BeginningForm, chapter: Chapter) -> LikeIt | None:
    """The one that a chapter has on the day of the form, of the same name or else of the same kind."""
    on, title = form.date.data, form.title.data or ""
    if same := first_of_name(db, chapter, title=title, on=on):
        return LikeIt(same, "name")
    found = first_of_kind(db, chapter, kind=str(form.kind.data), role=str(form.role.data), on=on)
    return LikeIt(found, "kind") if found else None


def _says_the_same(form: BeginningForm, row: Experiment) -> bool:
    """Whether the form says of an experiment what is kept of it."""
    begins, over = hours(form.date.data, form.starts.data, form.ends.data, zone=row.study.time_zone)
    said = {
        "chapter_id": uuid.UUID(form.chapter.data),
        "title": (form.title.data or "").strip(),
        "date": form.date.data,
        "kind": form.kind.data,
        "role": form.role.data,
        "place": (form.place.data or "").strip(),
        "expected": form.expected.data,
        "languages": list(form.languages.data or ()),
        "starts_at": begins,
        "ends_at": over,
    }
    if not row.is_comparison:
        said |= {"planned_rounds": form.planned_rounds.data, "minutes_a_round": form.minutes_a_round.data}
    return all(getattr(row, name) == value for name, value in said.items())


def _instrument(form: BeginningForm) -> str:
    return instrument_of(str(form.kind.data), form.instrument.data or "")


def _added(db: Session, form: BeginningForm, chapter: Chapter, identity: uuid.UUID) -> Experiment:
    made = add_experiment(
        db,
        chapter,
        title=form.title.data or "",
        kind=str(form.kind.data),
        version=version_in_use(db, _instrument(form), now=(now := services().clock())),
        now=now,
        rng=secrets.SystemRandom(),
        date=form.date.data,
        place=form.place.data or "",
        expected=form.expected.data,
        role=str(form.role.data),
        languages=tuple(form.languages.data or ()),
        identity=identity,
    )
    if not made.is_comparison:
        made.planned_rounds, made.minutes_a_round = form.planned_rounds.data, form.minutes_a_round.data
    made.starts_at, made.ends_at = hours(form.date.data, form.starts.data, form.ends.data, zone=chapter.study.time_zone)
    log_action(db, made, "experiment added")
    for said in said_of_left_out(db, _instrument(form), request.form.getlist("languages")):
        flash(said)
    if made.date and made.date < local(now, chapter.study).date():
        flash(_("Its day, %(day)s, is over already. Is that what you mean?", day=day(made.date)))
    elif made.date and (holiday := said_of_holiday(made.date, made)):
        flash(holiday)
    return made
