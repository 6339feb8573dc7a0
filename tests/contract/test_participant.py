"""What a participant is promised: the rows par, from a phone without script."""

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


def test_par_4_the_same_phone_joins_before_and_after(hall):
    phone = Phone(hall.home)
    phone.join(hall).send(bt1="4")
    hall.open("post")
    phone.join(hall).send(bt1="6")
    assert hall.counts == {"pre": 1, "post": 1, "linked": 1}


def test_par_4_a_card_joins_two_phones(hall):
    (card,) = hall.cards(1)
    Phone(hall.home).join(hall, card=card).send(bt1="4")
    hall.open("post")
    Phone(hall.home).join(hall, card=card).send(bt1="6")
    assert hall.counts == {"pre": 1, "post": 1, "linked": 1}


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


def test_par_6_a_withdrawal_removes_every_word_that_was_written(hall):
    hall.open("post")
    words = "Marrows on the allotment"
    phone = Phone(hall.home).join(hall).send(bt1="4", op1=words)
    assert hall.places_of(words)
    hall.home.weaving("withdraw", phone.code)
    assert hall.places_of(words) == set()


def test_par_4_the_receipt_code_joins_a_second_phone(hall):
    code = Phone(hall.home).join(hall).send(bt1="4").code
    hall.open("post")
    Phone(hall.home).join(hall, card=code).send(bt1="6")
    assert hall.counts == {"pre": 1, "post": 1, "linked": 1}


def test_par_7_two_people_on_one_phone_are_told_apart(hall):
    phone = Phone(hall.home).join(hall).send(bt1="4")
    hall.open("post")
    phone.join(hall, somebody_else=True).send(bt1="6")
    assert hall.counts == {"pre": 1, "post": 1, "linked": 0}


def test_par_10_privacy_and_accessibility_have_pages(hall):
    browser = hall.home.browser()
    for address in ("/privacy", "/accessibility"):
        assert browser.get(address).status_code == 200


def test_adm_5_a_backup_brings_back_what_was_answered(hall, tmp_path):
    Phone(hall.home).join(hall).send(bt1="4")
    hall.home.weaving("backup", tmp_path / "kept.backup", "--keys", tmp_path / "kept.keys")
    again = Home(tmp_path / "another")
    again.weaving("restore", tmp_path / "kept.backup", "--keys", tmp_path / "kept.keys")
    assert again.json("experiment", "show", hall.id)["counts"]["pre"] == 1


def test_par_7_a_study_says_how_it_treats_people_under_16(hall):
    hall.home.weaving("study", "under-16", "weaving-trust", "parental-consent")
    assert hall.rows("SELECT parental_consent FROM study") == [(1,)]
    hall.home.weaving("study", "under-16", "weaving-trust", "turned-away")
    assert hall.rows("SELECT parental_consent FROM study") == [(0,)]


def test_par_12_a_keyed_paper_form_joins_by_its_code(hall):
    (card,) = hall.cards(1)
    Phone(hall.home).join(hall, card=card).send(bt1="4")
    hall.open("post")
    pile = hall.home.json("paper", "add", hall.path[1:], "post", "--sheets", 1)["id"]
    hall.home.weaving("paper", "key", hall.path[1:], pile, 1, "--code", card, "--answer", "bt1=6")
    assert hall.counts == {"pre": 1, "post": 1, "linked": 1}
