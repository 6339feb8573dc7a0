"""On a shared tablet at After the code is asked for first: no hasty press keeps somebody's two forms apart."""

from urllib.parse import urlencode

import pytest
from lxml import html

from evaluation.models import Consent
from tests.survey.cards.test_one_card_on_a_kiosk import linked
from tests.survey.kiosk.test_form_once_sent import begin
from tests.survey.test_pages import kept, words_of
from tests.survey.who_answers.test_returning import follow

APART = "this form is not joined with your form from Before"


def at_after(hall, phone, **before):
    """After on the tablet, once somebody has answered Before on it; their code."""
    receipt = follow(phone, phone.post(begin(phone, hall.words, **before), {"bt1": "7"}))
    hall.close("pre")
    hall.open("post")
    return html.fromstring(receipt.data).get_element_by_id("code").text


def tablet(hall, phone, more=""):
    page = phone.get(f"/{hall.words}?kiosk=1{more}")
    return html.fromstring(page.data)


def press(phone, document, said, **typed):
    """Press a button that agrees to nothing, by its words."""
    (button,) = [one for one in document.xpath("//form//button") if said in one.text_content()]
    (form,) = button.xpath("ancestor::form")
    sent = {field.get("name"): field.get("value") for field in form.xpath(".//input")} | typed
    sent |= {button.get("name"): button.get("value")} if button.get("name") else {}
    if form.get("method") == "post":
        return phone.post(form.get("action"), sent)
    return phone.get(f"{form.get('action')}?{urlencode(sent)}")


def agrees(page):
    """Whether a page has a button that agrees."""
    return html.fromstring(page.data).xpath("//form[@id='begin']") != []


def test_what_can_be_pressed_first_is_two_ways_alike_and_neither_agrees(sqlite_hall, phone):
    at_after(sqlite_hall, phone)
    document = tablet(sqlite_hall, phone)
    looks = [one.get("class") for one in document.xpath("//main//form//button[not(@type='button')]")]
    assert looks == ["go alt", "go alt"]
    assert not agrees(phone.page)
    assert "Did you answer Before?" in document.xpath("string(//h1)")


def test_the_code_of_before_joins_the_two_forms(sqlite_hall, phone):
    code = at_after(sqlite_hall, phone)
    follow(phone, press(phone, tablet(sqlite_hall, phone), "Go on with my code", card=code))
    address, hidden = phone.form()
    page = phone.post(address, hidden)
    assert page.status_code == 303
    phone.post(page.headers["Location"], {"bt1": "3"})
    assert linked(sqlite_hall) == [[7, 3]]


def test_whoever_goes_on_without_a_code_is_told_what_that_means_and_asked_once(sqlite_hall, phone):
    at_after(sqlite_hall, phone)
    page = press(phone, tablet(sqlite_hall, phone), "Go on without a code")
    assert APART in words_of(page)
    document = html.fromstring(page.data)
    assert (agrees(page), document.get("lang")) == (False, "en")
    page = press(phone, document, "Yes, without a code")
    assert "I am 16 or over" in words_of(page)
    address, hidden = phone.form()
    phone.post(phone.post(address, hidden).headers["Location"], {"bt1": "3"})
    assert linked(sqlite_hall) == [[3], [7]]


def test_whoever_is_asked_once_more_types_the_code_there(sqlite_hall, phone):
    code = at_after(sqlite_hall, phone)
    page = press(phone, tablet(sqlite_hall, phone), "Go on without a code")
    page = press(phone, html.fromstring(page.data), "Go on with my code", card=code)
    assert (page.status_code, code in words_of(page)) == (200, True)


@pytest.mark.parametrize("more", ["", "&alone=ask"])
def test_without_a_code_the_page_says_in_its_own_language_what_to_do(sqlite_hall, phone, more):
    sqlite_hall.sign_welsh()
    at_after(sqlite_hall, phone)
    document = tablet(sqlite_hall, phone, f"{more}&lang=cy")
    assert document.xpath("//input[@required]") == []
    (form,) = document.xpath("//form[.//input[@id='card']]")
    assert form.get("novalidate") is not None
    fields = {one.get("name"): one.get("value") or "" for one in form.xpath(".//input")}
    page = phone.post(form.get("action"), fields | {"look_up": "1"})
    said = html.fromstring(page.data)
    assert (page.status_code, said.get("lang")) == (422, "cy")
    assert (
        said.xpath("string(//*[@role='alert'])")
        == "Teipiwch y cod o’ch cerdyn neu’ch derbynneb, neu ewch ymlaen hebddo."
    )
    assert said.xpath("string(//h1)") == document.xpath("string(//h1)")


def test_no_typed_code_comes_into_the_address_of_a_shared_tablet(sqlite_hall, phone):
    code = at_after(sqlite_hall, phone)
    for document in (tablet(sqlite_hall, phone), tablet(sqlite_hall, phone, "&alone=yes")):
        (form,) = document.xpath("//form[.//input[@id='card'][not(@type='hidden')]]")
        by_enter = form.xpath(".//button[not(@type='button')]")[0]
        assert (form.get("method"), by_enter.get("formmethod"), by_enter.get("name")) == ("post", None, "look_up")
        fields = {one.get("name"): one.get("value") for one in form.xpath(".//input")}
        page = phone.post(form.get("action"), fields | {"card": code, "look_up": "1"})
        assert (page.status_code, code in words_of(page)) == (200, True)
    assert len(kept(sqlite_hall, Consent)) == 1


def test_an_address_with_a_code_is_not_asked_for_it(sqlite_hall, phone):
    code = at_after(sqlite_hall, phone)
    page = follow(phone, phone.get(f"/{sqlite_hall.words}?kiosk=1&card={code.replace(' ', '')}"))
    assert "Go on without a code" not in words_of(page)


def test_it_is_asked_neither_at_before_nor_on_a_phone_of_ones_own(sqlite_hall, phone, new_phone):
    assert "I am 16 or over" in words_of(phone.get(f"/{sqlite_hall.words}?kiosk=1"))
    at_after(sqlite_hall, phone)
    assert "I am 16 or over" in words_of(new_phone().get(f"/{sqlite_hall.words}"))


def test_a_language_chosen_there_stays_with_the_question(sqlite_hall, phone):
    sqlite_hall.sign_welsh()
    at_after(sqlite_hall, phone)
    for more in ("", "&alone=ask", "&alone=yes"):
        (other,) = tablet(sqlite_hall, phone, more).xpath("//nav//a[@lang='cy']/@href")
        here = phone.page
        phone.get(f"/{sqlite_hall.words}{other}")
        forms = html.fromstring(phone.page.data).xpath("count(//main//form)")
        assert forms == html.fromstring(here.data).xpath("count(//main//form)")
        assert html.fromstring(phone.page.data).get("lang") == "cy"
