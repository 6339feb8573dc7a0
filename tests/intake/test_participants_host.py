"""Participants' pages answer to the printed name and to this machine's own, and under no other (DNS rebinding)."""

from dataclasses import replace

import pytest

from evaluation.participants_app import participants_app
from evaluation.web.app import Services

PRINTED = "https://weaving.example.org"


@pytest.fixture
def asked(sqlite_door, sqlite_settings, clock):
    def ask(host, path="/", *, base_url=PRINTED, **sent):
        services = Services(replace(sqlite_settings, base_url=base_url), sqlite_door.database, clock)
        client = participants_app(services).test_client()
        headers = {"Host": host}
        return client.post(path, data=sent, headers=headers) if sent else client.get(path, headers=headers)

    return ask


@pytest.mark.parametrize(
    "host", ["weaving.example.org", "WEAVING.example.org:443", "localhost:8000", "127.0.0.1", "[::1]:8000"]
)
def test_the_printed_name_and_this_machine_s_own_are_answered(asked, host):
    assert asked(host).status_code == 200


def test_another_name_leads_to_the_printed_one(asked, sqlite_door):
    answer = asked("old.example.org", f"/{sqlite_door.words}?lang=cy")
    assert (answer.status_code, answer.headers["Location"]) == (308, f"{PRINTED}/{sqlite_door.words}?lang=cy")


@pytest.mark.parametrize("host", ["evil.example", "weaving.example.org.evil.example", "192.168.1.20", "", "[", "a@b"])
def test_nothing_is_taken_under_another_name(asked, sqlite_door, host):
    answer = asked(host, f"/{sqlite_door.words}", wave="pre", consent="1", lang="en")
    assert answer.status_code in {400, 421}
    assert sqlite_door.evening()
    with sqlite_door.database.reading() as db:
        assert db.connection().exec_driver_sql("SELECT count(*) FROM consent").scalar() == 0


@pytest.mark.parametrize("host", ["192.168.1.20:8000", "10.0.0.5", "[fd00::5]:8000"])
@pytest.mark.parametrize("set_up_at", ["http://127.0.0.1:8000", "http://192.168.77.5:8743"])
def test_where_no_name_is_set_a_phone_opens_this_machine_by_the_numbers_it_has_now(asked, host, set_up_at):
    assert asked(host, base_url=set_up_at).status_code == 200


def test_and_by_no_name_that_somebody_made_lead_here(asked):
    answer = asked("evil.example", base_url="http://127.0.0.1:8000")
    assert (answer.status_code, "another address" in answer.text) == (421, True)


def test_a_name_leads_on_to_the_numbers_that_are_printed(asked):
    answer = asked("evil.example", base_url="http://192.168.77.5:8743")
    assert (answer.status_code, answer.headers["Location"]) == (308, "http://192.168.77.5:8743/")


def test_behind_a_server_with_a_certificate_the_phone_s_cookie_is_secure(sqlite_door, sqlite_settings, clock):
    services = Services(replace(sqlite_settings, base_url=PRINTED), sqlite_door.database, clock)
    sent = {"wave": "pre", "consent": "1", "lang": "en"}
    headers = {"Host": "weaving.example.org"}
    answer = participants_app(services).test_client().post(f"/{sqlite_door.words}", data=sent, headers=headers)
    assert "; Secure" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-For", "Forwarded"])
def test_what_a_forwarding_header_says_changes_nothing(sqlite_door, header):
    plain, forwarded = (
        sqlite_door.app.test_client().post(
            f"/{sqlite_door.words}", data={"wave": "pre", "consent": "1", "lang": "en"}, headers=more
        )
        for more in ({}, {header: "https;host=evil.example" if header == "Forwarded" else "https"})
    )
    assert (plain.status_code, "Secure" in plain.headers["Set-Cookie"]) == (303, False)
    assert (forwarded.status_code, "Secure" in forwarded.headers["Set-Cookie"]) == (303, False)
