"""Every page that a participant can reach is in each live language, offers the others, and says what to do next."""

import uuid

import pytest
from lxml import html

from evaluation.models import Experiment
from evaluation.store.linking.memory_questions import OPTION
from tests.survey.languages.test_interface_words import catalogue
from tests.survey.test_pages import words_of
from tests.survey.who_answers.test_returning import answered

NAMES = {"en": "English", "cy": "Cymraeg"}
OTHER = {"en": "cy", "cy": "en"}
OF_NO_MEETING = {
    *("front", "privacy", "withdraw", "withdraw with a wrong code", "withdraw asks once more"),
    *("no meeting", "no card", "no page", "from elsewhere", "too much", "taken back", "taken back before"),
}
"""Pages that know of no meeting, and so speak every language of the interface."""


@pytest.fixture
def unsigned_hall(sqlite_hall):
    """The evening with memory questions asked, arranged for Welsh, which nobody has signed."""
    with sqlite_hall.database.transaction() as db:
        experiment = db.query(Experiment).one()
        experiment.options = {**experiment.options, OPTION: True}
    return sqlite_hall


@pytest.fixture
def hall(unsigned_hall):
    """The evening with Welsh signed, and memory questions asked."""
    unsigned_hall.sign_welsh()
    return unsigned_hall


def pages_seen(hall, phone, language):
    """What somebody sees who asks for a language, page by page, by name."""
    words, lang = hall.words, f"lang={language}"

    def began():
        phone.get(f"/{words}?{lang}")
        address, hidden = phone.form()
        phone.open(phone.post(address, hidden).headers["Location"])

    (card,) = hall.cards()
    yield "front", phone.get(f"/?{lang}")
    yield "privacy", phone.get(f"/privacy?{lang}")
    yield "privacy of the meeting", phone.get(f"/{words}/privacy?{lang}")
    yield "withdraw", phone.get(f"/withdraw?{lang}")
    yield "withdraw with a wrong code", phone.post(f"/withdraw?{lang}", {"code": "x"})
    yield "withdraw asks once more", phone.post(f"/withdraw?{lang}", {"code": card})
    yield "under 16", phone.get(f"/{words}/under-16?{lang}")
    yield "no meeting", phone.get(f"/winter-winter?{lang}")
    yield "no card", phone.get(f"/c/000000000?{lang}")
    yield "no page", phone.get(f"/no/such/page?{lang}")
    yield "from elsewhere", phone.post(f"/{words}", {"lang": language}, **{"Sec-Fetch-Site": "cross-site"})
    yield "too much", phone.post(f"/{words}?{lang}", {"a": "x" * 70_000})
    yield "no receipt", phone.get(f"/{words}/sent/{uuid.uuid4()}?{lang}")
    yield "hand on", phone.get(f"/{words}/next?{lang}")
    yield "start", phone.get(f"/{words}?{lang}")
    yield "start with a wrong code", phone.get(f"/{words}?card=wrong&{lang}")
    yield "not agreed", phone.post(f"/{words}/pre/{language}/{uuid.uuid4()}", {"bt1": "7"})
    began()
    yield "questionnaire", phone.get(phone.at)
    yield "midway", phone.get(f"/{words}?{lang}")
    of_another = phone.at.replace(phone.at[-36:], str(hall.begin()))
    yield "passed on", phone.get(of_another)
    yield "begun elsewhere", phone.post(of_another, {"bt1": "7"})
    yield "faults", phone.post(phone.at, {"bt1": "99"})
    yield "check", phone.post(phone.at, {"bt1": "7", "_check": "1"})
    phone.post(phone.at, {"bt1": "7"})
    yield "memory questions", phone.get(phone.page.headers["Location"])
    yield "memory questions with a fault", phone.post(phone.page.request.full_path, {"birth_day": "99"})
    yield "receipt", phone.get(phone.page.request.full_path.replace("/remember/", "/sent/"))
    yield "answered", phone.get(f"/{words}?{lang}")
    hall.close("pre")
    yield "between", phone.get(f"/{words}?{lang}")
    hall.clock.advance(days=2)
    yield "not open", phone.post(phone.at.replace(phone.at[-36:], str(uuid.uuid4())), {"bt1": "7"})
    hall.open("post")
    yield "return", phone.get(f"/{words}?{lang}")
    yield "taken back", phone.post(f"/withdraw?{lang}", {"code": card, "asked": "1"})
    yield "taken back before", phone.post(f"/withdraw?{lang}", {"code": card, "asked": "1"})
    hall.close("post")
    yield "over", phone.get(f"/{words}?{lang}")


@pytest.fixture
def somebody(hall, phone):
    """Somebody who reads in a language; what they see, page by page, by name."""
    return lambda language: pages_seen(hall, phone, language)


def english_of_ours():
    """The sentences of the interface that are other ones in Welsh, without those that have blanks."""
    pairs = [(each.id, each.string) for each in catalogue() if isinstance(each.id, str) and each.id]
    return {english for english, welsh in pairs if english != welsh and "%(" not in english and len(english) > 12}


def offered(document):
    """The languages that a page offers: by a link, or by a button that sends what was sent once more."""
    return {each.get("lang") for each in document.xpath("//nav//*[@lang] | //footer//*[@lang]")}


def ways_on(document):
    return document.xpath("//main//a[@href] | //main//button[not(@hidden) and not(@disabled)]")


@pytest.mark.parametrize("language", NAMES)
def test_every_page_speaks_it_offers_the_other_and_leads_on(somebody, language):
    wrong = {}
    for name, page in somebody(language):
        assert page.content_type.startswith("text/html"), name
        document = html.fromstring(page.data)
        said = {
            "language": document.get("lang") == language,
            "the other": offered(document) == {OTHER[language]},
            "way on": bool(ways_on(document)),
            "heading": len(document.xpath("//h1")) == 1,
        }
        if faults := [what for what, holds in said.items() if not holds]:
            wrong[name] = (page.status_code, faults)
    assert wrong == {}


def test_a_page_of_a_meeting_offers_no_language_in_which_nobody_can_answer(unsigned_hall, phone):
    wrong = {}
    for name, page in pages_seen(unsigned_hall, phone, "cy"):
        document = html.fromstring(page.data)
        if name not in OF_NO_MEETING and (offered(document) or document.get("lang") != "en"):
            wrong[name] = (document.get("lang"), offered(document))
    assert wrong == {}


def test_pages_that_a_meeting_leads_to_know_its_languages(unsigned_hall, phone):
    """Taking answers back belongs to no meeting, but whoever comes from one comes from one."""
    start = html.fromstring(phone.get(f"/{unsigned_hall.words}").data)
    (withdraw,) = start.xpath("//footer/a[contains(@href, 'withdraw')]/@href")
    receipt = phone.get(answered(unsigned_hall, phone).headers["Location"].replace("/remember/", "/sent/"))
    assert f"/{unsigned_hall.words}/privacy" in receipt.text
    pages = phone.get(withdraw.replace("lang=en", "lang=cy")), phone.get(receipt.request.full_path)
    asks = phone.post(*phone.form())
    assert [offered(html.fromstring(page.data)) for page in (*pages, asks)] == [set()] * 3


def test_the_receipt_names_the_waves_in_the_language_it_is_read_in(hall, phone):
    receipt = answered(hall, phone).headers["Location"].replace("/remember/", "/sent/")
    said = words_of(phone.get(receipt.replace("lang=en", "lang=cy")))
    assert ("Ar ôl" in said, "After" in said) == (True, False)


def test_no_english_sentence_of_ours_is_left_on_a_welsh_page(somebody):
    ours = english_of_ours()
    left = {name: [text for text in ours if text in words_of(page)] for name, page in somebody("cy")}
    assert {name: texts for name, texts in left.items() if texts} == {}


@pytest.mark.parametrize("language", NAMES)
def test_the_other_language_that_a_page_offers_is_there(somebody, phone, language):
    wrong = {}
    for name, page in somebody(language):
        links = html.fromstring(page.data).xpath(f"//nav//a[@lang='{OTHER[language]}']/@href")
        there = [html.fromstring(phone.client.get(_whole(page, link)).data).get("lang") for link in links]
        if there not in ([], [OTHER[language]]):
            wrong[name] = there
    assert wrong == {}


def _whole(page, link):
    return page.request.path + link if link.startswith("?") else link


@pytest.mark.parametrize(("language", "marked"), [("en", []), ("cy", ["Highfields Centre"])])
def test_the_title_that_staff_typed_bears_its_language_on_a_page_of_another(hall, phone, language, marked):
    """On the first screen and on the page for somebody who comes back."""
    address = f"/{hall.words}?lang={language}"
    first = html.fromstring(phone.get(address).data)
    phone.start(hall.words)
    again = html.fromstring(phone.get(address).data)
    assert [each.xpath("//main//span[@lang='en']/text()") for each in (first, again)] == [marked, marked]
