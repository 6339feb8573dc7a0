"""Somebody complains about how answers are handled, without saying who they are, and reads what was answered."""

import re

import pytest

from evaluation.models import Complaint, ComplaintContact
from evaluation.store.complaints.complaints import MOST_A_DAY, NewComplaint, answer_of_code, file_complaint
from evaluation.store.log.audit_entries import latest_entries
from tests.survey.test_pages import words_of

WHAT = "My answers were read aloud at the meeting."


@pytest.fixture
def sent(sqlite_hall, phone):
    """A complaint that came in at a meeting, with a number to call; the page that thanks for it."""
    return phone.post(f"/{sqlite_hall.words}/complaint", {"text": WHAT, "contact": "0116 496 0000"})


def code_on(page):
    return re.search(r'class="code">([^<]+)<', page.text)[1]


def rows(hall, model):
    with hall.database.reading() as db:
        return db.query(model).all()


def test_it_is_kept_for_the_study_of_its_meeting_with_the_contact_apart(sqlite_hall, sent):
    (row,), (contact,) = rows(sqlite_hall, Complaint), rows(sqlite_hall, ComplaintContact)
    assert (sent.status_code, row.text, contact.contact) == (200, WHAT, "0116 496 0000")
    assert row.study_id is not None
    assert "0116 496" not in str(vars(row))


def test_the_code_that_is_shown_is_kept_as_a_digest_alone(sqlite_hall, sent):
    (row,) = rows(sqlite_hall, Complaint)
    code = code_on(sent)
    assert code.replace(" ", "").replace("-", "") not in str(vars(row))
    with sqlite_hall.database.reading() as db:
        assert answer_of_code(db, code).id == row.id


def test_nobody_has_to_say_who_they_are(sqlite_hall, phone):
    phone.post(f"/{sqlite_hall.words}/complaint", {"text": WHAT})
    assert (len(rows(sqlite_hall, Complaint)), rows(sqlite_hall, ComplaintContact)) == (1, [])


def test_whoever_comes_without_an_address_complains_of_the_only_study(sqlite_hall, phone):
    phone.post("/privacy/complaint", {"text": WHAT})
    assert rows(sqlite_hall, Complaint)[0].study_id is not None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": " "}, "Please write what you are not happy with."),
        ({"text": "x" * 4001}, "4001 characters"),
        ({"text": WHAT, "contact": "x" * 201}, "longer than 200 characters"),
    ],
)
def test_what_cannot_be_kept_is_given_back_with_why(sqlite_hall, phone, typed, said):
    page = phone.post("/privacy/complaint", typed)
    assert (page.status_code, said in page.text, rows(sqlite_hall, Complaint)) == (422, True, [])
    assert typed["text"].strip() in page.text


def test_a_flood_is_not_stored_and_is_led_to_the_contact(sqlite_hall, phone, clock):
    import random

    rng = random.Random(5)
    with sqlite_hall.database.transaction() as db:
        from evaluation.store.studies.lookup import experiment_named

        study = experiment_named(db, sqlite_hall.words).study_id
        for number in range(MOST_A_DAY):
            flood = NewComplaint(text=f"{number}", contact="", language="en", study=study)
            file_complaint(db, flood, now=clock(), rng=rng)
    page = phone.post(f"/{sqlite_hall.words}/complaint", {"text": WHAT})
    assert (page.status_code, "So many complaints" in page.text, WHAT in page.text) == (503, True, True)
    assert len(rows(sqlite_hall, Complaint)) == MOST_A_DAY
    clock.advance(days=1, seconds=1)
    assert phone.post(f"/{sqlite_hall.words}/complaint", {"text": WHAT}).status_code == 200


def test_the_answer_is_read_with_the_code(sqlite_hall, sent, phone):
    asked = {"code": code_on(sent)}
    assert "Nobody has answered yet" in phone.post("/privacy/complaint/answer", asked).text
    with sqlite_hall.database.transaction() as db:
        db.query(Complaint).one().answer = "We are sorry."
    assert "We are sorry." in phone.post("/privacy/complaint/answer", asked).text
    assert phone.post("/privacy/complaint/answer", {"code": "000000000"}).status_code == 422


def test_neither_log_nor_address_holds_a_word_of_it(sqlite_hall, sent, caplog):
    with sqlite_hall.database.reading() as db:
        logged = [str(vars(entry)) for entry in latest_entries(db, limit=50)]
    assert WHAT not in caplog.text + "".join(logged)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_page_about_privacy_leads_there_in_its_language(sqlite_hall, phone, language):
    sqlite_hall.sign_welsh()
    page = phone.get(f"/{sqlite_hall.words}/privacy?lang={language}")
    assert f"/{sqlite_hall.words}/complaint?lang={language}" in page.text
    assert phone.get(f"/{sqlite_hall.words}/complaint?lang={language}").status_code == 200


def test_the_page_about_privacy_says_what_is_kept_of_a_complaint(phone):
    assert "If you complain: what you write" in words_of(phone.get("/privacy"))


def press_on(page):
    return re.search(r'name="press" value="([0-9a-f]{32})"', page.text)[1]


def test_the_same_form_sent_twice_is_one_complaint_with_one_code(sqlite_hall, phone):
    address = f"/{sqlite_hall.words}/complaint"
    form = {"text": WHAT, "contact": "0116 496 0000", "press": press_on(phone.get(address))}
    codes = {code_on(phone.post(address, form)) for _ in range(3)}
    assert (len(codes), len(rows(sqlite_hall, Complaint)), len(rows(sqlite_hall, ComplaintContact))) == (1, 1, 1)


def test_what_was_changed_before_it_was_sent_again_is_another(sqlite_hall, phone):
    address = f"/{sqlite_hall.words}/complaint"
    press = press_on(phone.get(address))
    codes = {code_on(phone.post(address, {"text": text, "press": press})) for text in (WHAT, f"{WHAT} Twice.")}
    assert (len(codes), len(rows(sqlite_hall, Complaint))) == (2, 2)


def test_a_form_that_is_given_back_stays_the_same_press(sqlite_hall, phone):
    address = f"/{sqlite_hall.words}/complaint"
    press = press_on(phone.get(address))
    assert press_on(phone.post(address, {"text": " ", "press": press})) == press


def test_the_meeting_of_the_page_stands_in_the_form_and_goes_with_the_complaint(sqlite_hall, phone):
    page = phone.get(f"/{sqlite_hall.words}/complaint").text
    named = re.search(r'name="meeting"[^>]*value="([^"]*)"', page)[1]
    phone.post(f"/{sqlite_hall.words}/complaint", {"text": WHAT, "meeting": named})
    assert named == "Highfields Centre, 14 May 2026"
    assert rows(sqlite_hall, Complaint)[0].text == f"{named}\n\n{WHAT}"


def test_a_meeting_that_was_taken_out_is_not_kept(sqlite_hall, phone):
    phone.post(f"/{sqlite_hall.words}/complaint", {"text": WHAT, "meeting": " "})
    assert rows(sqlite_hall, Complaint)[0].text == WHAT


def test_a_meeting_alone_is_no_complaint(sqlite_hall, phone):
    page = phone.post(f"/{sqlite_hall.words}/complaint", {"text": "", "meeting": "Highfields Centre"})
    assert "Please write what you are not happy with." in page.text
    assert rows(sqlite_hall, Complaint) == []
