"""What has served ends by itself, what has not stays, and a dry run counts what a run ends."""

import os
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from evaluation.models import Account, AuditEntry, Invitation, Job, JobState, Response, SignInReset, StaffSession
from evaluation.operations.retention import daily_retention, retention_runs
from evaluation.operations.retention.daily_retention import end_daily
from evaluation.operations.retention.retention_runs import retention_plan, run_daily
from evaluation.store.accounts.accounts import account_by, add_account
from evaluation.store.accounts.invitations import invite
from evaluation.store.accounts.sessions import keep_session
from evaluation.store.log.audit_entries import Actor
from evaluation.web.app import Services
from evaluation.web.audit_log import recording

AGES = (800, 1)
"""Days: of each kind one row that has served, and one that has not."""


@pytest.fixture
def services(settings, database, clock):
    return Services(settings, database, clock)


@pytest.fixture
def by(settings, clock):
    return recording(settings, Actor("command line"), now=clock())


def job(db, now, **values):
    given = {"kind": "export", "arguments": {"subject": "x"}, "state": JobState.DONE, "requested_at": now, **values}
    db.add(Job(**{"content_hash": os.urandom(8).hex(), "finished_at": now, **given}))


@pytest.fixture
def aged(services):
    """Two of everything, one old and one new; files of a job, and files that no job leads to."""
    kept, now = services.settings.home / "artefacts", services.clock()
    with services.database.transaction() as db:
        for days in AGES:
            keep_session(db, f"digest{days}", contents={}, session_key=None, device="", now=now)
        db.get_one(StaffSession, "digest800").created_at = now - timedelta(days=800)
        for days in AGES:
            then = now - timedelta(days=days)
            invite(db, f"nobody{days}@example.org", roles=["organiser"], now=then)
            leaver = add_account(db, f"left{days}@example.org", now=then)
            leaver.name, leaver.active, leaver.disabled_at, leaver.recovery_codes = "Lee Ver", False, then, ["x"]
            about = {"account_id": leaver.id, "asked_at": then, "expires_at": then, "ended_at": then}
            db.add(SignInReset(**about, used=True, told_at=then))
            job(db, then, state=JobState.FAILED)
            job(db, then, content_hash=f"made{days}", artefact=f"made{days}")
            (kept / f"made{days}").mkdir(parents=True)
            left = kept / f".partial-lost{days}-1"
            left.mkdir()
            os.utime(left, (then.timestamp(), then.timestamp()))
    return services


def left_of(services):
    with services.database.reading() as db:
        mails = sorted(mail for mail in db.scalars(select(Account.email)) if "left" in mail)
        return {
            "sessions": sorted(db.scalars(select(StaffSession.digest))),
            "invitations": list(db.scalars(select(Invitation.email))),
            "resets": len(db.scalars(select(SignInReset)).all()),
            "accounts": mails,
            "failed": len(db.scalars(select(Job).where(Job.state == JobState.FAILED)).all()),
            "files": sorted(path.name for path in (services.settings.home / "artefacts").iterdir()),
        }


def test_what_has_served_ends_and_what_has_not_stays(aged, by):
    assert retention_plan(aged).due == {
        "sessions": 1,
        "invitations": 1,
        "resets": 1,
        "phone marks": 0,
        "attempts": 0,
        "jobs": 1,
        "accounts": 1,
        "files": 2,
    }
    ended = run_daily(aged, by)
    assert ended == {"sessions": 1, "invitations": 1, "resets": 1, "jobs": 1, "accounts": 1, "files": 2}
    assert left_of(aged) == {
        "sessions": ["digest1"],
        "invitations": ["nobody1@example.org"],
        "resets": 1,
        "accounts": ["left1@example.org"],
        "failed": 1,
        "files": [".partial-lost1-1", "made1"],
    }
    assert set(retention_plan(aged).due.values()) == {0, 1}, "the note of the job whose files went a moment ago"


def test_counting_ends_nothing(aged):
    before = left_of(aged)
    retention_plan(aged)
    assert left_of(aged) == before


def test_of_somebody_who_left_long_ago_nothing_says_who_they_were(aged, by):
    run_daily(aged, by)
    with aged.database.reading() as db:
        row = db.scalars(select(Account).where(Account.email.like("erased-%"))).one()
    assert (row.name, row.password, row.recovery_codes, row.active) == ("", None, [], False)


def test_an_invitation_that_made_an_account_stays_with_it(services, by, clock):
    with services.database.transaction() as db:
        invite(db, "here@example.org", roles=["organiser"], now=clock() - timedelta(days=400))
        add_account(db, "here@example.org", now=clock())
    run_daily(services, by)
    with services.database.reading() as db:
        assert len(db.scalars(select(Invitation)).all()) == 1


def test_what_is_ended_is_written_down_in_numbers_and_nothing_where_nothing_was(aged, by):
    run_daily(aged, by)
    run_daily(aged, by)
    run_daily(aged, by)
    with aged.database.reading() as db:
        found = [each.details for each in db.scalars(select(AuditEntry).where(AuditEntry.action == "retention run"))]
    assert found == [
        {"sessions": 1, "invitations": 1, "resets": 1, "jobs": 1, "accounts": 1, "files": 2},
        {"jobs": 1},
    ]


def test_no_transaction_takes_more_rows_than_it_may(services, by, monkeypatch):
    monkeypatch.setattr(retention_runs, "ROWS_AT_ONCE", 2)
    with services.database.transaction() as db:
        for number in range(5):
            job(db, services.clock() - timedelta(days=100), state=JobState.STOPPED, content_hash=str(number))
    told = []
    run_daily(services, by, progress=lambda name, count: told.append(count) if name == "jobs" else None)
    assert told == [2, 2, 1]


def test_a_phones_mark_is_emptied_once_the_phone_has_forgotten(evening):
    with evening.database.reading() as db:
        marked = len(db.scalars(select(Response).where(Response.sender != "")).all())
    evening.clock.advance(days=118)
    assert run_daily(evening.services, evening.log_by).get("phone marks") is None
    evening.clock.advance(days=2)
    assert run_daily(evening.services, evening.log_by)["phone marks"] == marked > 40
    with evening.database.reading() as db:
        assert set(db.scalars(select(Response.sender))) == {""}


def test_the_clock_ends_it_in_its_own_name_and_leaves_answers_alone(evening):
    evening.keep_until("2026-05-14")
    evening.clock.advance(days=200)
    before = evening.rows()
    assert end_daily(evening.services)
    with evening.database.reading() as db:
        (entry,) = db.scalars(select(AuditEntry).where(AuditEntry.action == "retention run"))
    assert (entry.actor, evening.rows()) == ("automatic", before)


def test_a_fault_is_written_down_and_the_next_day_comes(services, monkeypatch):
    noted = []
    monkeypatch.setattr(daily_retention, "run_daily", lambda *_: 1 / 0)
    monkeypatch.setattr(daily_retention, "log_fault", lambda _log, _what, fault: noted.append(type(fault)))
    assert (end_daily(services), noted) == ({}, [ZeroDivisionError])


def test_an_erased_account_is_found_by_nobodys_address(aged, by):
    run_daily(aged, by)
    with aged.database.reading() as db:
        assert account_by(db, email="left800@example.org") is None
        assert db.execute(text("SELECT count(*) FROM account WHERE name = 'Lee Ver'")).scalar_one() == 1
