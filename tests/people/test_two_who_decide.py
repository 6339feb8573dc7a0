"""Two administrators decide together: nobody is their own second, and what one gives one sees and takes back."""

from datetime import timedelta

import pytest

from evaluation.models import Role
from evaluation.store.accounts.accounts import grant_role
from tests.mounted import SECRET
from tests.people.test_resets import ADDRESS, asked, confirmed


@pytest.fixture
def mallory(mounted):
    """An administrator of everything."""
    return mounted.person("mallory@example.org", Role.ADMINISTRATOR)


@pytest.fixture
def victim(mounted):
    return mounted.desk.person(Role.ADMINISTRATOR, email="victim@example.org")


def brought_in(mounted, inviter, email):
    """Somebody whom an administrator invited as another one, signed in."""
    page = f"/staff/invitation/{SECRET.search(inviter.invite(email, Role.ADMINISTRATOR, 'everywhere').text)[1]}"
    mounted.nobody().post(page, page=page, name=email, password="correct horse battery")
    return mounted.as_person(mounted.account(email=email))


def outcome(browser, reset):
    answer = confirmed(browser, reset)
    return answer.status_code, ADDRESS.search(answer.text) is not None


def test_an_accomplice_whom_one_brought_in_confirms_nothing(mounted, mallory, victim):
    accomplice = brought_in(mounted, mallory, "accomplice@example.org")
    assert outcome(accomplice, asked(mounted, mallory, victim)) == (422, False)


def test_nor_does_whoever_brought_the_asker_in(mounted, mallory, victim):
    accomplice = brought_in(mounted, mallory, "accomplice@example.org")
    assert outcome(mallory, asked(mounted, accomplice, victim)) == (422, False)


def test_nor_an_accomplice_of_an_accomplice_nor_two_of_them(mounted, mallory, victim):
    first = brought_in(mounted, mallory, "first@example.org")
    second, third = brought_in(mounted, first, "second@example.org"), brought_in(mounted, mallory, "third@example.org")
    assert outcome(second, asked(mounted, mallory, victim)) == (422, False)
    assert outcome(third, asked(mounted, second, victim)) == (422, False)


def test_nor_a_colleague_who_was_given_the_role(mounted, mallory, victim):
    colleague = mounted.person("colleague@example.org", Role.ORGANISER)
    mallory.post("/staff/people", email="colleague@example.org", roles="administrator", where="everywhere", known="y")
    assert outcome(colleague, asked(mounted, mallory, victim)) == (422, False)


def test_nor_who_became_an_administrator_after_it_was_asked_for(mounted, clock, mallory, victim):
    reset = asked(mounted, mallory, victim)
    clock.advance(minutes=1)
    late = mounted.person("late@example.org", Role.ADMINISTRATOR)
    assert outcome(late, reset) == (422, False)


def test_the_sentence_says_what_to_do(mounted, mallory, victim):
    accomplice = brought_in(mounted, mallory, "accomplice@example.org")
    said = confirmed(accomplice, asked(mounted, mallory, victim)).text
    assert "neither of you brought the other in" in said
    assert "weaving person reset" in said


def test_two_who_were_not_brought_in_by_one_another_reset_together(mounted, mallory, victim):
    other = mounted.person("other@example.org", Role.ADMINISTRATOR)
    assert outcome(other, asked(mounted, mallory, victim)) == (200, True)


def test_so_do_two_of_whom_one_brought_the_other_in_long_ago(mounted, clock, victim):
    long_ago, everywhere = clock() - timedelta(days=31), {"study": None, "chapter": None}
    first, second = (mounted.desk.person(Role.ORGANISER, email=f"{name}@example.org") for name in ("one", "two"))
    with mounted.services.database.transaction() as db:
        for account, by in ((first, None), (second, first.id)):
            grant_role(db, account, role=Role.ADMINISTRATOR, **everywhere, now=long_ago, by=by)
    one, two = (mounted.as_person(mounted.account(email=f"{name}@example.org")) for name in ("one", "two"))
    assert outcome(two, asked(mounted, one, victim)) == (200, True)


def test_what_a_chapters_administrator_gives_to_somebody_of_wider_scope_they_see_and_take_back(mounted, north):
    local = mounted.person("local@example.org", Role.ADMINISTRATOR, chapter=mounted.desk.north)
    wide = mounted.desk.person(Role.ADMINISTRATOR, email="wide@example.org")
    theirs = mounted.as_person(wide)
    local.post("/staff/people", page="/staff/people", email=wide.email, roles="organiser", where=north, known="y")
    given = next(each for each in mounted.account(email=wide.email).grants if each.chapter_id)
    page = local.get("/staff/people").text
    assert ("wide@example.org" in page, f"/grants/{given.id}/remove" in page) == (True, True)
    assert (f"/people/{wide.id}/disable" in page, f"/people/{wide.id}/reset" in page) == (False, False)
    assert local.post(f"/staff/people/grants/{given.id}/remove").status_code == 303
    assert [each.chapter_id for each in mounted.account(email=wide.email).grants] == [None]
    assert (theirs.get("/staff/people").status_code, "wide@example.org" in local.get("/staff/people").text) == (
        200,
        False,
    )


def test_of_somebody_of_wider_scope_no_other_role_is_seen_or_taken(mounted, north, south):
    local = mounted.person("local@example.org", Role.ADMINISTRATOR, chapter=mounted.desk.north)
    wide = mounted.desk.person(Role.EVALUATOR, email="wide@example.org", chapter=mounted.desk.south)
    elsewhere = wide.grants[0].id
    local.post("/staff/people", page="/staff/people", email=wide.email, roles="organiser", where=north, known="y")
    page = local.get("/staff/people").text
    assert ("wide@example.org" in page, str(elsewhere) in page, "South" in page) == (True, False, False)
    assert local.post(f"/staff/people/grants/{elsewhere}/remove").status_code == 404
