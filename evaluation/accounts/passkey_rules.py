"""What is asked of a passkey: that it names its holder by itself, and that the holder unlocked it."""

from typing import Any

from flask_babel import gettext as _
from flask_security import UserMixin, WebauthnUtil
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

LONGEST_NAME = 64


class UnlockedPasskeys(WebauthnUtil):
    """A passkey counts as both steps of signing in, so it must have been unlocked."""

    def authenticator_selection(self, user: UserMixin, usage: str) -> AuthenticatorSelectionCriteria:  # noqa: ARG002
        """Any device will do."""
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        )

    def user_verification(self, user: Any, usage: list[str]) -> UserVerificationRequirement:  # noqa: ANN401, ARG002
        """By finger, face or the device's own code."""
        return UserVerificationRequirement.REQUIRED

    def name_svn(self, value: str) -> tuple[str | None, str | None]:
        """A device's name: one line of at most 64 characters. It is only ever shown as text."""
        name = " ".join(value.split())
        sound = 0 < len(name) <= LONGEST_NAME and name.isprintable()
        return (None, name) if sound else (_("A device's name is one line of at most 64 characters."), None)
