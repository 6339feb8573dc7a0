"""The page about privacy says all that the cookie and the database keep of a phone, in both languages."""

import pytest

from evaluation.survey.cookie import SECONDS
from instruments import load, translation
from tests.survey.test_pages import kept, words_of


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            [
                "a random name for the phone",
                "whether and when the phone was handed on",
                "each person who agreed",
                "120 days",
            ],
        ),
        ("cy", ["enw ar hap ar gyfer y ffôn", "a gafodd y ffôn ei drosglwyddo, a phryd", "pob person", "120 diwrnod"]),
    ],
)
def test_everything_in_the_cookie_is_named(phone, language, said):
    page = words_of(phone.get(f"/privacy?lang={language}"))
    assert [one for one in said if one not in page] == []
    assert "weaving_phone" in page


def test_the_cookie_ends_when_the_page_says(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    assert phone.client.get_cookie("weaving_phone", path=f"/{sqlite_hall.words}").max_age == SECONDS == 120 * 24 * 3600


def test_the_mark_on_a_form_is_told_and_is_another_on_the_next_form(sqlite_hall, phone):
    assert "a mark by which only the phone that sent it can change it" in words_of(phone.get("/privacy"))
    card = sqlite_hall.cards()[0]
    for following in ("post", "then"):
        phone.start(sqlite_hall.words, card=card)
        phone.send({"bt1": "7"})
        sqlite_hall.open(following)
    marks = [response.sender for response in kept(sqlite_hall)]
    assert len(set(marks)) == 2
    assert all(marks)


@pytest.mark.parametrize(("language", "said"), [("en", "the pages of the meeting"), ("cy", "tudalennau’r cyfarfod")])
def test_the_pages_that_the_phone_keeps_are_named(phone, language, said):
    assert said in words_of(phone.get(f"/privacy?lang={language}"))


def test_the_consent_names_all_that_the_cookie_keeps():
    (said,) = (words for words in load("common-ground", 2).consent.statements if "cookie" in words)
    kept = ("keeps that code", "a random name for this phone", "if and when it was handed on", "a mark of your card")
    assert [part for part in kept if part not in said] == []
    assert "nothing else" not in said


@pytest.mark.parametrize(
    ("language", "kept"),
    [
        ("cy", ("enw ar hap ar gyfer y ffôn hwn", "a gafodd ei drosglwyddo a phryd", "marc eich cerdyn")),
        ("ar", ("اسم عشوائي لهذا الهاتف", "سُلِّم لشخص آخر ومتى", "علامة بطاقتك")),
    ],
)
def test_so_it_does_in_translation(language, kept):
    said = translation("common-ground", 2, language).strings["consent.statements.4"]
    assert [part for part in kept if part not in said] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("the last question reached", "the code of a card")),
        ("cy", ("y cwestiwn olaf a gyrhaeddwyd", "chod cerdyn")),
    ],
)
def test_what_tells_the_phone_where_somebody_is_is_named(phone, language, said):
    page = words_of(phone.get(f"/privacy?lang={language}"))
    assert [one for one in said if one not in page] == []
