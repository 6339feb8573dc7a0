"""Whoever serves or prints is told where an address leads nowhere, and a port that is taken is a sentence."""

import json
import os
import socket
import stat
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from evaluation.cli.fieldwork.join_address_warnings import on_this_machine_alone, served_elsewhere
from evaluation.storage.served_home import following_port, noted_as_served
from evaluation.storage.settings import Settings, write_address
from tests.serving import serving

WEAVING = Path(sys.executable).with_name("weaving")
PUBLIC = "https://weaving.example.org"


@pytest.mark.parametrize("address", ["localhost:8000", "127.0.0.2:8000", "0.0.0.0:8000", "[::1]:8000"])
def test_what_is_printed_is_warned_of_wherever_pages_warn_of_it(address):
    assert "which only this machine can open" in on_this_machine_alone(f"http://{address}")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("served") / "home"


@pytest.fixture(scope="module")
def weaving(home):
    def run(*arguments, **environment):
        given = {**os.environ, "WEAVING_HOME": str(home), **environment}
        return subprocess.run([WEAVING, *arguments], env=given, capture_output=True, text=True, check=False)

    return run


@pytest.fixture(scope="module")
def planned(weaving):
    for arguments in (
        ("study", "add", "Difference"),
        ("chapter", "add", "Ash"),
        ("experiment", "add", "--chapter", "ash", "--title", "Hall", "--kind", "weaving_trust"),
    ):
        made = weaving(*arguments, "--json")
        assert made.returncode == 0, made.stderr
    return json.loads(made.stdout)["slug"]


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield str(listening.getsockname()[1])


@pytest.fixture
def free():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return str(listening.getsockname()[1])


@pytest.fixture
def said(home):
    """What is said of a server at a port until it listens, with the address that is printed set so."""

    def serve(port, address):
        given = {**os.environ, "WEAVING_HOME": str(home), **({"WEAVING_BASE_URL": address} if address else {})}
        process = subprocess.Popen(
            [WEAVING, "serve", "--port", port, "--no-worker"],
            env=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        process.stdout.readline()
        urllib.request.urlopen(f"http://127.0.0.1:{port}/").close()
        process.terminate()
        return process.communicate()[1]

    return serve


def test_where_phones_of_this_machine_find_the_study_at_the_address_printed_nothing_is_said(said, free):
    said_of = said(free, f"http://127.0.0.1:{free}")
    assert ("Public address" in said_of, "set-up page" in said_of) == (False, False)


def test_another_port_than_the_one_printed_is_said_with_the_page_where_it_is_changed(said, free, planned):
    assert planned
    said_of = said(free, "http://127.0.0.1:1")
    assert (
        f"Write the address that people open, for instance http://127.0.0.1:{free}, under “Public address” " in said_of
    )
    assert f"(http://127.0.0.1:{free}/staff/address)" in said_of


def test_while_nothing_is_set_up_the_page_that_asks_for_the_address_is_named():
    said = served_elsewhere("http://127.0.0.1:8000", host="0.0.0.0", port=8000, is_set_up=False)
    assert said == "The set-up page will ask for the address that phones open, and names the one of this computer."


def test_the_address_of_another_network_is_said_at_the_start(said, free):
    assert "codes, cards and posters name http://203.0.113.77:8743: phones cannot come by those." in said(
        free, "http://203.0.113.77:8743"
    )


def test_the_address_that_nobody_has_said_follows_the_port(tmp_path, monkeypatch):
    monkeypatch.delenv("WEAVING_BASE_URL", raising=False)
    unsaid = following_port(Settings.at(tmp_path), 8111).base_url
    write_address(tmp_path, PUBLIC)
    said = following_port(Settings.from_environment({"WEAVING_HOME": str(tmp_path)}), 8111).base_url
    assert (unsaid, said) == ("http://127.0.0.1:8111", PUBLIC)


def test_a_second_server_of_one_home_says_where_the_first_is(said, free, home):
    with serving(home, "--no-worker") as first:
        assert f"This home ({home}) is served at {first.base} already." in said(free, "")
    assert "is served at" not in said(free, "")


def test_a_port_that_this_home_is_served_at_is_said_to_be_that(weaving, home):
    with serving(home, "--no-worker") as first:
        ended = weaving("serve", "--port", first.base.rpartition(":")[2])
    assert ended.returncode == 2
    assert ended.stderr.strip().endswith(
        f"This home ({home}) is served at {first.base} already: open that, or stop it first with Ctrl-C where it runs."
    )


def test_a_port_that_is_taken_is_said_with_what_to_do(weaving, taken):
    ended = weaving("serve", "--port", taken)
    assert ended.returncode == 2
    assert ended.stderr.strip().endswith(
        f"Something else is served at 127.0.0.1:{taken} already. Stop it, or choose another port: "
        f"`weaving serve --port {int(taken) + 1}`, `make run PORT={int(taken) + 1}`."
    )


def test_an_address_that_is_set_is_said_to_hold_at_once_but_in_a_worker_apart(weaving):
    done = weaving("address", PUBLIC, "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"address": PUBLIC})
    assert (
        "started without WEAVING_BASE_URL takes it up within seconds; a `weaving worker` that runs apart" in done.stderr
    )
    assert weaving("address").stderr == ""
    weaving("address", "http://127.0.0.1:8000")


def test_an_address_that_the_environment_overrides_is_said_to_be_without_effect(weaving):
    done = weaving("address", PUBLIC, WEAVING_BASE_URL="https://other.example.org")
    assert (done.stdout.split(), "WEAVING_BASE_URL comes before it" in done.stderr) == (
        ["address", "https://other.example.org"],
        True,
    )
    weaving("address", "http://127.0.0.1:8000")


def test_commands_name_the_port_at_which_the_home_is_served_now_where_nobody_has_said_an_address(tmp_path):
    def named(*verb, **environment):
        given = {"PATH": os.environ["PATH"], "WEAVING_HOME": str(tmp_path), **environment}
        done = subprocess.run([WEAVING, *verb, "--json"], env=given, capture_output=True, check=True)
        return urlsplit(json.loads(done.stdout)["address"]).netloc

    with noted_as_served(tmp_path, "http://127.0.0.1:8790"):
        assert named("person", "invite", "a@example.org", "--role", "administrator") == "127.0.0.1:8790"
        assert named("address", WEAVING_BASE_URL=PUBLIC) == "weaving.example.org"
    assert named("address") == "127.0.0.1:8000"


def test_a_server_with_an_address_that_nobody_can_open_does_not_start(weaving):
    ended = weaving("serve", "--port", "0", WEAVING_BASE_URL="weaving.example.org")
    assert (ended.returncode, len(ended.stderr.splitlines())) == (2, 1)
    assert "WEAVING_BASE_URL is weaving.example.org. Write the address as people open it" in ended.stderr


def test_an_address_that_is_not_this_machines_is_said(weaving):
    ended = weaving("serve", "--port", "0", "--host", "192.0.2.1")
    assert (ended.returncode, "Nothing can be served at 192.0.2.1:0" in ended.stderr) == (2, True)


def test_cards_that_lead_nowhere_from_a_phone_are_made_with_a_word_of_it(weaving, planned, tmp_path):
    made = weaving("cards", planned, "--count", "8", "--output", str(tmp_path / "cards.pdf"))
    assert made.returncode == 0
    assert "begin with http://127.0.0.1:8000, which only this machine can open" in made.stderr


def test_of_cards_that_lead_to_the_study_nothing_is_said(weaving, planned, tmp_path):
    made = weaving("cards", planned, "--count", "8", "--output", str(tmp_path / "cards.pdf"), WEAVING_BASE_URL=PUBLIC)
    assert (made.returncode, made.stderr) == (0, "")


def test_the_home_and_its_file_of_answers_are_their_owners_alone(planned, home):
    assert planned
    modes = [stat.S_IMODE(each.stat().st_mode) for each in (home, home / "weaving.sqlite")]
    assert modes == [0o700, 0o600]
