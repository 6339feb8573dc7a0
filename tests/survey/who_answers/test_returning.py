"""One phone, one person: what is joined, what is resumed, what is handed on and undone, without JavaScript."""

import uuid

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import Consent, Participant, Response
from tests.survey.test_pages import kept, words_of

JSON = {"Accept": "application/json"}


def answered(hall, phone, **answers):
    """Somebody agrees and answers the wave that is open."""
    phone.start(hall.words)
    return phone.send(answers or {"bt1": "7"})


def press(phone, name, *, form=0, **more):
    """Press the button of a form that sends this name and value."""
    address, hidden = phone.form(form)
    read = {"asked": int(hidden["asked"]) - 1000} if "asked" in hidden else {}  # a second passes while it is read
    page = phone.post(address, {**hidden, **read, **({name[0]: name[1]} if name else {}), **more})
    return follow(phone, page)


def follow(phone, page):
    """The page that a redirection leads to."""
    while page.status_code in {302, 303}:
        page = phone.get(page.headers["Location"])
    return page


def people(hall):
    """How many people stand behind the responses that are stored."""
    return len({response.participant_id for response in kept(hall)})


def test_a_rescan_while_before_is_open_says_that_it_is_answered(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    page = phone.get(f"/{sqlite_hall.words}")
    said = words_of(page)
    assert ["You have answered Before" in said, "at 18:30" in said, "After opens here" in said] == [True, True, True]
    assert html.fromstring(page.data).xpath("//form") == []


def test_a_rescan_midway_goes_on_with_the_same_response(sqlite_hall, phone):
    at = phone.start(sqlite_hall.words)
    page = phone.get(f"/{sqlite_hall.words}")
    assert "Welcome back" in words_of(page)
    assert html.fromstring(page.data).get_element_by_id("goon").get("href") == f"{at}?on=1"
    assert len(kept(sqlite_hall, Consent)) == 1


def test_a_rescan_midway_says_where_no_script_runs_that_nothing_is_kept(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    document = html.fromstring(phone.get(f"/{sqlite_hall.words}").data)
    assert "is not kept on this phone" in document.xpath("string(//noscript)")


def test_another_tab_left_at_the_first_screen_begins_no_second_person(sqlite_hall, phone):
    phone.get(f"/{sqlite_hall.words}")
    address, stale = phone.form()
    answered(sqlite_hall, phone)
    assert phone.post(address, stale).headers["Location"].startswith(f"/{sqlite_hall.words}")
    assert len(kept(sqlite_hall, Participant)) == 1


def test_the_start_pressed_twice_leads_to_the_same_questionnaire(sqlite_hall, phone):
    phone.get(f"/{sqlite_hall.words}")
    address, hidden = phone.form()
    first, second = (phone.post(address, hidden).headers["Location"].partition("?")[0] for _ in range(2))
    assert first == second
    assert len(kept(sqlite_hall, Participant)) == 1


def test_the_start_pressed_again_after_sending_blanks_nothing_out(sqlite_hall, phone):
    phone.get(f"/{sqlite_hall.words}")
    address, hidden = phone.form()
    answered(sqlite_hall, phone)
    assert "You have answered Before" in words_of(follow(phone, phone.post(address, hidden)))


def test_the_return_page_has_two_ways_on_and_nothing_chosen(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    sqlite_hall.open("post")
    document = html.fromstring(phone.get(f"/{sqlite_hall.words}").data)
    assert document.xpath("//form//button/@value") == ["yes", "no"]
    assert document.xpath("//input[@type='radio' or @type='checkbox' or @type='text']") == []


def test_yes_that_was_me_joins_before_and_after(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    sqlite_hall.open("post")
    phone.get(f"/{sqlite_hall.words}")
    press(phone, ("same", "yes"))
    phone.at = phone.page.request.path
    phone.send({"bt1": "8"})
    assert (len(kept(sqlite_hall)), people(sqlite_hall)) == (2, 1)


@pytest.mark.parametrize("sent", [{}, {"same": ""}, {"same": "0123456789ab"}])
def test_no_form_that_says_neither_yes_nor_no_begins_after_as_somebody_new(sqlite_hall, phone, sent):
    answered(sqlite_hall, phone)
    sqlite_hall.open("post")
    sent = {"wave": "post", "response": str(uuid.uuid4()), "lang": "en", "consent": "1", **sent}
    page = follow(phone, phone.post(f"/{sqlite_hall.words}", sent))
    assert "Was it you who answered Before" in words_of(page)
    assert len(kept(sqlite_hall, Participant)) == 1


def test_yes_on_a_phone_that_has_lost_its_cookie_shows_the_first_screen(sqlite_hall, phone):
    sent = {"wave": "pre", "lang": "en", "consent": "1", "same": "yes"}
    assert "Before you start" in words_of(follow(phone, phone.post(f"/{sqlite_hall.words}", sent)))
    assert kept(sqlite_hall, Participant) == []


def test_who_said_no_can_go_back_and_say_yes(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    sqlite_hall.open("post")
    phone.get(f"/{sqlite_hall.words}")
    page = press(phone, ("same", "no"))
    (back,) = html.fromstring(page.data).xpath("//a[contains(., 'I did answer on this phone')]/@href")
    assert "Was it you" in words_of(phone.get(back))


def test_a_blank_that_was_begun_does_not_hide_who_answered(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    phone.get(f"/{sqlite_hall.words}?new=1")
    press(phone, None)
    sqlite_hall.open("post")
    document = html.fromstring(phone.get(f"/{sqlite_hall.words}").data)
    assert len(document.xpath("//form//button[not(@value='no' or @value='unsure')]")) == 2
    mine = document.xpath("//form//button/@value")[0]
    press(phone, ("same", mine))
    phone.at = phone.page.request.path
    phone.send({"bt1": "8"})
    assert people(sqlite_hall) == 1


def test_whoever_began_before_and_has_sent_nothing_is_asked_too(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    sqlite_hall.close("pre")
    sqlite_hall.open("post")
    assert "Was it you who began Before on this phone, at 18:30?" in words_of(phone.get(f"/{sqlite_hall.words}"))


def test_between_before_and_after_the_page_says_when_somebody_answered(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    sqlite_hall.close("pre")
    assert "You answered Before on this phone at 18:30." in words_of(phone.get(f"/{sqlite_hall.words}"))


def test_somebody_leaving_early_is_asked_whether_they_answered_before(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    sqlite_hall.close("pre")
    phone.get(f"/{sqlite_hall.words}?early=1")
    press(phone, ("same", "yes"))
    assert "/post/en/" in phone.page.request.path


def test_an_answer_of_another_day_is_told_by_its_day(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    sqlite_hall.open("post")
    sqlite_hall.clock.advance(days=1)
    assert "on 14 May 2026?" in words_of(phone.get(f"/{sqlite_hall.words}"))


def test_next_person_asks_first(sqlite_hall, phone):
    page = answered(sqlite_hall, phone)
    phone.get(page.headers["Location"])
    (link,) = html.fromstring(phone.page.data).xpath("//a[contains(., 'Hand this phone on')]/@href")
    before = phone.client.get_cookie("weaving_phone", path=f"/{sqlite_hall.words}").value
    assert "Hand this phone on?" in words_of(phone.get(link))
    assert phone.client.get_cookie("weaving_phone", path=f"/{sqlite_hall.words}").value == before


def handed_on(hall, phone):
    answered(hall, phone)
    phone.get(f"/{hall.words}/next")
    hall.clock.advance(seconds=2)
    return press(phone, None)


def test_the_second_tap_of_the_press_that_asked_hands_nothing_on(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    phone.get(f"/{sqlite_hall.words}/next")
    sqlite_hall.clock.advance(milliseconds=700)
    assert "nothing is cleared yet. Press again." in words_of(phone.post(*phone.form()))
    assert "Welcome back" in words_of(phone.get(f"/{sqlite_hall.words}"))
    phone.get(f"/{sqlite_hall.words}/next")
    sqlite_hall.clock.advance(milliseconds=900)
    assert "This phone was handed on." in words_of(follow(phone, phone.post(*phone.form())))


def test_handing_on_can_be_undone_within_ten_seconds(sqlite_hall, phone):
    assert "This phone was handed on." in words_of(handed_on(sqlite_hall, phone))
    sqlite_hall.clock.advance(seconds=9)
    phone.get(f"/{sqlite_hall.words}")
    assert "You have answered Before" in words_of(press(phone, None, form=1))


def hand_on_and_undo(hall, phone):
    phone.post(f"/{hall.words}/next", {})
    follow(phone, phone.post(f"/{hall.words}/back", {}))
    return words_of(phone.page)


@pytest.mark.parametrize("wave", ["pre", "post"])
def test_whoever_undoes_handing_on_finds_their_code_and_their_answers_as_before(sqlite_hall, phone, wave):
    answered(sqlite_hall, phone)
    if wave == "post":
        sqlite_hall.open("post")
        phone.get(f"/{sqlite_hall.words}")
        press(phone, ("same", html.fromstring(phone.page.data).xpath("//button[@name='same']/@value")[0]))
        phone.at = phone.page.request.path
        phone.send({"bt1": "8"})
    for said in (hand_on_and_undo(sqlite_hall, phone), hand_on_and_undo(sqlite_hall, phone)):
        assert "Look at my code" in said
        assert "Change my answers" in said


def test_a_phone_that_was_shared_before_stays_so_when_handing_on_is_undone(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    phone.post(f"/{sqlite_hall.words}/next", {})
    sqlite_hall.clock.advance(minutes=1)
    phone.get(f"/{sqlite_hall.words}?new=1")
    press(phone, None)
    phone.at = phone.page.request.path
    phone.send({"bt1": "5"})
    assert people(sqlite_hall) == 2
    assert "Look at my code" not in hand_on_and_undo(sqlite_hall, phone)


def test_undo_is_taken_at_once(sqlite_hall, phone):
    handed_on(sqlite_hall, phone)
    sqlite_hall.clock.advance(milliseconds=300)
    assert "You have answered Before" in words_of(press(phone, None, form=1))


def test_handing_on_cannot_be_undone_after_ten_seconds(sqlite_hall, phone):
    handed_on(sqlite_hall, phone)
    sqlite_hall.clock.advance(seconds=11)
    assert "This phone was handed on." not in words_of(phone.get(f"/{sqlite_hall.words}"))
    assert "Before you start" in words_of(follow(phone, phone.post(f"/{sqlite_hall.words}/back", {})))


def test_who_handed_the_phone_on_by_mistake_is_still_asked_at_after(sqlite_hall, phone):
    handed_on(sqlite_hall, phone)
    sqlite_hall.clock.advance(hours=2)
    sqlite_hall.open("post")
    phone.get(f"/{sqlite_hall.words}")
    press(phone, ("same", "yes"))
    phone.at = phone.page.request.path
    phone.send({"bt1": "8"})
    assert people(sqlite_hall) == 1


def test_two_people_on_one_phone_are_each_joined_with_themselves(sqlite_hall, phone):
    handed_on(sqlite_hall, phone)
    sqlite_hall.clock.advance(minutes=21)
    answered(sqlite_hall, phone, bt1="2")
    sqlite_hall.open("post")
    for time, value in (("18:30", "8"), ("18:51", "3")):
        phone.post(f"/{sqlite_hall.words}/next", {})
        document = html.fromstring(phone.get(f"/{sqlite_hall.words}").data)
        buttons = document.xpath(f"//form//button[contains(., '{time}')]/@value") or ["yes"]
        press(phone, ("same", buttons[0]))
        phone.at = phone.page.request.path
        phone.send({"bt1": value})
    joined = {}
    for response in kept(sqlite_hall):
        joined.setdefault(response.participant_id, set()).add(response.answers["bt1"])
    assert sorted(map(sorted, joined.values())) == [[2, 3], [7, 8]]


def test_who_has_answered_after_is_not_offered_to_the_next_person(sqlite_hall, phone):
    sqlite_hall.open("post")
    answered(sqlite_hall, phone)
    phone.post(f"/{sqlite_hall.words}/next", {})
    assert "Before you start" in words_of(phone.get(f"/{sqlite_hall.words}"))


def test_a_card_scanned_again_midway_goes_on(sqlite_hall, phone):
    (token,) = sqlite_hall.cards()
    follow(phone, phone.get(f"/c/{token}"))
    press(phone, None)
    at = phone.page.request.path
    page = follow(phone, phone.get(f"/c/{token}"))
    assert html.fromstring(page.data).get_element_by_id("goon").get("href") == f"{at}?on=1"


def test_a_kiosk_remembers_nobody_and_hands_on_at_once(sqlite_hall, phone):
    phone.get(f"/{sqlite_hall.words}?kiosk=1")
    press(phone, None)
    phone.at = phone.page.request.url.replace("http://localhost", "")
    phone.get(phone.send({"bt1": "7"}).headers["Location"])
    press(phone, None)
    assert phone.client.get_cookie("weaving_phone", path=f"/{sqlite_hall.words}") is None
    assert "Before you start" in words_of(phone.page)


def test_a_phone_of_many_remembers_the_latest_six(sqlite_hall, phone):
    for minute in range(8):
        phone.post(f"/{sqlite_hall.words}/next", {})
        answered(sqlite_hall, phone, bt1=str(minute))
        sqlite_hall.clock.advance(minutes=1)
    sqlite_hall.open("post")
    document = html.fromstring(phone.get(f"/{sqlite_hall.words}").data)
    assert [button.split()[-1] for button in document.xpath("//form//button//b/text()")][:-2] == [
        f"18:{30 + minute}" for minute in (2, 3, 4, 5, 6, 7)
    ]


def test_the_parents_consent_of_before_holds_for_the_same_phone_at_after(sqlite_hall, phone):
    from evaluation.models import Study
    from evaluation.store.studies.studies import allow_parental_consent

    with sqlite_hall.database.transaction() as db:
        allow_parental_consent(db, db.scalars(select(Study)).one(), allow=True)
    phone.get(f"/{sqlite_hall.words}?parental=1")
    press(phone, None)
    phone.at = phone.page.request.path
    phone.send({"bt1": "7"})
    sqlite_hall.open("post")
    phone.get(f"/{sqlite_hall.words}")
    press(phone, ("same", "yes"))
    assert [consent.parental_consent for consent in kept(sqlite_hall, Consent)] == [True, True]


def test_what_a_phone_remembers_costs_whoever_is_new_no_statement(sqlite_hall, phone, count_sql):
    phone.get(f"/{sqlite_hall.words}")
    sent = count_sql(sqlite_hall.database)
    phone.get(f"/{sqlite_hall.words}")
    assert len(sent) == 1


def test_enter_without_javascript_asks_and_stores_nothing(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    page = phone.send({"bt1": "7", "bt2": "declined", "_check": "1"})
    assert "10 questions left" in words_of(page)
    assert kept(sqlite_hall) == []


@pytest.mark.parametrize("answers", [{}, {"bt1": "7"}])
def test_what_was_answered_is_said_to_count_only_where_something_was(sqlite_hall, phone, answers):
    phone.start(sqlite_hall.words)
    said = words_of(phone.send({**answers, "_check": "1"}))
    assert ("What you have answered counts." in said) == bool(answers)


def test_with_nothing_answered_there_is_nothing_to_send(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    said = words_of(phone.send({"_check": "1"}))
    assert ["Go on at question 1" in said, "Send" in said] == [True, False]


def test_what_was_answered_goes_through_the_question_whether_to_stop(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "7", "bt2": "declined", "_check": "1"})
    _, hidden = phone.form()
    page = phone.send({**hidden, "_back": "1"})
    assert html.fromstring(page.data).xpath("//input[@checked]/@value") == ["7", "declined"]
    phone.send({**hidden, "_stop": "1"})
    assert [(one.answers, one.stopped) for one in kept(sqlite_hall, Response)] == [
        ({"bt1": 7, "bt2": "declined"}, True)
    ]


def test_the_first_button_of_the_questionnaire_is_the_one_that_asks(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    buttons = html.fromstring(phone.page.data).xpath("//form[@id='f']//button[not(@type='button')]/@name")
    assert buttons[0] == "_check"


def test_a_page_of_errors_says_where_the_other_answers_are_kept(sqlite_hall, phone):
    sqlite_hall.open("post")
    phone.start(sqlite_hall.words)
    assert "The others are kept on this page until you send." in words_of(phone.send({"bt1": "7", "oo1": "many"}))
