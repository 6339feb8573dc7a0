"""An account with everything that an account can have."""

import os
import secrets
import uuid
from datetime import timedelta

from evaluation.models import Account, ApiToken, Passkey, RoleGrant, StaffSession, Webhook


def person_with_everything(db, say, *, role, now, study=None, chapter=None):
    """Somebody who has a role, a passkey and a session."""
    account = Account(
        id=uuid.uuid4(), email=say("account.email", 254), name=say("account.name", 200),
        session_key=secrets.token_hex(32), passkey_handle=secrets.token_hex(32), created_at=now,
    )  # fmt: skip
    db.add(account)
    db.flush()
    account.session = secrets.token_hex(32)
    db.add_all(
        [
            RoleGrant(account_id=account.id, role=role, study_id=study, chapter_id=chapter, granted_at=now),
            Passkey(
                account_id=account.id, name=say("passkey.name", 64), credential_id=os.urandom(16), public_key=b"k",
                sign_count=1, usage="first", device_type="single_device", backed_up=False, created_at=now,
                last_used_at=now,
            ),
            StaffSession(
                digest=account.session, account_id=account.id, contents={}, created_at=now, seen_at=now,
                device=say("staff_session.device", 80),
            ),
        ]
    )  # fmt: skip
    token = ApiToken(
        id=uuid.uuid4(), account_id=account.id, name=say("api_token.name", 60), digest=secrets.token_hex(32),
        scopes=["read:figures"], study_id=study, chapter_id=chapter, made_at=now, expires_at=now + timedelta(days=30),
    )  # fmt: skip
    webhook = Webhook(
        id=uuid.uuid4(), account_id=account.id, address=say("webhook.address", 500), events=["wave.closed"],
        made_at=now,
    )  # fmt: skip
    db.add_all([token, webhook])
    account.api_token, account.webhook = token.id, webhook.id
    db.flush()
    return account
