"""A password that is tried first is refused with why and how to mend it; one of four words is taken."""

import pytest

from evaluation.accounts.passwords.guessable import why_guessable
from tests.accounts.test_signing_in import EMAIL, accept, invited
from tests.staff_pages import PASSWORD

__all__ = ["invited"]
KNOWN = ("Ada Lovelace", EMAIL, "Citizens of Leicester")


@pytest.fixture(autouse=True)
def in_english(desk):
    with desk.app.test_request_context("/"):
        yield


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "password1234",
        "qwertyuiop12",
        "123456789012",
        "aaaaaaaaaaaa",
        "letmeinletmein",
        "iloveyou1234",
    ],
)
def test_a_common_password_is_refused(password):
    assert "tried first" in why_guessable(password, KNOWN)


@pytest.mark.parametrize(
    "password",
    ["weavingweaving", "Weaving-2026!", "ada@example.org", "lovelace-1234", "CitizensLeicester", "Leicester.1.2.3"],
)
def test_a_password_made_of_what_is_known_of_its_owner_is_refused(password):
    assert "your organisation" in why_guessable(password, KNOWN)


@pytest.mark.parametrize("password", [PASSWORD, "four plain words here", "x7Kp!qm2Vz9wR", "p" + "äöü-ßłóΩ✓" * 40])
def test_one_that_is_hard_to_guess_is_taken(password):
    assert why_guessable(password, KNOWN) == ""


def test_a_long_password_is_looked_at_without_delay():
    assert why_guessable("ab" * 5000, KNOWN)


def test_whoever_takes_up_an_invitation_is_told_and_keeps_what_they_typed(desk, invited):
    client = desk.app.test_client()
    page = accept(client, invited, "passwordpassword")
    assert page.status_code == 200
    assert "four words" in page.text
    assert 'value="Ada"' in page.text
    assert accept(client, invited).status_code == 302


def test_the_organisation_that_asks_is_known(desk, invited):
    with desk.services.database.transaction() as db:
        db.merge(desk.study).who_asks = {"organisation": "Caernarfon Citizens"}
    assert "your organisation" in accept(desk.app.test_client(), invited, "CaernarfonCitizens1").text
