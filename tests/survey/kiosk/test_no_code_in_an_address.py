"""On a shared tablet nothing that is pressed or followed puts a code into an address for the next person to find."""

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import Study
from evaluation.store.studies.studies import allow_parental_consent
from tests.survey.kiosk.test_code_first import at_after, press, tablet
from tests.survey.test_pages import words_of

USED, RECEIPT, UNUSED = "a used card", "the code of a receipt", "an unused card"


@pytest.fixture
def code(request, sqlite_hall, phone):
    """A code that somebody has at After."""
    sqlite_hall.sign_welsh()
    used, unused = sqlite_hall.cards(2)
    receipt = at_after(sqlite_hall, phone, **({"card": used} if request.param == USED else {}))
    return {USED: used, RECEIPT: receipt.replace(" ", ""), UNUSED: unused}[request.param]


def by_code(hall, phone, code):
    """The page that a code leads to which was typed on a shared tablet."""
    return html.fromstring(press(phone, tablet(hall, phone), "Go on with my code", card=code).data)


def in_welsh(phone, hall, document):
    """The same page in Welsh, by the button of its language."""
    (button,) = document.xpath("//nav//button[@lang='cy']")
    (form,) = document.xpath(f"//form[@id='{button.get('form')}']")
    sent = {field.get("name"): field.get("value") for field in form.xpath(".//input")}
    return html.fromstring(phone.post(button.get("formaction"), sent).data)


def addresses(document):
    """All that a page leads to; what a form sends by GET is in one, too."""
    fields = document.xpath("//form[not(@method='post')]//input/@value")
    return [*document.xpath("//@href"), *document.xpath("//@action"), *document.xpath("//@formaction"), *fields]


@pytest.mark.parametrize("code", [USED, RECEIPT, UNUSED], indirect=True)
def test_the_page_of_a_typed_code_is_read_in_another_language_and_no_address_has_the_code(sqlite_hall, phone, code):
    document = by_code(sqlite_hall, phone, code)
    welsh = in_welsh(phone, sqlite_hall, document)
    for page in (document, welsh):
        assert [one for one in addresses(page) if code in one] == []
        assert page.xpath("//form[.//input[@name='wave']]//input[@name='kiosk']") != []
    assert welsh.get("lang") == "cy"
    assert code in welsh.text_content().replace(" ", "")


@pytest.mark.parametrize("code", [USED, UNUSED], indirect=True)
def test_the_page_of_a_card_scanned_on_the_tablet_leads_nowhere_with_its_code(sqlite_hall, phone, code):
    phone.get(f"/c/{code}?kiosk=1")
    document = html.fromstring(phone.get(phone.page.headers["Location"]).data)
    assert [one for one in addresses(document) if code in one] == []
    assert in_welsh(phone, sqlite_hall, document).get("lang") == "cy"


@pytest.mark.parametrize("code", [USED], indirect=True)
def test_whoever_says_that_a_typed_code_is_theirs_stays_on_the_shared_tablet(sqlite_hall, phone, code):
    by_code(sqlite_hall, phone, code)
    (form,) = html.fromstring(phone.page.data).xpath("//form[@id='who']")
    page = phone.post(form.get("action"), {one.get("name"): one.get("value") for one in form.xpath(".//input")})
    assert ("kiosk=1" in page.headers["Location"], "Set-Cookie" in page.headers) == (True, False)


@pytest.mark.parametrize("code", [USED, UNUSED], indirect=True)
def test_a_code_typed_on_the_first_screen_comes_into_no_address_when_something_is_asked_first(sqlite_hall, phone, code):
    tablet(sqlite_hall, phone, "&alone=yes")
    address, hidden = phone.form()
    page = phone.post(address, hidden | {"card": code})
    assert code not in page.headers.get("Location", "")
    assert code in words_of(page).replace(" ", "")


@pytest.mark.parametrize("code", [UNUSED], indirect=True)
def test_a_code_comes_into_no_address_where_the_questions_have_closed_meanwhile(sqlite_hall, phone, code):
    by_code(sqlite_hall, phone, code)
    address, hidden = phone.form()
    sqlite_hall.close("post")
    page = phone.post(address, hidden)
    assert code not in page.headers.get("Location", "")
    assert [one for one in addresses(html.fromstring(page.data)) if code in one] == []
    assert "This questionnaire has closed" in words_of(page)


@pytest.mark.parametrize("code", [UNUSED], indirect=True)
def test_a_parent_is_asked_with_the_code_in_no_address(sqlite_hall, phone, code):
    with sqlite_hall.database.transaction() as db:
        allow_parental_consent(db, db.scalars(select(Study)).one(), allow=True)
    document = by_code(sqlite_hall, phone, code)
    (button,) = [one for one in document.xpath("//button") if "under 16" in one.text_content()]
    (form,) = document.xpath("//form[@id='again']")
    sent = {field.get("name"): field.get("value") for field in form.xpath(".//input")}
    page = phone.post(button.get("formaction"), sent)
    assert "Has your parent or carer agreed?" in words_of(page)
    assert code in words_of(page).replace(" ", "")
    welsh = in_welsh(phone, sqlite_hall, html.fromstring(page.data))
    assert welsh.xpath("//form[@id='begin']//input[@name='parental']") != []
