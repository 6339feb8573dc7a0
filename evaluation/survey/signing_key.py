"""The secret keys that participants' pages sign and reckon with, read from their files once a process."""

from flask import current_app

from evaluation.storage.keys import key
from evaluation.web.app import services


def secret(name: str) -> bytes:
    """A key by name, as `evaluation.storage.keys` keeps it."""
    kept: dict[str, bytes] = current_app.extensions.setdefault("weaving_secrets", {})
    if name not in kept:
        kept[name] = key(services().settings, name)
    return kept[name]
