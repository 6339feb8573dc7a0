"""Paper forms by the command line."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from evaluation.cli import weaving as program
from evaluation.domain.errors import Refused
from evaluation.models import OpenAnswer


@pytest.fixture
def weaving(desk, settings, monkeypatch):
    monkeypatch.setenv("WEAVING_HOME", str(settings.home))
    monkeypatch.setenv("WEAVING_DATABASE_URL", settings.database_url)

    def run(verb, *arguments):
        done = CliRunner().invoke(program, ["paper", verb, desk.words, *arguments, "--json"], standalone_mode=False)
        if done.exception:
            raise done.exception
        return json.loads(done.stdout)

    return run


def answered(**answers):
    return [part for name, value in answers.items() for part in ("--answer", f"{name}={value}")]


@pytest.fixture
def differing(weaving):
    """The pile whose first sheet was read in two ways at three fields."""
    pile = weaving("add", "pre", "--sheets", "20")
    assert pile["keyed_twice"]
    weaving("key", pile["id"], "1", *answered(bt1=4, bt2="declined", cg2=6))
    outcome = weaving("key", pile["id"], "1", *answered(bt1=7, bt2="declined", cg3=2))
    assert outcome == {"standing": "to_decide", "became": None}
    return pile["id"]


def test_what_differs_is_asked_and_decided(weaving, differing):
    asked = weaving("differences", differing, "1")
    assert [(row["field"], row["first"], row["second"]) for row in asked] == [
        ("bt1", 4, 7),
        ("cg2", 6, None),
        ("cg3", None, 2),
    ]
    decided = weaving("decide", differing, "1", *answered(bt1=7, cg2=6, cg3=""))
    assert decided == {"standing": "settled", "became": "response"}
    (listed,) = weaving("list")
    assert (listed["to_key"], listed["settled"]) == (19, 1)


def test_words_and_the_box_beside_them_are_keyed(weaving, desk):
    desk.open("post")
    pile = weaving("add", "post", "--sheets", "1")
    weaving("key", pile["id"], "1", *answered(op1="We met.", **{"op1-quote": 1}))
    with desk.database.reading() as db:
        assert db.scalars(select(OpenAnswer.may_quote)).all() == [True]


def test_the_errors_come_with_their_interval(weaving, differing):
    weaving("decide", differing, "1", *answered(bt1=7, cg2=6, cg3=""))
    errors = weaving("errors")
    assert (errors["sheets"], errors["fields"], errors["wrong"]) == (1, 13, 1)
    assert errors["share"]["low"] < errors["share"]["value"] == 1 / 13 < errors["share"]["high"]


def test_a_code_that_differs_is_decided_as_it_is_written(weaving, desk):
    one, other = desk.cards(2)
    pile = weaving("add", "pre", "--sheets", "20")["id"]
    weaving("key", pile, "1", "--code", one)
    weaving("key", pile, "1", "--code", other)
    decided = weaving("decide", pile, "1", *answered(code=f"{other[:3]} {other[3:6]} {other[6:]}".lower()))
    assert decided["became"] == "response"


def test_what_is_not_on_the_form_or_out_of_range_is_refused_with_every_fault(weaving):
    pile = weaving("add", "pre", "--sheets", "2")["id"]
    with pytest.raises(Refused) as refused:
        weaving("key", pile, "1", *answered(bt1=11, shoes=9))
    assert [fault.partition(" ")[0] for fault in refused.value.faults] == ["shoes", "bt1:"]
    with pytest.raises(Refused, match="is not ITEM=VALUE"):
        weaving("key", pile, "1", "--answer", "bt1")
