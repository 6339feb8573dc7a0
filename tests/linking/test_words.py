"""Links, quality and the evening by the command line, on the database of a real evening."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving as program
from evaluation.domain.errors import Refused
from tests.linking.conftest import ANN, BEA


@pytest.fixture
def weaving(room, settings, monkeypatch):
    """The program in this process, on the room's database; what it prints as JSON."""
    monkeypatch.setenv("WEAVING_HOME", str(settings.home))
    monkeypatch.setenv("WEAVING_DATABASE_URL", settings.database_url)

    def run(*arguments):
        done = CliRunner().invoke(program, [*arguments, "--json"], standalone_mode=False)
        if done.exception:
            raise done.exception
        return json.loads(done.stdout)

    return run


@pytest.fixture
def evening(room):
    """Bea exact, Ann with one difference."""
    room.answer("ann", "pre", memory=ANN, answers={"bt1": 2})
    room.answer("bea", "pre", memory=BEA, answers={"bt1": 3})
    room.open("post")
    room.answer("bea again", "post", memory=BEA, answers={"bt1": 4})
    room.answer("ann again", "post", memory={**ANN, "birth_day": "15"}, answers={"bt1": 8})
    return room


def test_the_queue_is_worked_through_and_undone(weaving, evening):
    assert weaving("link", "run", evening.words) == {"joined": 1, "taken_apart": 0}
    (pair,) = weaving("link", "queue", evening.words)["suggested"]
    made = weaving("link", "confirm", evening.words, pair["before"], pair["after"])
    assert [row["method"] for row in weaving("link", "methods", evening.words)] == ["memory_exact", "memory_confirmed"]
    assert weaving("experiment", "show", evening.words)["counts"] == {"pre": 2, "post": 2, "linked": 2}
    assert weaving("link", "undo", evening.words, made["id"])["undone"]
    assert weaving("experiment", "show", evening.words)["counts"]["linked"] == 1
    assert len(weaving("link", "list", evening.words)) == 2


def test_a_rejected_pair_leaves_the_queue_and_the_log_holds(weaving, evening):
    queue = weaving("link", "queue", evening.words)
    pair = next(pair for pair in queue["suggested"] if pair["distance"] == 1)
    assert not weaving("link", "reject", evening.words, pair["before"], pair["after"])["joined"]
    assert pair not in weaving("link", "queue", evening.words)["suggested"]
    assert weaving("audit", "verify") | {"head": ""} == {"entries": 1, "head": "", "holds": True}


def test_two_codes_are_joined(weaving, room):
    one, other = room.cards(2)
    room.answer("a", "pre", card=one)
    room.open("post")
    room.answer("b", "post", card=other)
    assert weaving("link", "codes", room.words, one, other)["method"] == "person"


def test_what_is_no_id_is_a_sentence(weaving, evening):
    with pytest.raises(Refused, match="is not an id"):
        weaving("link", "confirm", evening.words, "ann", "bea")


def test_the_quality_of_four_answers_is_not_told_and_their_accounts_are(weaving, evening):
    assert weaving("quality") == weaving("quality", evening.words) == []
    accounts = weaving("evening", "accounts", evening.words)
    assert (accounts["submitted"], accounts["holds"]) == (4, True)


def test_the_accounts_name_people_who_withdrew_and_responses_of_theirs_that_are_left(weaving, room):
    (card,) = room.cards(1)
    weaving("withdraw", card)
    accounts = weaving("evening", "accounts", room.words)
    assert (accounts["people_withdrawn"], accounts["withdrawn_responses_left"]) == (1, 0)
    assert "withdrawn" not in accounts


def test_memory_questions_are_asked_for_before_the_evening_only(weaving, room):
    with pytest.raises(Refused, match="of everyone or of no one"):
        weaving("link", "memory", room.words, "on")


def test_a_key_is_made_listed_and_ended(weaving, room):
    made = weaving("evening", "key", room.words)
    assert "/staff/evening/" in made["address"]
    assert datetime.fromisoformat(made["until"]) > datetime.now(UTC)
    (row,) = weaving("evening", "keys", room.words)
    weaving("evening", "end", room.words, row["id"])
    assert weaving("evening", "keys", room.words) == []
    with pytest.raises(Refused, match="that works"):
        weaving("evening", "end", room.words, row["id"])


def test_after_is_held_and_let_go(weaving, room):
    with room.database.transaction() as db:
        room.experiment(db).ends_at = datetime(2026, 5, 14, 20, tzinfo=UTC)
    assert weaving("evening", "hold", room.words, "on") == {"held": True, "opens": None}
    assert weaving("evening", "hold", room.words, "off")["opens"]


def test_people_are_counted_by_chapter_and_cards_of_the_study_are_taken(weaving, evening):
    (chapter,) = weaving("evening", "people")
    assert (chapter["chapter"], chapter["pre"], chapter["post"], chapter["returned"]) == ("leicester", 2, 2, 0)
    assert weaving("evening", "study-cards", evening.words, "on") == {"study_cards": True}
