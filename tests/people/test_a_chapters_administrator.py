"""An administrator of one chapter tries to get further than that chapter, through the pages as they are served."""

import re

import pytest

from evaluation.models import Role
from evaluation.store.accounts.accounts import account_by
from tests.mounted import SECRET

INVITED = r">\s*person invited\s*</t[dh]>"


@pytest.fixture
def root(mounted):
    return mounted.person("root@example.org", Role.ADMINISTRATOR)


@pytest.fixture
def mallory(mounted):
    """Administrator of chapter North alone."""
    return mounted.person("mallory@example.org", Role.ADMINISTRATOR, chapter=mounted.desk.north)


@pytest.fixture
def victim(mounted):
    """Evaluator everywhere."""
    return mounted.desk.person(Role.EVALUATOR, email="eva@example.org")


def grants_of(mounted, email):
    account = mounted.account(email=email)
    return [] if account is None else sorted((grant.role, str(grant.chapter_id or "")) for grant in account.grants)


def test_sees_the_people_of_the_chapter_alone(mounted, root, mallory, victim):
    for email, chapter in (("nia@example.org", mounted.desk.north), ("sol@example.org", mounted.desk.south)):
        mounted.desk.person(Role.ORGANISER, email=email, chapter=chapter)
    page = mallory.get("/staff/people").text
    seen = {name: f"{name}@example.org" in page for name in ("mallory", "nia", "sol", "eva", "root")}
    assert seen == {"mallory": True, "nia": True, "sol": False, "eva": False, "root": False}
    assert "sol@example.org" in root.get("/staff/people").text


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.EVALUATOR, Role.RESEARCHER, Role.ADMINISTRATOR])
@pytest.mark.parametrize("where", ["", "everywhere", "study", "south"])
def test_gives_no_role_beyond_the_chapter(mounted, mallory, south, role, where):
    named = {"study": str(mounted.desk.study.id), "south": south}.get(where, where)
    answer = mallory.invite("new@example.org", role, named)
    assert (SECRET.search(answer.text), answer.status_code < 500) == (None, True)


def test_gives_no_role_that_reaches_everywhere_by_its_nature(mounted, mallory, north):
    assert SECRET.search(mallory.invite("new@example.org", Role.RESEARCHER, north).text) is None


def test_invites_people_into_the_chapter(mounted, mallory, north):
    assert SECRET.search(mallory.invite("new@example.org", Role.EVALUATOR, north).text)


def test_inviting_somebody_who_has_an_account_gives_the_role_and_no_way_to_become_them(mounted, mallory, victim, north):
    theirs, before = mounted.as_person(victim), mounted.account(email="eva@example.org")
    answer = mallory.invite("eva@example.org", Role.ORGANISER, north)
    after = mounted.account(email="eva@example.org")
    assert SECRET.search(answer.text) is None
    assert grants_of(mounted, "eva@example.org") == [("evaluator", ""), ("organiser", str(mounted.desk.north.id))]
    kept = ("password", "totp_secret", "session_key", "second_factor", "active", "passkey_handle")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert theirs.get("/staff/reports").status_code == 200


def test_disables_nobody_of_wider_scope(mounted, root, mallory, victim):
    for email in ("root@example.org", "eva@example.org"):
        account = mounted.account(email=email)
        assert mallory.post(f"/staff/people/{account.id}/disable").status_code == 404
        assert mounted.account(email=email).active


def test_resets_nobody_of_wider_scope(mounted, root, mallory, victim):
    for email in ("root@example.org", "eva@example.org"):
        assert mallory.post(f"/staff/people/{mounted.account(email=email).id}/reset").status_code == 404


def test_takes_no_role_from_anybody_of_wider_scope(mounted, root, mallory, victim):
    for email in ("root@example.org", "eva@example.org"):
        grant = mounted.account(email=email).grants[0]
        assert mallory.post(f"/staff/people/grants/{grant.id}/remove").status_code == 404
        assert grants_of(mounted, email) != []


def test_gives_themself_no_role(mounted, mallory, north):
    mallory.invite("Mallory@Example.org ", Role.EVALUATOR, north)
    assert grants_of(mounted, "mallory@example.org") == [("administrator", str(mounted.desk.north.id))]


def test_does_not_let_in_again_who_was_disabled(mounted, root, mallory, victim, north):
    assert root.post(f"/staff/people/{victim.id}/disable").status_code == 303
    answer = mallory.invite("eva@example.org", Role.ORGANISER, north)
    assert SECRET.search(answer.text) is None
    assert not mounted.account(email="eva@example.org").active
    assert mallory.post(f"/staff/people/{victim.id}/enable").status_code == 404


def test_reads_the_log_of_the_chapter_alone(mounted, root, mallory, victim, north):
    root.invite("sol@example.org", Role.ORGANISER, f"{mounted.desk.study.id}/{mounted.desk.south.id}")
    root.post(f"/staff/people/{victim.id}/disable")
    mallory.invite("nia@example.org", Role.ORGANISER, north)
    page = mallory.get("/staff/audit").text
    assert str(victim.id) not in page
    assert len(re.findall(INVITED, page)) == 1
    assert ("root@example.org" in page, "mallory@example.org" in page) == (False, True)
    assert len(re.findall(INVITED, root.get("/staff/audit").text)) == 2


def test_an_invitation_of_wider_scope_outlives_one_of_a_chapter(mounted, root, mallory, north):
    wider = SECRET.search(root.invite("new@example.org", Role.EVALUATOR, "everywhere").text)[1]
    mallory.invite("new@example.org", Role.ORGANISER, north)
    assert "new@example.org" in mounted.nobody().get(f"/staff/invitation/{wider}").text


def test_an_account_made_beforehand_gets_no_wider_role_unasked(mounted, root, mallory, north):
    """Mallory takes a colleague's address first and waits until somebody gives the colleague more."""
    secret = SECRET.search(mallory.invite("eva@example.org", Role.ORGANISER, north).text)[1]
    accept(mounted, secret)
    answer = root.invite("eva@example.org", Role.EVALUATOR, "everywhere")
    assert grants_of(mounted, "eva@example.org") == [("organiser", str(mounted.desk.north.id))]
    assert 'name="known"' in answer.text
    root.post("/staff/people", email="eva@example.org", roles="evaluator", where="everywhere", known="y")
    assert ("evaluator", "") in grants_of(mounted, "eva@example.org")


def test_a_second_invitation_does_not_take_over_the_account_that_the_first_one_made(mounted, root, mallory, north):
    wider = SECRET.search(root.invite("eva@example.org", Role.EVALUATOR, "everywhere").text)[1]
    narrower = SECRET.search(mallory.invite("eva@example.org", Role.ORGANISER, north).text)[1]
    accept(mounted, narrower)
    before = mounted.account(email="eva@example.org")
    accept(mounted, wider, password="another long password")
    assert mounted.account(email="eva@example.org").password == before.password
    assert grants_of(mounted, "eva@example.org") == [("organiser", str(mounted.desk.north.id))]


def accept(mounted, secret, password="correct horse battery"):
    page = f"/staff/invitation/{secret}"
    browser = mounted.nobody()
    if 'name="password"' in browser.get(page).text:
        return browser.post(page, page=page, name="Eva", password=password)
    return None


def test_nothing_was_gained(mounted, root, mallory, north, south):
    """Everything that was tried at the end of November 2026, one after another; then the reports of South."""
    mounted.desk.person(Role.EVALUATOR, email="eva@example.org")
    for where in ("everywhere", south, str(mounted.desk.study.id)):
        mallory.invite("mallory@example.org", Role.EVALUATOR, where)
    mallory.invite("eva@example.org", Role.ORGANISER, north)
    for email in ("root@example.org", "eva@example.org"):
        account = mounted.account(email=email)
        for deed in ("disable", "enable", "reset"):
            mallory.post(f"/staff/people/{account.id}/{deed}")
    shown = {page: mallory.get(page).status_code for page in ("/staff/reports", "/staff/instruments/drafts")}
    there = f"/staff/experiments/{mounted.desk.there.id}"
    assert (shown, mallory.get(there).status_code) == ({"/staff/reports": 403, "/staff/instruments/drafts": 405}, 404)
    with mounted.services.database.reading() as db:
        assert [account_by(db, email=f"{name}@example.org").active for name in ("root", "eva")] == [True, True]
