"""The host script: the exact words and moments, with the next moment marked."""

import uuid

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.fieldwork.console.button_names import button_names
from evaluation.fieldwork.console.facts_tonight import facts_tonight
from evaluation.fieldwork.evening_state import evening_now
from evaluation.fieldwork.print_pack.print_facts import PrintFacts
from evaluation.models import Experiment, State
from evaluation.printing.markup import print_templates
from evaluation.questionnaire.localised_version import language_name
from evaluation.store.linking.cards import has_host_cards
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.scope import reading_experiment

pages = Blueprint("script", __name__)


@pages.get("/experiments/<uuid:experiment>/script")
@action("experiment.see")
def script(experiment: uuid.UUID) -> str:
    """The words, in a language of the evening."""
    with reading_experiment(experiment) as (db, row):
        return script_page(db, row, back=url_for("home.one", experiment=experiment))


def script_page(db: Session, row: Experiment, *, back: str) -> str:
    """The script of an evening in the language that is asked for, or in its first; `back` leads to its page."""
    if row.is_comparison:
        raise Refused(_("A comparison group has no host script: its people have no workshop."))
    now = evening_now(db, row, now=services().clock())
    facts = facts_tonight(db, now)
    asked = request.args.get("language", "")
    chosen = facts.only_in(asked if asked in facts.languages else facts.language)
    words = (
        print_templates(chosen.language)
        .get_template("print/script/whole.html")
        .render(facts=chosen, two_stacks=has_host_cards(db, row), buttons=button_names(chosen.language))
    )
    return render_template(
        "fieldwork/script.html",
        experiment=row,
        back=back,
        words=Markup(words),  # noqa: S704 - our own template, which escaped everything that is somebody's
        next_moment=next_moment(now.state, facts=chosen),
        languages=[(each, language_name(each)) for each in facts.languages],
        language_chosen=chosen.language,
    )


def next_moment(state: State, *, facts: PrintFacts) -> str:
    """What comes next, in the script's own words."""
    moments: dict[State, str] = {
        State.DRAFT: _("the welcome"),
        State.BEFORE_OPEN: _("the first bell") if facts.has_rounds else _("closing Before"),
        State.BETWEEN: _("the last round") if facts.has_rounds else _("After"),
        State.AFTER_OPEN: _("thanks and goodbyes"),
    }
    over: str = _("over")
    return moments.get(state, over)
