"""Which of an evening's languages nobody will be offered, and why: at the tick, and in the list once it is locked."""

import pytest
from lxml import html

from tests.fieldwork.test_pack_languages import sign_welsh
from tests.staff_pages import post

UNSIGNED = "Cymraeg – not signed yet, offered to nobody"
UNTRANSLATED = "العربية – offered to nobody: the pages around the questions have no checked words in it yet"


@pytest.fixture
def named(evening, organiser):
    """What the evening's organiser reads of its languages, at the ticks or, once people have answered, in the list."""
    evening.change(languages=["en", "cy", "ar"])

    def read():
        document = html.fromstring(organiser.get(f"/experiments/{evening.id}/arrange").text)
        ticks = document.xpath("//label[input[@name='languages']]/span/text()")
        return ticks or document.xpath("//dt[text()='Languages']/following-sibling::dd/text()")

    return read


@pytest.fixture(params=["at the tick", "in the list"])
def where(request, evening):
    if request.param == "in the list":
        evening.open("pre")
        evening.answered(1)


@pytest.mark.usefixtures("where")
def test_a_language_that_nobody_has_signed_says_so(named):
    assert [name.strip() for name in named()] == ["English", UNSIGNED, UNTRANSLATED]


@pytest.mark.usefixtures("where")
def test_a_language_that_is_signed_is_named_alone(named, evening):
    sign_welsh(evening)
    assert [name.strip() for name in named()] == ["English", "Cymraeg", UNTRANSLATED]


@pytest.fixture
def arranged(evening, organiser):
    """Tick the languages of the evening and keep the changes."""

    def keep(*languages):
        at = f"/experiments/{evening.id}/arrange"
        return post(organiser, at, page=at, title="North Hall", kind="weaving_trust", languages=list(languages))

    return keep


@pytest.mark.parametrize("alone", [("cy",), ("ar",), ("cy", "ar")])
def test_languages_in_which_nobody_can_be_asked_are_refused_alone(arranged, evening, alone):
    answer = arranged(*alone)
    assert (answer.status_code, "Nobody could be asked in these languages alone" in answer.text) == (422, True)
    assert "Choose en as well." in answer.text
    assert evening.row().languages == ["en"]


@pytest.mark.parametrize("languages", [("en", "cy"), ("en", "cy", "ar")])
def test_they_are_taken_beside_one_in_which_people_are_asked(arranged, evening, languages):
    assert (arranged(*languages).status_code, tuple(evening.row().languages)) == (303, languages)


def test_welsh_alone_is_taken_once_it_is_signed(arranged, evening):
    sign_welsh(evening)
    assert (arranged("cy").status_code, evening.row().languages) == (303, ["cy"])
