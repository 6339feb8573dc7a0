"""Somebody is disabled or loses a role: what they handed on while they had it ends with it."""

import re

import pytest

from evaluation.models import Role, RoleGrant
from tests.mounted import SECRET
from tests.people.test_resets import ADDRESS, asked, confirmed


@pytest.fixture
def root(mounted):
    return mounted.person("root@example.org", Role.ADMINISTRATOR)


@pytest.fixture
def leaving(mounted):
    """A second administrator of everything, who is about to go."""
    return mounted.person("leaving@example.org", Role.ADMINISTRATOR)


def invitation(browser, email, role, where):
    return f"/staff/invitation/{SECRET.search(browser.invite(email, role, where).text)[1]}"


def account_after(mounted, address, email):
    """The account that somebody has once they have tried to take an invitation up."""
    browser = mounted.nobody()
    if 'name="password"' in browser.get(address).text:
        browser.post(address, page=address, name="Bo", password="correct horse battery")
    return mounted.account(email=email)


def disable(mounted, browser, email):
    return browser.post(f"/staff/people/{mounted.account(email=email).id}/disable")


def take(mounted, browser, email, *, chapter=None):
    grants = mounted.account(email=email).grants
    (grant,) = [each for each in grants if each.chapter_id == (chapter.id if chapter else None)]
    return browser.post(f"/staff/people/grants/{grant.id}/remove")


class TestInvitations:
    @pytest.mark.parametrize("losing", [disable, take])
    def test_one_of_somebody_who_lost_their_power_makes_no_account(self, mounted, root, leaving, losing):
        address = invitation(leaving, "bo@example.org", Role.ADMINISTRATOR, "everywhere")
        assert losing(mounted, root, "leaving@example.org").status_code == 303
        assert account_after(mounted, address, "bo@example.org") is None
        assert "bo@example.org" not in root.get("/staff/people").text.partition('id="pending"')[2]

    def test_one_whose_maker_is_let_in_again_stays_ended(self, mounted, root, leaving):
        address = invitation(leaving, "bo@example.org", Role.ADMINISTRATOR, "everywhere")
        disable(mounted, root, "leaving@example.org")
        root.post(f"/staff/people/{mounted.account(email='leaving@example.org').id}/enable")
        assert account_after(mounted, address, "bo@example.org") is None

    def test_whoever_disables_is_told_which_end(self, mounted, root, leaving):
        for email in ("bo@example.org", "cy@example.org"):
            leaving.invite(email, Role.ADMINISTRATOR, "everywhere")
        disable(mounted, root, "leaving@example.org")
        said = root.get("/staff/people").text
        assert "2 invitations of theirs end with it: bo@example.org, cy@example.org." in said

    def test_whoever_takes_a_role_away_is_told_which_end(self, mounted, root, leaving):
        leaving.invite("bo@example.org", Role.ADMINISTRATOR, "everywhere")
        take(mounted, root, "leaving@example.org")
        assert "1 invitation of theirs ends with it: bo@example.org." in root.get("/staff/people").text

    def test_what_they_still_may_give_stays_open(self, mounted, root, north, south):
        desk = mounted.desk
        leaving = mounted.person("leaving@example.org", Role.ADMINISTRATOR, chapter=desk.north)
        root.post("/staff/people", email="leaving@example.org", roles="administrator", where=south, known="y")
        kept = invitation(leaving, "bo@example.org", Role.ORGANISER, north)
        ended = invitation(leaving, "cy@example.org", Role.ORGANISER, south)
        take(mounted, root, "leaving@example.org", chapter=desk.south)
        assert account_after(mounted, ended, "cy@example.org") is None
        assert account_after(mounted, kept, "bo@example.org").grants[0].chapter_id == desk.north.id

    @pytest.mark.usefixtures("leaving")
    def test_those_of_others_stay_open(self, mounted, root):
        address = invitation(root, "bo@example.org", Role.ADMINISTRATOR, "everywhere")
        disable(mounted, root, "leaving@example.org")
        assert account_after(mounted, address, "bo@example.org") is not None

    def test_it_is_looked_at_again_when_one_is_taken_up(self, mounted, leaving):
        """The power was taken by another way than the pages and the command line."""
        address = invitation(leaving, "bo@example.org", Role.ADMINISTRATOR, "everywhere")
        with mounted.services.database.transaction() as db:
            db.delete(db.get_one(RoleGrant, mounted.account(email="leaving@example.org").grants[0].id))
        assert account_after(mounted, address, "bo@example.org") is None

    def test_the_log_says_which_ended(self, mounted, root, leaving):
        from evaluation.models import AuditEntry, Invitation

        leaving.invite("bo@example.org", Role.ADMINISTRATOR, "everywhere")
        disable(mounted, root, "leaving@example.org")
        with mounted.services.database.reading() as db:
            last = db.query(AuditEntry).order_by(AuditEntry.number.desc()).first()
            assert (last.action, last.details["ended"]) == (
                "person disabled",
                {"invitations": [str(db.query(Invitation).one().id)]},
            )


@pytest.fixture
def oli(mounted):
    """An organiser of North, who hands evening keys to volunteers."""
    return mounted.person("oli@example.org", Role.ORGANISER, chapter=mounted.desk.north)


class TestEveningKeys:
    def test_those_of_somebody_who_lost_their_power_open_nothing(self, mounted, root, oli):
        for losing in (disable, lambda *about: take(*about, chapter=mounted.desk.north)):
            key = evening_key(mounted, oli)
            assert mounted.nobody().get(key).status_code == 200
            losing(mounted, root, "oli@example.org")
            assert mounted.nobody().get(key).status_code == 404
            assert "This key has ended. Ask the organiser" in mounted.nobody().get(key).text
            oli = organiser_again(mounted, root)

    def test_whoever_disables_is_told_of_which_evening(self, mounted, root, oli):
        evening_key(mounted, oli)
        disable(mounted, root, "oli@example.org")
        assert "1 evening key of theirs ends with it: North Hall." in root.get("/staff/people").text

    def test_those_of_another_organiser_of_the_evening_stay(self, mounted, root, oli):
        other = mounted.person("pat@example.org", Role.ORGANISER, chapter=mounted.desk.north)
        theirs, key = evening_key(mounted, oli), evening_key(mounted, other)
        disable(mounted, root, "oli@example.org")
        assert [mounted.nobody().get(each).status_code for each in (theirs, key)] == [404, 200]

    def test_those_of_an_evening_that_they_still_run_stay(self, mounted, root, oli, south):
        root.post("/staff/people", email="oli@example.org", roles="organiser", where=south, known="y")
        key = evening_key(mounted, oli)
        take(mounted, root, "oli@example.org", chapter=mounted.desk.south)
        assert mounted.nobody().get(key).status_code == 200

    def test_it_is_looked_at_again_when_one_is_used(self, mounted, oli):
        key = evening_key(mounted, oli)
        with mounted.services.database.transaction() as db:
            db.delete(db.get_one(RoleGrant, mounted.account(email="oli@example.org").grants[0].id))
        assert mounted.nobody().get(key).status_code == 404

    def test_the_page_says_that_a_key_ends_with_the_power_of_whoever_handed_it(self, mounted, oli):
        page = oli.get(f"/staff/experiments/{mounted.desk.here.id}/key").text
        assert "It ends at once where you may no longer run this evening." in " ".join(page.split())


def evening_key(mounted, browser):
    """The address of a key of the evening in North, just handed over."""
    page = f"/staff/experiments/{mounted.desk.here.id}/key"
    return re.search(r"/staff/evening/[\w-]+", browser.post(page, page=page).text)[0]


def organiser_again(mounted, root):
    """The same person, let in and an organiser of North once more."""
    there = mounted.account(email="oli@example.org")
    north = f"{mounted.desk.study.id}/{mounted.desk.north.id}"
    if not there.active:
        root.post(f"/staff/people/{there.id}/enable")
    root.post("/staff/people", email="oli@example.org", roles="organiser", where=north, known="y")
    return mounted.as_person(mounted.account(email="oli@example.org"))


class TestResets:
    @pytest.fixture
    def nia(self, mounted):
        """An organiser of North who has lost what she signs in with."""
        return mounted.desk.person(Role.ORGANISER, email="nia@example.org", chapter=mounted.desk.north)

    @pytest.mark.parametrize("losing", [disable, take])
    def test_an_address_ends_with_the_power_of_whoever_asked(self, mounted, root, leaving, nia, losing):
        address = ADDRESS.search(confirmed(root, asked(mounted, leaving, nia)).text)[1]
        losing(mounted, root, "leaving@example.org")
        assert "was stopped" in mounted.nobody().get(address).text
        assert "1 reset of a sign-in ends with it: nia@example.org." in root.get("/staff/people").text

    def test_an_address_ends_with_the_power_of_whoever_confirmed(self, mounted, root, leaving, nia):
        address = ADDRESS.search(confirmed(leaving, asked(mounted, root, nia)).text)[1]
        disable(mounted, root, "leaving@example.org")
        assert "was stopped" in mounted.nobody().get(address).text

    def test_one_that_waits_for_a_second_administrator_ends_too(self, mounted, root, leaving, nia):
        reset = asked(mounted, leaving, nia)
        disable(mounted, root, "leaving@example.org")
        assert confirmed(root, reset).status_code == 404

    def test_it_stays_ended_where_the_asker_is_let_in_again(self, mounted, root, leaving, nia):
        address = ADDRESS.search(confirmed(root, asked(mounted, leaving, nia)).text)[1]
        disable(mounted, root, "leaving@example.org")
        root.post(f"/staff/people/{mounted.account(email='leaving@example.org').id}/enable")
        assert "was stopped" in mounted.nobody().get(address).text

    def test_it_is_looked_at_again_when_one_is_used(self, mounted, root, leaving, nia):
        address = ADDRESS.search(confirmed(root, asked(mounted, leaving, nia)).text)[1]
        with mounted.services.database.transaction() as db:
            db.delete(db.get_one(RoleGrant, mounted.account(email="leaving@example.org").grants[0].id))
        assert "was stopped" in mounted.nobody().get(address).text

    @pytest.mark.usefixtures("leaving")
    def test_one_of_two_others_stays_open(self, mounted, root, nia):
        third = mounted.person("third@example.org", Role.ADMINISTRATOR)
        address = ADDRESS.search(confirmed(third, asked(mounted, root, nia)).text)[1]
        disable(mounted, root, "leaving@example.org")
        assert 'name="password"' in mounted.nobody().get(address).text
