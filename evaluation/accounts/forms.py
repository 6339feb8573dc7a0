"""The forms of signing in: the library's own, with choices as WTForms now wants them and one sentence for refusals."""

from collections.abc import Sequence

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import (
    LoginForm,
    MfRecoveryForm,
    TwoFactorRescueForm,
    TwoFactorSetupForm,
    TwoFactorVerifyCodeForm,
    WebAuthnRegisterForm,
    hash_password,
)
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
    validators,
    widgets,
)

from evaluation.accounts.datastore import AccountDatastore
from evaluation.accounts.failed_sign_ins import why_wait
from evaluation.accounts.identity import AccountHolder
from evaluation.accounts.passwords.guessable import why_guessable
from evaluation.storage.events.event_log import note_event
from evaluation.web.choices import options

SHORTEST_PASSWORD = 12
LONGEST_NAME = 200


class WaitingLoginForm(LoginForm):
    """A sign-in that looks at no password while the account has to wait."""

    def validate(self, **kwargs: object) -> bool:
        """Whether the password is right and may be tried now; every refusal reads the same."""
        person = AccountDatastore().find_user(email=self.email.data or "")
        if person is not None and person.is_locked():
            hash_password(self.password.data or "")
            self.password.errors = [_l("Sign-in failed.")]
            return False
        is_right = bool(super().validate(**kwargs))
        if person is None and not is_right:
            note_event("sign-in failed", what="password")
        return is_right


class AppSetupForm(TwoFactorSetupForm):
    """The second factor is an authenticator app."""

    setup = RadioField(choices=options({"authenticator": ""}), validate_choice=False)


class RescueForm(TwoFactorRescueForm):
    """A lost phone: recovery codes, or a new invitation. Nothing is sent."""

    help_setup = RadioField(choices=options({"help": ""}), validate_choice=False)


class AppCodeForm(TwoFactorVerifyCodeForm):
    """A code of the app, which comes after a right password: here it is said that the account has to wait."""

    def validate(self, **kwargs: object) -> bool:
        """Whether the code is right; while the account has to wait none is looked at or counted."""
        return not _has_to_wait(self) and bool(super().validate(**kwargs))


class RecoveryCodeForm(MfRecoveryForm):
    """A recovery code in the place of the app's: wrong ones are counted with its wrong codes, and wait as they do."""

    def validate(self, **kwargs: object) -> bool:
        """Whether the code is right; while the account has to wait none is looked at or counted."""
        if self.user is None or _has_to_wait(self):
            return False
        self.code.data = (self.code.data or "").strip()
        is_right = bool(super().validate(**kwargs))
        if self.code.data and not is_right:
            self.user.track_failed_authn("code", tfa=True)
        return is_right


def _has_to_wait(form: AppCodeForm | RecoveryCodeForm) -> bool:
    """Whether the account has to wait, which the field of the code says then."""
    assert isinstance(form.user, AccountHolder)
    g.why_wait = why_wait(form.user.account)
    if g.why_wait:
        form.code.errors = [g.why_wait]
    return bool(g.why_wait)


class NewPasskeyForm(WebAuthnRegisterForm):
    """A passkey always counts as both steps."""

    usage = RadioField(choices=options({"first": ""}), default="first")


class PasswordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A new password; `known` is what is known of whose it will be, which it must not be made of."""

    password = PasswordField()
    known: Sequence[str] = ()

    def validate_password(self, field: Field) -> None:
        """Long enough, and none of those tried first; long ones need no rules about signs and figures."""
        if len(field.data or "") < SHORTEST_PASSWORD:
            raise ValidationError(_("The password needs at least 12 characters."))
        if why := why_guessable(field.data, [*self.known, *self.names()]):
            raise ValidationError(why)

    def names(self) -> Sequence[str]:
        """Names that are given in the same form."""
        return ()


class InvitationForm(PasswordForm):
    """A name and a password."""

    name = StringField()

    def names(self) -> Sequence[str]:
        """The name that is given."""
        return (self.name.data or "",)

    def validate_name(self, field: Field) -> None:
        """Somebody's name."""
        if not (field.data or "").strip():
            raise ValidationError(_("Please give your name."))
        if len(field.data.strip()) > LONGEST_NAME:
            raise ValidationError(_("A name has at most 200 characters."))


class InviteForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Whom to invite, as what, and over what scope."""

    email = StringField(validators=[validators.InputRequired(_l("Please give an e-mail address."))])
    roles = SelectMultipleField(
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
        validators=[validators.InputRequired(_l("Please choose at least one role."))],
    )
    where = SelectField(validators=[validators.InputRequired(_l("Please choose where the role holds."))])
    known = BooleanField()
    """Whether the account of this address is known to be the person's."""
