"""The audit log in the browser: by name, searched, by person, action and days, a page at a time, and as CSV."""

import csv
import io
import json
import uuid
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from evaluation.accounts.logged_actions import action_in_words
from evaluation.models import AuditEntry
from evaluation.store.accounts.logged_credentials import OF_PASSKEYS, OF_PASSWORD
from evaluation.store.accounts.role_scope import RoleScope
from evaluation.store.log.audit_entries import LogVerification
from evaluation.store.scope.audit_scope import (
    Names,
    Wanted,
    actions_within,
    entries_within,
    names_within,
    people_named,
    with_names,
)
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.audit_log import verify_whole_log
from evaluation.web.current_user import my_scope
from evaluation.web.staff_layout import HOME_ZONE

pages = Blueprint("audit", __name__)
A_PAGE = 100
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
ASKED = ("words", "person", "action", "since", "until")


class EntryInWords(NamedTuple):
    """An entry as it is read: who, what, to what and how, by name."""

    number: int
    at: datetime
    who: str
    what: str
    subject: str
    details: str


@pages.get("/audit")
@action("audit.see", keeps_within_scope=True)
def log() -> str:
    """The entries that are looked for, a page of them; with a scope of everywhere, whether the whole log holds."""
    scope, wanted = my_scope("audit.see"), _wanted()
    with services().database.reading() as db:
        names = names_within(db, scope)
        found = entries_within(db, scope, wanted, names=names, limit=A_PAGE + 1)
        return render_template(
            "accounts/log.html",
            verdict=_verdict(db, scope),
            entries=[_in_words(entry, names) for entry in found[:A_PAGE]],
            action_in_words=action_in_words,
            older=found[A_PAGE - 1].number if len(found) > A_PAGE else None,
            people=sorted(people_named(db, scope).items(), key=lambda pair: pair[1].casefold()),
            actions=actions_within(db, scope),
            asked={name: request.args.get(name, "") for name in ASKED},
        )


@pages.get("/audit.csv")
@action("audit.see", keeps_within_scope=True)
def as_csv() -> Response:
    """All entries that are looked for, newest first, as a file."""
    scope = my_scope("audit.see")
    with services().database.reading() as db:
        names = names_within(db, scope)
        found = [_in_words(entry, names) for entry in entries_within(db, scope, _wanted(), names=names)]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(EntryInWords._fields)
    for entry in found:
        writer.writerow([entry.number, entry.at.isoformat(timespec="seconds"), *map(_plain, entry[2:])])
    headers = {"Content-Disposition": 'attachment; filename="audit-log.csv"'}
    return Response(written.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _verdict(db: Session, scope: RoleScope) -> LogVerification | None:
    if not scope.everywhere:
        return None
    return verify_whole_log(db, services().settings)


def _wanted() -> Wanted:
    """What the address asks for; what cannot be meant is as good as not asked."""
    given = {name: request.args.get(name, "").strip() for name in ASKED}
    until = _day(given["until"])
    return Wanted(
        person=_identity(given["person"]),
        action=given["action"],
        since=_midnight(_day(given["since"])),
        until=_midnight(until + timedelta(days=1) if until else None),
        words=given["words"][:200],
        before=request.args.get("before", type=int),
    )


def _identity(written: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(written)
    except ValueError:
        return None


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written < "9999" else None
    except ValueError:
        return None


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), ZoneInfo(HOME_ZONE)) if day else None


def _key_of(entry: AuditEntry, names: Names) -> str:
    """The name of the evening key that an entry was made with."""
    key = _identity(str(entry.details.get("key", "")))
    return names.get(key, "") if key else ""


def _in_words(entry: AuditEntry, names: Names) -> EntryInWords:
    somebody = _("somebody who reaches further") if entry.account_id else entry.actor
    if (named_key := _key_of(entry, names)) and not entry.account_id:
        somebody = f"{entry.actor}: {named_key}"
    kind, _sep, _id = entry.subject.partition(" ")
    named = with_names(entry.subject, names).removeprefix(kind).strip()
    return EntryInWords(
        number=entry.number,
        at=entry.at,
        who=names.get(entry.account_id, somebody) if entry.account_id else somebody,
        what=entry.action,
        subject=f"{kind.replace('_', ' ')}: {named}" if named else kind.replace("_", " "),
        details="; ".join(f"{name}: {said}" for name, said in _readable(entry, names)),
    )


def _readable(entry: AuditEntry, names: Names) -> Iterator[tuple[str, str]]:
    """The details of an entry, without keyed marks and ids of what has no name: they say nothing to anybody."""
    for name, value in entry.details.items():
        several = value if isinstance(value, list) else [value]
        said = ", ".join(filter(None, (with_names(_said(each), names) for each in several)))
        if said and name not in (OF_PASSWORD, OF_PASSKEYS):
            yield name, said


def _said(value: object) -> str:
    """A detail as it is read: from one value to another where it was changed."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {_said(each)}" for name, each in value.items())
    if isinstance(value, list):
        return " → ".join(_said(each) for each in value) or "–"
    return value if isinstance(value, str) else json.dumps(value)


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell
