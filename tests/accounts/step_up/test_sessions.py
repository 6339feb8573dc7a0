"""Where somebody is signed in is listed and ended: one session, all others, or by an administrator within scope."""

from evaluation.store.accounts.sessions import sessions_of
from tests.staff_pages import post


def live(desk, account):
    with desk.services.database.reading() as db:
        return len(sessions_of(db, account, now=desk.services.clock()))


def test_all_others_are_ended_at_once_and_this_one_stays(desk):
    account = desk.person("organiser")
    here, *elsewhere = [desk.as_person(account) for _ in range(3)]
    assert "Sign out everywhere else" in here.get("/account").text
    post(here, "/account/sessions/others/end")
    assert "2 other sign-ins were ended" in here.get("/account").text
    assert [client.get("/account").status_code for client in elsewhere] == [303, 303]


def test_who_is_signed_in_once_is_offered_no_others(desk):
    assert "Sign out everywhere else" not in desk.signed_in("organiser").get("/account").text


def test_an_administrator_signs_somebody_out_within_scope(desk):
    person = desk.person("organiser", chapter=desk.north)
    theirs = desk.as_person(person)
    administrator = desk.signed_in("administrator", chapter=desk.north)
    assert post(administrator, f"/people/{person.id}/sessions/end", page="/people").status_code == 303
    assert (theirs.get("/account").status_code, live(desk, person)) == (303, 0)


def test_and_nobody_out_of_scope(desk):
    person = desk.person("organiser", chapter=desk.south)
    theirs = desk.as_person(person)
    administrator = desk.signed_in("administrator", chapter=desk.north)
    assert post(administrator, f"/people/{person.id}/sessions/end", page="/people").status_code == 404
    assert theirs.get("/account").status_code == 200
