"""Whether each role that somebody has was given by what the audit log says: one that was not came past the program."""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Account, AuditEntry, Invitation, RoleGrant
from evaluation.store.accounts.people import RolePlace, place_in_words, place_of

GIVEN, INVITED, ACCEPTED = "role given", "person invited", "invitation accepted"
FIRST = "first administrator"
"""What the set-up page of an empty home writes down: whoever has its address gives themselves their roles."""
IDS = re.compile("[0-9a-f-]{36}(/[0-9a-f-]{36})?")
"""A study, or a study and a chapter, as the pages write them down; the command line writes names."""
AT_ONCE = timedelta(minutes=1)
"""A role is written down in the transaction that gives it."""
UNLOGGED = (
    "{email} is {role} {where}, and no entry of the audit log gave that: somebody wrote it into the database. Take it "
    "away with `weaving person revoke`, and find out who can write there."
)


def unlogged_grants(db: Session) -> Iterator[str]:
    """Every role that no entry of the log gave, a sentence each."""
    invited = _by_subject(db, INVITED)
    given, accepted = _by_subject(db, GIVEN, FIRST), _by_subject(db, ACCEPTED)
    for grant, account in db.execute(select(RoleGrant, Account).join(Account).order_by(Account.email, RoleGrant.id)):
        name = f"account {account.id}"
        entries = [entry for entry in given.get(name, ()) if _near(entry, grant)]
        if any(_near(entry, grant) for entry in accepted.get(name, ())):
            entries += _of_invitations(db, account, grant, invited)
        if not any(_gave(entry, grant) for entry in entries):
            where = place_in_words(db, place_of(grant)) or "everywhere"
            yield UNLOGGED.format(email=account.email, role=grant.role, where=where)


def _by_subject(db: Session, *actions: str) -> dict[str, list[AuditEntry]]:
    found: dict[str, list[AuditEntry]] = {}
    for entry in db.scalars(select(AuditEntry).where(AuditEntry.action.in_(actions)).order_by(AuditEntry.number)):
        found.setdefault(entry.subject, []).append(entry)
    return found


def _of_invitations(
    db: Session, account: Account, grant: RoleGrant, invited: dict[str, list[AuditEntry]]
) -> Iterable[AuditEntry]:
    """The entries of the invitations that were used up when a role was given."""
    used = select(Invitation.id).where(Invitation.email == account.email, Invitation.used_at == grant.granted_at)
    return [entry for each in db.scalars(used) for entry in invited.get(f"invitation {each}", ())]


def _near(entry: AuditEntry, grant: RoleGrant) -> bool:
    return abs(entry.at - grant.granted_at) <= AT_ONCE


def _gave(entry: AuditEntry, grant: RoleGrant) -> bool:
    """Whether an entry gave a role over the scope that it has. Chapters and studies can be named anew; ids stay."""
    where = str(entry.details.get("where") or "everywhere")
    place, everywhere = place_of(grant), where == "everywhere"
    ids = "/".join(str(each) for each in (place.study, place.chapter) if each)
    same_scope = everywhere == (place == RolePlace()) and (where == ids or not IDS.fullmatch(where))
    return grant.role in entry.details.get("roles", ()) and same_scope
