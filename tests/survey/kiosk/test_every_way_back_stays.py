"""A shared tablet stays one: whatever is followed or pressed on its pages says so, and leads to a page that does."""

from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from tests.survey.kiosk.test_form_once_sent import begin
from tests.survey.test_pages import words_of
from tests.survey.who_answers.test_returning import follow

NOT_ON_A_TABLET = {"person", "on"}
"""What the script shows on a phone of one's own alone."""
AT_BEFORE, AT_AFTER = {"open", "a card", "a used card", "sent"}, {"after", "over", "wrong", "unused"}


def ways_from(page):
    """The addresses that the links of a page lead to, and those that its forms are sent to with what they carry."""
    tree = html.fromstring(page.data)
    links = [link.get("href") for link in tree.xpath("//a[@href]") if link.get("id") not in NOT_ON_A_TABLET]
    forms = []
    for form in tree.xpath("//form"):
        carried = "".join(f"&{one.get('name')}={one.get('value')}" for one in form.xpath(".//input[@name='kiosk']"))
        forms.append((form.get("action") or page.request.full_path) + carried)
    links += [content.partition("url=")[2] for content in tree.xpath("//meta[@http-equiv='refresh']/@content")]
    return [link for link in links if link and not link.startswith(("#", "http", "mailto:"))], forms


def leaving(phone, page):
    """What leads out of the shared mode from a page, or from any page that its links lead to."""
    seen, waiting, out = set(), [page], []
    while waiting:
        page = waiting.pop()
        links, forms = ways_from(page)
        here = page.request.full_path
        out += [(here, way) for way in links + forms if "kiosk=1" not in way]
        for link in links:
            address = urljoin(here, link)
            if address not in seen and not urlsplit(address).path.endswith(".ics"):
                seen.add(address)
                waiting.append(follow(phone, phone.get(address)))
    return out, seen


@pytest.fixture(
    params=["open", "a card", "a used card", "between", "after", "over", "sent", "closed", "wrong", "unused"]
)
def page(request, sqlite_hall, phone):
    """A page that somebody sees on a shared tablet, and the phone that is it."""
    hall, words = sqlite_hall, sqlite_hall.words
    card, unused = hall.cards(2)
    at = begin(phone, words, card=card)
    sent = phone.post(at, {"bt1": "7"})
    if request.param not in AT_BEFORE:
        hall.close("pre")
    if request.param in AT_AFTER:
        hall.open("post")
    if request.param == "over":
        hall.close("post")
    pages = {"a card": f"/{words}?kiosk=1&card={card}", "a used card": f"/c/{card}?kiosk=1", "closed": at}
    pages["sent"] = sent.headers["Location"]
    if request.param in {"wrong", "unused"}:
        phone.get(f"/{words}?kiosk=1&alone=yes")
        address, hidden = phone.form()
        return phone.post(address, hidden | {"card": unused if request.param == "unused" else "8PZ4NN"})
    return follow(phone, phone.get(pages.get(request.param, f"/{words}?kiosk=1")))


def test_every_link_and_form_stays_on_the_shared_tablet(phone, page):
    out, seen = leaving(phone, page)
    assert (out, len(seen) > 2) == ([], True)


def test_every_page_tells_the_script_that_the_tablet_is_shared_also_where_its_address_does_not(phone, page):
    assert html.fromstring(page.data).xpath("//*[@data-kiosk='1']") != []


def test_the_first_question_leads_back_to_the_start_of_the_shared_tablet(sqlite_hall, phone):
    at = begin(phone, sqlite_hall.words)
    page = phone.get(f"/{sqlite_hall.words}", Referer=f"https://hall.example{at}")
    assert page.headers["Location"] == f"/{sqlite_hall.words}?kiosk=1"


@pytest.mark.parametrize("came", ["", "https://hall.example/other-words/pre/en/x?kiosk=1", "https://hall.example/"])
def test_no_other_page_makes_a_phone_a_shared_tablet(sqlite_hall, phone, came):
    assert phone.get(f"/{sqlite_hall.words}", Referer=came).status_code == 200


def test_taking_back_from_the_foot_of_the_start_ends_where_the_next_person_begins(sqlite_hall, phone):
    at = begin(phone, sqlite_hall.words)
    code = html.fromstring(follow(phone, phone.post(at, {"bt1": "7"})).data).get_element_by_id("code").text
    phone.get(f"/{sqlite_hall.words}?kiosk=1")
    (way,) = [link for link in ways_from(phone.page)[0] if link.startswith("/withdraw")]
    phone.get(way)
    phone.post(way, {"code": code})
    address, hidden = phone.form()
    assert hidden["kiosk"] == "1"
    sqlite_hall.clock.advance(seconds=5)
    page = phone.post(address, hidden)
    assert "Your answers have been deleted" in words_of(page)
    assert f"/{sqlite_hall.words}?kiosk=1" in page.text
