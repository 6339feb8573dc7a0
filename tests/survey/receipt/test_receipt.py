"""What a receipt says is true in every state: of After, of nothing answered, on a shared device, with a result."""

import re

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import Card, Consent, Wave
from evaluation.store.linking.reconciliation import accounts_of
from evaluation.store.responses.responses import record_response
from tests.journeys.pages import CHOSEN
from tests.survey.test_pages import kept, words_of
from tests.survey.test_published_result import plan, put_out

ALL = dict.fromkeys(CHOSEN, "4") | {"pa1": "1"}


def receipt_of(phone, hall, answers, query="", **extra):
    """Answer Before; the receipt's address and what it says."""
    phone.get(f"/{hall.words}{query}")
    address, hidden = phone.form()
    phone.at = phone.post(address, {**hidden, **extra}).headers["Location"]
    at = phone.send({"_blank": "1", **answers}).headers["Location"]
    return at, words_of(phone.get(at))


def code_on(phone):
    return html.fromstring(phone.page.data).get_element_by_id("code").text


def test_one_code_stands_on_it_and_no_other(sqlite_hall, phone):
    _, said = receipt_of(phone, sqlite_hall, {"bt1": "7"})
    with sqlite_hall.database.reading() as db:
        token = db.scalars(select(Card.token)).one()
    assert re.findall(r"\b[0-9A-Z]{3,4}(?: [0-9A-Z]{3,4})+\b", said) == [f"{token[:3]} {token[3:6]} {token[6:]}"]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (ALL, "Thank you. All 12 answers arrived"),
        ({"bt1": "7"}, "Thank you. 1 answer arrived"),
        ({"bt1": "7", "bt2": "declined"}, "Thank you. 2 answers arrived"),
        (dict.fromkeys(CHOSEN, "declined"), "Thank you. You preferred not to say on all 12 questions"),
        ({"bt1": "declined"}, "Thank you. You preferred not to say on 1 question"),
        ({}, "Thank you. Your form came blank"),
    ],
)
def test_it_says_what_arrived(sqlite_hall, phone, answers, told):
    _, said = receipt_of(phone, sqlite_hall, answers)
    assert told in said


def test_whoever_answered_nothing_is_told_so_and_not_counted_and_can_still_answer(sqlite_hall, phone, new_phone):
    receipt_of(new_phone(), sqlite_hall, {"bt1": "7"})
    at, said = receipt_of(phone, sqlite_hall, {"_stop": "1"})
    assert "you are not counted. We keep the blank form, its times, your code and your yes." in said
    assert [part in said for part in ("stored", "arrived", "people have sent")] == [False] * 3
    (again,) = html.fromstring(phone.page.data).xpath("//a[contains(., 'Answer the questions')]/@href")
    assert again.endswith("?again=1")
    phone.send({"bt1": "3"})
    assert "You are among the first to answer." in words_of(phone.get(at))


def test_whoever_sent_a_blank_form_is_shown_the_code_that_joins_after_to_it(sqlite_hall, phone, new_phone):
    _, said = receipt_of(phone, sqlite_hall, {})
    code = re.search(r"Your code ([0-9A-Z]{3}(?: [0-9A-Z]{3}){2})", said)[1]
    assert ("Take my answers back code filled in" in said, "Change my answers" in said) == (True, False)
    sqlite_hall.open("post")
    new_phone().start(sqlite_hall.words, card=code)
    with sqlite_hall.database.reading() as db:
        begun = list(db.scalars(select(Consent)))
    assert (len({one.wave_id for one in begun}), len({one.participant_id for one in begun})) == (2, 1)


def test_it_is_shown_to_nobody_on_another_phone(sqlite_hall, phone, new_phone):
    at, _ = receipt_of(phone, sqlite_hall, {})
    said = words_of(new_phone().get(at.partition("?")[0]))
    assert ("Your form came blank" in said, "Your code" in said) == (True, False)


def test_how_many_have_answered_is_told_from_five_on_and_until_the_wave_closes(sqlite_hall, phone, new_phone):
    at, said = receipt_of(phone, sqlite_hall, {"bt1": "7"})
    for _ in range(3):
        receipt_of(new_phone(), sqlite_hall, {"bt1": "7"})
    few = words_of(phone.get(at))
    receipt_of(new_phone(), sqlite_hall, {"bt1": "7"})
    enough = words_of(phone.get(at))
    sqlite_hall.close("pre")
    closed = words_of(phone.get(at))
    told = [("among the first" in each, "About 5 people have" in each) for each in (said, few, enough, closed)]
    assert told == [(True, False), (True, False), (False, True), (False, False)]
    assert "people have sent" not in few + closed


@pytest.mark.parametrize(("there", "told"), [(5, 5), (7, 5), (8, 10), (12, 10), (37, 35)])
def test_how_many_have_answered_does_not_tell_of_one_person(sqlite_hall, phone, there, told):
    at, _ = receipt_of(phone, sqlite_hall, {"bt1": "7"})
    for response in sqlite_hall.begin_many(there - 1):
        with sqlite_hall.database.transaction() as db:
            record_response(db, sqlite_hall.submission(response), now=sqlite_hall.clock())
    assert f"About {told} people have sent their answers so far." in words_of(phone.get(at))


def test_the_evening_s_accounts_count_a_blank_form_as_blank_and_link_nobody_by_it(sqlite_hall, phone):
    receipt_of(phone, sqlite_hall, {"bt1": "7"})
    sqlite_hall.open("post")
    phone.get(f"/{sqlite_hall.words}")
    address, hidden = phone.form()
    phone.at = phone.post(address, {**hidden, "same": "yes"}).headers["Location"]
    phone.send({"_stop": "1", "_blank": "1"})
    with sqlite_hall.database.reading() as db:
        accounts = accounts_of(db, sqlite_hall.evening().experiment)
    counted = (accounts.submitted, accounts.linked, accounts.pre_only, accounts.post_only, accounts.blank)
    assert (counted, accounts.faults) == ((2, 0, 1, 0, 1), ())


def test_after_to_come_open_and_over_are_each_told(sqlite_hall, phone):
    at, said = receipt_of(phone, sqlite_hall, {"bt1": "7"})
    assert ("After opens, at this same address" in said, "This phone remembers it for After" in said) == (True, True)
    sqlite_hall.open("post")
    said = words_of(phone.get(at))
    assert ("After is open" in said, "After opens" in said) == (True, False)
    sqlite_hall.close("post")
    said = words_of(phone.get(at))
    assert ("After" in said, "Keep it if you may want to take your answers back." in said) == (False, True)


@pytest.mark.parametrize("cookies", [True, False])
def test_while_after_is_open_the_one_button_leads_on_to_it(sqlite_hall, phone, participants, cookies):
    phone.client = participants.test_client(use_cookies=cookies)
    at, _ = receipt_of(phone, sqlite_hall, {"bt1": "7"})
    assert html.fromstring(phone.page.data).xpath("//a[contains(@class, 'go')]") == []
    sqlite_hall.open("post")
    (link,) = html.fromstring(phone.get(at).data).xpath("//main//a[@class='go']")
    assert (link.text, link.get("href")) == ("Go on to After", f"/{sqlite_hall.words}?lang=en")
    first, second = (phone.page.text.index(text) for text in ('id="onward"', 'id="code"'))
    assert (first < second) is cookies
    said = words_of(phone.get(link.get("href")))
    assert ("Was it you who answered Before" in said) is cookies


def test_a_phone_that_keeps_no_cookie_is_told_that_the_code_is_needed(sqlite_hall, phone, participants):
    phone.client = participants.test_client(use_cookies=False)
    _, said = receipt_of(phone, sqlite_hall, {"bt1": "7"})
    assert "You need it for After" in said


def test_once_released_nothing_more_is_promised(sqlite_hall, phone):
    at, _ = receipt_of(phone, sqlite_hall, {"bt1": "7"})
    sqlite_hall.close("pre")
    put_out(sqlite_hall)
    said = words_of(phone.get(at))
    assert "Trust rose a little." in said
    assert [part in said for part in ("After", "Change my answers", "What happens next")] == [False] * 3


def test_answers_can_be_changed_until_the_wave_closes(sqlite_hall, phone):
    at, said = receipt_of(phone, sqlite_hall, {"bt1": "7"})
    assert "until Before closes" in said
    sqlite_hall.close("pre")
    assert "Change my answers" not in words_of(phone.get(at))


def test_another_phone_is_offered_neither_the_answers_nor_the_code(sqlite_hall, phone, new_phone):
    at, _ = receipt_of(phone, sqlite_hall, {"bt1": "7"})
    sqlite_hall.clock.advance(hours=1)
    said = words_of(new_phone().get(at))
    assert ("Change my answers" in said, "with your code" in said) == (False, True)


def test_the_length_of_the_follow_up_is_told_from_its_questions(sqlite_hall, phone):
    plan(sqlite_hall)
    _, said = receipt_of(phone, sqlite_hall, {"bt1": "7"})
    with sqlite_hall.database.reading() as db:
        assert db.scalars(select(Wave).where(Wave.kind == "follow_up")).one()
    assert "12 short questions, about 2 minutes" in said


def test_withdrawal_takes_three_taps_from_the_receipt_and_no_typing(sqlite_hall, phone):
    _, said = receipt_of(phone, sqlite_hall, {"bt1": "7"})
    assert "code filled in" in said
    assert "Delete your answers?" in words_of(phone.post(*phone.form()))
    assert code_shown(phone)
    sqlite_hall.clock.advance(seconds=5)
    assert "Your answers have been deleted" in words_of(phone.post(*phone.form()))
    assert kept(sqlite_hall) == []
    assert html.fromstring(phone.page.data).xpath("//main//a/@href") == [f"/{sqlite_hall.words}?lang=en"]


def code_shown(phone):
    return html.fromstring(phone.page.data).find_class("code")[0].text


def test_the_code_is_in_no_address_on_the_way(sqlite_hall, phone):
    receipt_of(phone, sqlite_hall, {"bt1": "7"})
    code = code_on(phone).replace(" ", "")
    address, hidden = phone.form()
    phone.post(address, hidden)
    links = html.fromstring(phone.page.data).xpath("//@href | //@action")
    assert [link for link in [address, phone.page.request.url, *links] if code in link.replace("%20", "")] == []


def kept_instead(hall, phone):
    """Where it leads to keep one's answers, on the page that asks whether to delete them."""
    address, sent = phone.form()
    hall.clock.advance(seconds=5)
    return phone.post(address, sent | {"keep": ""}).headers["Location"]


def test_whoever_keeps_their_answers_is_led_back_to_the_receipt(sqlite_hall, phone):
    at, _ = receipt_of(phone, sqlite_hall, {"bt1": "7"})
    phone.post(*phone.form())
    assert kept_instead(sqlite_hall, phone).split("?")[0] == at.split("?")[0]


@pytest.mark.parametrize("words", ["//evil.example", "https://evil.example", "a/b", ""])
def test_nobody_is_led_elsewhere_by_a_form_from_elsewhere(sqlite_hall, phone, words):
    receipt_of(phone, sqlite_hall, {"bt1": "7"})
    address, hidden = phone.form()
    phone.post(address, {**hidden, "words": words})
    assert kept_instead(sqlite_hall, phone) == "/withdraw?lang=en"


def on_kiosk(phone, hall):
    return receipt_of(phone, hall, {"bt1": "7"}, query="?kiosk=1")


def test_a_receipt_on_a_kiosk_clears_itself_also_without_a_script(sqlite_hall, phone):
    _, said = on_kiosk(phone, sqlite_hall)
    (refresh,) = html.fromstring(phone.page.data).xpath("//noscript/meta/@content")
    assert refresh == f"60;url=/{sqlite_hall.words}?kiosk=1"
    assert ["clears itself in 60 seconds" in said, "I need more time" in said, "Share" in said] == [True, True, False]


def test_a_kiosk_does_not_show_the_code_of_whoever_was_before_for_long(sqlite_hall, phone):
    at, said = on_kiosk(phone, sqlite_hall)
    assert "Your code" in said
    sqlite_hall.clock.advance(seconds=60)
    assert 'id="code"' not in phone.get(at).text


def test_the_page_that_asks_before_deleting_clears_itself_on_a_kiosk(sqlite_hall, phone):
    on_kiosk(phone, sqlite_hall)
    phone.post(*phone.form(1))
    assert html.fromstring(phone.page.data).xpath("//meta[@http-equiv]/@content") == [
        f"60;url=/{sqlite_hall.words}?kiosk=1"
    ]


def handed_to_the_next_person(phone, hall):
    """A receipt on a kiosk whose code was shown, and "Next person" pressed without a script; its address."""
    at, said = on_kiosk(phone, hall)
    assert "Your code" in said
    fields = {field.name: field.value for field in html.fromstring(phone.page.data).xpath("//*[@id='handon']//input")}
    assert phone.post(f"/{hall.words}/next", fields).headers["Location"] == f"/{hall.words}?kiosk=1"
    return at


def test_once_next_person_is_pressed_nobody_sees_the_code_any_more(sqlite_hall, phone, new_phone):
    at = handed_to_the_next_person(phone, sqlite_hall)
    for anybody in (phone, new_phone()):
        page = anybody.get(at)
        assert ['id="code"' in page.text, "code filled in" in page.text, "proof=" in page.text] == [False] * 3
        assert page.headers["Cache-Control"] == "no-store"


def test_what_the_address_proved_changes_nothing_once_next_person_is_pressed(sqlite_hall, phone):
    at = handed_to_the_next_person(phone, sqlite_hall)
    (proof,) = re.findall("proof=([0-9a-f]+)", at)
    for given in ({"bt1": "2"}, {"bt1": "7"}):
        page = phone.post(phone.at, {"proof": proof, **given})
        assert "proof=" not in page.headers.get("Location", "")
    assert [one.answers for one in kept(sqlite_hall)] == [{"bt1": 7}]


def test_next_person_of_somebody_who_proves_nothing_takes_no_code_away(sqlite_hall, phone, new_phone):
    at, _ = on_kiosk(phone, sqlite_hall)
    response = re.search("/sent/([0-9a-f-]+)", at)[1]
    new_phone().post(f"/{sqlite_hall.words}/next", {"kiosk": "1", "sent": response, "proof": "0" * 16})
    new_phone().post(f"/{sqlite_hall.words}/next", {"kiosk": "1", "sent": "nothing"})
    assert 'id="code"' in phone.get(at).text
