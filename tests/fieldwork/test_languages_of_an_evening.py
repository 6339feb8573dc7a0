"""Which of an evening's languages nobody will be offered, and why: at the tick, and in the list once it is locked."""

import pytest
from lxml import html

from tests.fieldwork.test_pack_languages import sign_welsh

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
