"""While nothing is open, whoever has answered finds their code, the way to take answers back, and what is kept."""

import pytest
from lxml import html

from tests.survey.test_pages import words_of
from tests.survey.who_answers.test_returning import follow


@pytest.fixture(params=["between", "closed"])
def waiting(request, sqlite_hall):
    """What an organiser does until nothing is open, between Before and After or at the end."""

    def until_nothing_is_open():
        sqlite_hall.close("pre")
        if request.param == "closed":
            sqlite_hall.open("post")
            sqlite_hall.close("post")

    return until_nothing_is_open


def ways(page):
    return {link.text_content(): link.get("href") for link in html.fromstring(page.data).xpath("//main//a")}


def test_a_phone_that_has_answered_is_led_to_its_code_and_to_privacy(sqlite_hall, phone, waiting):
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "7"})
    waiting()
    page = phone.get(f"/{sqlite_hall.words}")
    assert page.headers.get("Weaving-Personal")
    found = ways(page)
    assert found["Privacy"] == f"/{sqlite_hall.words}/privacy"
    for way in ("Look at my code", "Take my answers back"):
        receipt = phone.get(found[way])
        assert ['id="code"' in receipt.text, "code filled in" in words_of(receipt)] == [True, True]


def test_any_other_phone_is_led_to_where_the_code_is_typed_and_to_privacy(sqlite_hall, phone, waiting):
    waiting()
    page = phone.get(f"/{sqlite_hall.words}")
    found = ways(page)
    assert "Look at my code" not in found
    assert found["Take my answers back"] == f"/withdraw?words={sqlite_hall.words}"
    assert found["Privacy"] == f"/{sqlite_hall.words}/privacy"
    assert not page.headers.get("Weaving-Personal")


def test_a_phone_that_was_handed_on_is_not_led_to_the_code_of_whoever_had_it(sqlite_hall, phone, waiting):
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "7"})
    phone.post(f"/{sqlite_hall.words}/next", {})
    waiting()
    assert "Look at my code" not in ways(phone.get(f"/{sqlite_hall.words}"))


def test_the_ways_on_stay_in_the_language_in_which_whoever_holds_the_phone_answers(sqlite_hall, phone, waiting):
    sqlite_hall.sign_welsh()
    phone.start(sqlite_hall.words, lang="cy")
    waiting()
    found = ways(phone.get(f"/{sqlite_hall.words}"))
    for way in ("Tynnu fy atebion yn ôl", "Preifatrwydd"):
        assert html.fromstring(follow(phone, phone.get(found[way])).data).get("lang") == "cy"
