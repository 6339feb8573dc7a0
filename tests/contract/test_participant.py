"""What a participant is promised: rows par-1 to par-6, from a phone without script."""

import json
import shutil

import pytest

from tests.contract.drivers.home import Home
from tests.contract.drivers.phone import Phone, Session


@pytest.fixture
def hall(empty_home, tmp_path):
    """A session whose Before is open, at the time of the machine."""
    shutil.copytree(empty_home.folder, tmp_path / "home")
    return Session(Home(tmp_path / "home"))


def answers_of(hall):
    return [json.loads(answers) for (answers,) in hall.rows("SELECT answers FROM response")]


@pytest.mark.until(17)
def test_par_1_the_join_address_is_two_words(hall):
    assert len(hall.path[1:].split("-")) == 2
    assert Phone(hall.home).join(hall).send(bt1="4").code


def test_par_2_answers_arrive_without_script(hall):
    Phone(hall.home).join(hall).send(bt1="4", cg2="6")
    assert answers_of(hall) == [{"bt1": 4, "cg2": 6}]


def test_par_3_a_question_may_be_left_out_or_declined(hall):
    Phone(hall.home).join(hall).send(bt1="declined", cg1="3")
    (kept,) = answers_of(hall)
    assert kept["cg1"] == 3
    assert "bt2" not in kept
    assert isinstance(kept["bt1"], str)


def test_par_5_sending_twice_keeps_one_answer(hall):
    phone = Phone(hall.home).join(hall).send(bt1="4")
    code = phone.code
    assert phone.resend().code == code
    assert hall.counts["pre"] == 1


def test_par_5_a_changed_answer_takes_the_place_of_the_first(hall):
    phone = Phone(hall.home).join(hall).send(bt1="4", bt2="7")
    phone.sent["bt1"] = "9"
    phone.resend()
    assert answers_of(hall) == [{"bt1": 9, "bt2": 7}]


def test_par_6_a_withdrawal_removes_the_answers_and_a_retry_does_not_revive_them(hall):
    phone = Phone(hall.home).join(hall).send(bt1="4")
    hall.home.weaving("withdraw", phone.code)
    assert hall.rows("SELECT COUNT(*) FROM response") == [(0,)]
    assert hall.places_of('{"bt1": 4}') == set()
    phone.resend()
    assert hall.rows("SELECT COUNT(*) FROM response") == [(0,)]
    assert hall.counts["pre"] == 0
