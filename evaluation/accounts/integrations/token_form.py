"""The form of a new API token: what for, for how long, within what."""

import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import SelectField, SelectMultipleField, StringField, validators, widgets

from evaluation.store.accounts.api_tokens import LONGEST_TOKEN_NAME, TokenScope, WantedToken
from evaluation.store.accounts.people import EVERYWHERE, RolePlace
from evaluation.store.scope.within_scope import chapters_in_scope, studies_in_scope
from evaluation.web.choices import options
from evaluation.web.current_user import may, my_scope

SCOPE_LABELS = {
    TokenScope.READ_EXPERIMENTS: _l("Read experiments, with where they stand and counts"),
    TokenScope.READ_REPORTS: _l("Read reports and the files of releases"),
    TokenScope.READ_FIGURES: _l("Read the figures of releases that are out"),
    TokenScope.READ_EXPORTS: _l("Read exports"),
    TokenScope.MAKE_EXPORTS: _l("Ask for exports"),
}
ACTION_OF_SCOPE = {
    TokenScope.READ_EXPERIMENTS: "experiment.see",
    TokenScope.READ_REPORTS: "report.see",
    TokenScope.READ_FIGURES: "release.answer",
    TokenScope.READ_EXPORTS: "export.make",
    TokenScope.MAKE_EXPORTS: "export.make",
}
"""What somebody must be allowed to do for a token of theirs to be of use for something."""
DAYS = {"7": _l("7 days"), "30": _l("30 days"), "90": _l("90 days"), "365": _l("365 days")}


class TokenForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A new token."""

    name = StringField(
        validators=[
            validators.InputRequired(_l("Please say what the token is for, in a word or two.")),
            validators.Length(max=LONGEST_TOKEN_NAME, message=_l("A name has at most 60 characters.")),
        ]
    )
    scopes = SelectMultipleField(
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        validators=[validators.InputRequired(_l("Please tick what the token may do."))],
    )
    where = SelectField()
    days = SelectField(choices=options(DAYS), default="90")

    def wanted(self) -> WantedToken:
        """What was asked for."""
        return WantedToken(
            name=self.name.data or "",
            scopes=self.scopes.data or [],
            days=int(self.days.data),
            place=place_chosen(self.where.data or ""),
        )


def token_form(db: Session) -> TokenForm:
    """The form, with what my roles allow and the places where they hold."""
    form = TokenForm()
    allowed = {scope.value: label for scope, label in SCOPE_LABELS.items() if may(ACTION_OF_SCOPE[scope])}
    form.scopes.choices, form.where.choices = options(allowed), place_options(db)
    return form


def place_options(db: Session) -> list[Any]:
    """Where something can be limited to: a study or a chapter within my scope, or nothing."""
    scope = my_scope("token.make")
    places = [("", _("Wherever my roles hold"))]
    places += [(str(study.id), study.name) for study in studies_in_scope(db, scope)]
    places += [(f"{of.study_id}/{of.id}", f"{of.study.name}: {of.name}") for of in chapters_in_scope(db, scope)]
    return options(places)


def place_chosen(where: str) -> RolePlace:
    """The place that an option names."""
    study, _sep, chapter = where.partition("/")
    return RolePlace(uuid.UUID(study), uuid.UUID(chapter) if chapter else None) if study else EVERYWHERE
