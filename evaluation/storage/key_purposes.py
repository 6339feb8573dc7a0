"""What each secret key is for, what would be lost without it, and whether another may take its place."""

from typing import Final, NamedTuple

from evaluation.storage.earlier_keys import EARLIER_COOKIES, OF_LOG


class KeyPurpose(NamedTuple):
    """What a key is for. `fixed` says why it cannot be rotated; it is empty where it can.

    `replaceable` is one whose loss loses nothing that cannot be made again: `weaving key rotate --lost`.
    """

    used_for: str
    if_lost: str
    fixed: str = ""
    replaceable: bool = False


PURPOSES: Final = {
    "audit": KeyPurpose("chains the audit log", "what is written in the audit log could be changed unnoticed"),
    "cards": KeyPurpose(
        "gives the form of whoever comes by a card an identity that nobody can guess",
        "whoever begins a form twice may begin two",
        replaceable=True,
    ),
    "cookies": KeyPurpose(
        "signs the cookie on phones and the marks of who sent a form",
        "phones no longer know who answered on them; people use the code on their last page",
        replaceable=True,
    ),
    "lots": KeyPurpose(
        "draws who is counted first where reports are compared",
        "reports made before and after it could be compared to find few people",
        "Reports that were made would be drawn anew, and comparing them with later ones could tell of few people.",
    ),
    "password-salt": KeyPurpose(
        "is mixed into every password before it is kept",
        "no password fits any more; everybody needs a reset",
        "Passwords are kept as hashes that only it fits: another would shut everybody out who has no passkey.",
        replaceable=True,
    ),
    "recovery": KeyPurpose("encrypts recovery codes", "no recovery code works any more", replaceable=True),
    "staff": KeyPurpose(
        "signs what staff pages send and the cookie of a known device",
        "everybody signs in again, and no device is known",
        replaceable=True,
    ),
    "totp": KeyPurpose(
        "encrypts the keys of authenticator apps", "no authenticator app works any more", replaceable=True
    ),
    "webhooks": KeyPurpose(
        "makes the secrets that webhooks sign with",
        "receivers refuse what webhooks send until each webhook is registered again",
        replaceable=True,
    ),
}
"""The keys that every home has."""

OF_LINKS: Final = KeyPurpose(
    "hashes the memory questions of one evening",
    "nobody of that evening is joined by memory questions any more",
    "Answers to memory questions are kept as hashes that only it fits. While the evening is open another would join "
    "nobody; afterwards it is destroyed at the end of keeping, with `weaving key destroy`.",
)
REPLACED: Final = {
    EARLIER_COOKIES: KeyPurpose(
        "is accepted for cookies from before a rotation",
        "phones from before it no longer know who answered on them",
        replaceable=True,
    )
}
OF_EARLIER_LOG: Final = KeyPurpose(
    "verifies the audit log up to the entry in its name", "the log can be verified from the next entry on alone"
)
NOT_IN_USE: Final = "It is kept for what was made with it, and nothing new is."


def purpose_of(name: str) -> KeyPurpose:
    """What a key is for, by its name."""
    if name.startswith(OF_LOG):
        return OF_EARLIER_LOG._replace(fixed=NOT_IN_USE)
    if name in REPLACED:
        return REPLACED[name]._replace(fixed=NOT_IN_USE)
    return OF_LINKS if name.startswith("links-") else PURPOSES[name]
