"""`weaving cards` and `weaving pack`, as they are typed."""

import io
import json

import pytest
from click.testing import CliRunner
from pypdf import PdfReader
from sqlalchemy import func, select

from evaluation.cli import weaving
from evaluation.domain.card_codes import grouped
from evaluation.domain.errors import Refused
from evaluation.models import Card, Participant
from evaluation.storage.database import open_database


@pytest.fixture
def run(sqlite_settings):
    def typed(*arguments: object) -> str:
        done = CliRunner().invoke(
            weaving,
            [str(each) for each in arguments],
            env={"WEAVING_HOME": str(sqlite_settings.home), "WEAVING_BASE_URL": "https://weaving.example.org"},
            catch_exceptions=False,
            standalone_mode=False,
        )
        return done.stdout

    return typed


@pytest.fixture
def experiment(run):
    run("study", "add", "Across Difference")
    run("chapter", "add", "Caer Lliw")
    return added(run, "--expected", 20)


def added(run, *more):
    about = ("--chapter", "caer-lliw", "--title", "Mill Hall", "--kind", "weaving_trust")
    return json.loads(run("experiment", "add", *about, *more, "--json"))["slug"]


@pytest.fixture
def issued(sqlite_settings):
    """Every card's code with its person's role."""

    def known() -> dict[str, str | None]:
        database = open_database(sqlite_settings)
        with database.reading() as db:
            rows = db.execute(select(Card.token, Participant.role).join(Participant)).all()
        database.close()
        return dict(rows)

    return known


def text_in(path):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(path.read_bytes())).pages)


def test_cards_are_made_printed_and_told(run, experiment, issued, tmp_path):
    told = json.loads(run("cards", experiment, "--count", 11, "--output", tmp_path / "cards.pdf", "--json"))
    printed = text_in(tmp_path / "cards.pdf")
    assert len(told["tokens"]) == 11
    assert issued() == dict.fromkeys(told["tokens"])
    assert all(grouped(token) in printed for token in told["tokens"])


def test_hosts_have_a_stack_of_their_own(run, experiment, issued, tmp_path):
    run("cards", experiment, "--count", 11, "--hosts", 3, "--output", tmp_path / "cards.pdf")
    assert sorted(map(str, issued().values())) == ["guest"] * 8 + ["host"] * 3


def test_all_cards_may_be_for_hosts(run, experiment, issued, tmp_path):
    run("cards", experiment, "--count", 3, "--hosts", 3, "--output", tmp_path / "cards.pdf")
    assert list(issued().values()) == ["host"] * 3


def test_codes_are_not_shown_to_people_who_did_not_ask(run, experiment, issued, tmp_path):
    said = run("cards", experiment, "--count", 5, "--output", tmp_path / "cards.pdf")
    assert [token for token in issued() if token in said or grouped(token) in said] == []


def test_printing_again_makes_other_cards(run, experiment, tmp_path):
    first, second = (
        set(json.loads(run("cards", experiment, "--count", 8, "--output", tmp_path / "c.pdf", "--json"))["tokens"])
        for _ in range(2)
    )
    assert first.isdisjoint(second)


@pytest.mark.parametrize("asked", [(0, 0, 1), (5001, 0, 1), (4, 5, 1), (-1, 2, 2)])
def test_numbers_that_cannot_be_are_refused_all_at_once(run, experiment, issued, tmp_path, asked):
    count, hosts, faults = asked
    with pytest.raises(Refused) as refused:
        run("cards", experiment, f"--count={count}", "--hosts", hosts, "--output", tmp_path / "cards.pdf")
    assert len(refused.value.faults) == faults
    assert (issued(), (tmp_path / "cards.pdf").exists()) == ({}, False)


def test_no_card_is_made_where_no_file_can_be_written(run, experiment, issued, tmp_path):
    with pytest.raises(Refused, match="cannot be written"):
        run("cards", experiment, "--count", 5, "--output", tmp_path / "nowhere" / "cards.pdf")
    assert issued() == {}


def test_a_pack_has_a_tenth_more_cards_than_people_expected(run, experiment, issued, tmp_path):
    run("pack", experiment, "--output", tmp_path / "pack.pdf")
    assert len(issued()) == 22
    assert "Host script" in text_in(tmp_path / "pack.pdf")


def test_a_pack_asks_how_many_where_nobody_said(run, experiment, tmp_path):
    with pytest.raises(Refused, match="--count"):
        run("pack", added(run), "--output", tmp_path / "pack.pdf")


def test_the_same_card_is_never_printed_twice_in_a_pack(run, experiment, tmp_path, sqlite_settings):
    told = json.loads(run("pack", experiment, "--hosts", 4, "--output", tmp_path / "pack.pdf", "--json"))
    printed = text_in(tmp_path / "pack.pdf")
    database = open_database(sqlite_settings)
    with database.reading() as db:
        known = db.scalars(select(func.count()).select_from(Card)).one()
    database.close()
    assert [printed.count(grouped(token)) for token in told["tokens"]] == [1] * known
