"""What a webhook signs with: it follows from a key in a file and the webhook's id, and is kept nowhere."""

import base64
import hashlib
import hmac
import uuid

from evaluation.storage.keys import key
from evaluation.storage.settings import Settings

WEBHOOKS_KEY = "webhooks"
SECRET_PREFIX = "whsec_"  # noqa: S105 - what every secret of a webhook begins with, by the Standard Webhooks


def webhook_secret(settings: Settings, webhook: uuid.UUID) -> str:
    """The secret of a webhook, as its receiver is given it once."""
    made = hmac.new(key(settings, WEBHOOKS_KEY), b"webhook\0" + webhook.bytes, hashlib.sha256).digest()
    return SECRET_PREFIX + base64.b64encode(made).decode()


def signed(secret: str, *, message: str, timestamp: int, body: bytes) -> str:
    """The signature of a body under a message's id and a time, as the Standard Webhooks have it."""
    held = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    content = f"{message}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(held, content, hashlib.sha256).digest()).decode()
