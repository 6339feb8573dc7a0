"""Forms of a study, a chapter and the public address."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField, validators

from evaluation.store.studies.chapters import LONGEST_NAME


def _name(asked: str) -> StringField:
    length = validators.Length(max=LONGEST_NAME, message=_l("A name has at most 200 characters."))
    return StringField(validators=[validators.InputRequired(asked), length])


class StudyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What a study is called, on which clock its hours are told, and whether people under 16 may answer."""

    name = _name(_l("A study needs a name."))
    time_zone = StringField(
        default="Europe/London", validators=[validators.InputRequired(_l("Write a time zone, such as Europe/London."))]
    )
    parental_consent = BooleanField()


class ChapterForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What a chapter is called and within which wider chapter it lies."""

    name = _name(_l("A chapter needs a name."))
    parent = SelectField()


class AddressForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The address that people open."""

    public = StringField(validators=[validators.InputRequired(_l("Write the address that people open."))])
