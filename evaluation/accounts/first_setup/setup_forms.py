"""What is asked at the first start: who administers, then all that an evening needs."""

from collections.abc import Iterable, Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, Field, SelectField, StringField, ValidationError, validators

from evaluation.accounts.forms import InvitationForm
from evaluation.domain.errors import Refused
from evaluation.storage.settings import checked_address
from evaluation.store.accounts.accounts import normal_email
from evaluation.store.studies.chapters import LONGEST_NAME
from evaluation.store.studies.studies import time_zone_faults
from evaluation.store.studies.who_asks import LONGEST, WhoAsks, contact_faults, keep_until_faults
from evaluation.web.choices import options

YOUNGEST = {"16": "16", "parent": _l("under 16, where a parent or carer agrees")}
"""Who may answer at the youngest, as a study keeps it: whether a parent or carer can agree for somebody under 16."""


class AdministratorForm(InvitationForm):
    """The first person: a name, an address, a password, and whether they read results and write questions as well."""

    email = StringField(validators=[validators.InputRequired(_l("Please give an e-mail address."))])
    evaluates = BooleanField()
    drafts = BooleanField()

    def names(self) -> Sequence[str]:
        """What the password must not be made of."""
        return (self.name.data or "", self.email.data or "")

    def validate_email(self, field: StringField) -> None:
        """An e-mail address."""
        try:
            normal_email(field.data or "")
        except Refused as refusal:
            raise ValidationError(refusal.faults[0]) from None


def _needed(asked: str, *, most: int = LONGEST_NAME) -> StringField:
    length = validators.Length(max=most, message=_l("That is too long: phones are small."))
    return StringField(validators=[validators.DataRequired(asked), length])


def _refuse(faults: Iterable[str]) -> None:
    if fault := next(iter(faults), None):
        raise ValidationError(fault)


class NamesField(Field):
    """Names that were added one after another, each in a hidden field of this name."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """As they were sent."""
        self.data = valuelist


class SetupForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The organisation, the study with its chapters, and the address that phones open; every fault is found at once."""

    organisation = _needed(_l("Say which organisation asks."), most=LONGEST // 2)
    where = StringField(validators=[validators.Length(max=LONGEST // 2 - 2)])
    contact = _needed(_l("Say where people can ask: an e-mail address that somebody reads."), most=LONGEST // 2)
    telephone = StringField(validators=[validators.Length(max=LONGEST // 2 - 2)])
    study = _needed(_l("A study needs a name."))
    time_zone = StringField(
        default="Europe/London", validators=[validators.InputRequired(_l("Write a time zone, such as Europe/London."))]
    )
    youngest = SelectField(choices=options(YOUNGEST), default="16")
    chapters = StringField()
    named = NamesField()
    keep_until = DateField(validators=[validators.InputRequired(_l("Say until which day answers are kept."))])
    public = StringField(validators=[validators.InputRequired(_l("Write the address that people open."))])

    def __init__(self, *, today: date) -> None:
        super().__init__()
        self.today = today

    def validate_contact(self, _field: StringField) -> None:
        """An e-mail address or a telephone number."""
        _refuse(contact_faults(self.who_asks().contact))

    def validate_time_zone(self, field: StringField) -> None:
        """A time zone that there is."""
        _refuse(time_zone_faults((field.data or "").strip()))

    def validate_keep_until(self, field: DateField) -> None:
        """A day that is still to come, and not too far away."""
        if field.data:
            _refuse(keep_until_faults(field.data, today=self.today))

    def validate_public(self, field: StringField) -> None:
        """An address that people can open."""
        try:
            field.data = checked_address(field.data or "")
        except Refused as refusal:
            raise ValidationError(refusal.faults[0]) from None

    def chapter_names(self) -> list[str]:
        """The chapters, each once: those that were added, and what stands in the field."""
        typed = [*(self.named.data or ()), *(self.chapters.data or "").splitlines()]
        names = (" ".join((name or "").split()) for name in typed)
        return list(dict.fromkeys(name for name in names if name))

    def keep_chapters(self, *, without: str = "") -> None:
        """Put what was typed among those that were added, less one that is taken away again."""
        self.named.data = [name for name in self.chapter_names() if name != without]
        self.chapters.data = ""

    def validate_chapters(self, _field: StringField) -> None:
        """At least one, and none too long."""
        if not self.chapter_names():
            raise ValidationError(_("Name at least one chapter."))
        if any(len(name) > LONGEST_NAME for name in self.chapter_names()):
            raise ValidationError(_("A name has at most 200 characters."))

    def who_asks(self) -> WhoAsks:
        """What participants are told of who asks; what is not asked here is what fits most, and changed later."""
        name, contact = (self.organisation.data or "").strip(), (self.contact.data or "").strip()
        return WhoAsks(
            organisation=", ".join(filter(None, [name, (self.where.data or "").strip()])),
            contact=", ".join(filter(None, [contact, (self.telephone.data or "").strip()])),
            basis="consent",
            special_basis="explicit_consent",
            keep_until=self.keep_until.data,
            processor=str(_("%(organisation)s, on its own computer", organisation=name))[:LONGEST],
        )


def usual_end(today: date) -> date:
    """Until when answers are kept where nobody says otherwise: five years, to the end of that year."""
    return date(today.year + 5, 12, 31)
