"""The whole way without JavaScript: join, agree, answer, receipt; and what each page says when something is amiss."""

import random
import re
import uuid

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import Consent, OpenAnswer, Participant, Response, Study, TranslationSignature
from evaluation.store.studies.studies import allow_parental_consent
from instruments import translation, translation_digest
from tests.hall import Hall

JSON = {"Accept": "application/json"}


def words_of(page) -> str:
    return re.sub(r"\s+", " ", html.fromstring(page.data).text_content())


def kept(hall, model=Response):
    with hall.database.reading() as db:
        return db.scalars(select(model)).all()


def test_the_first_screen_says_where_when_what_and_asks_for_agreement(sqlite_hall, phone):
    said = words_of(phone.get(f"/{sqlite_hall.words}"))
    for part in (
        "Highfields Centre",
        "Thursday",
        "14 May 2026",
        "Before",
        "We don't ask your name",
        "I am 16 or over.",
        "No, I am under 16",
    ):
        assert part in said


def test_there_is_no_cookie_before_consent(sqlite_hall, phone):
    assert "Set-Cookie" not in phone.get(f"/{sqlite_hall.words}").headers


def test_consent_leads_to_a_questionnaire_with_an_address_of_its_own(sqlite_hall, phone):
    at = phone.start(sqlite_hall.words)
    assert re.fullmatch(rf"/{sqlite_hall.words}/pre/en/[0-9a-f-]{{36}}", at)
    assert "Question 12 of 12" in words_of(phone.page)


def test_answers_sent_by_a_plain_form_are_stored_and_lead_to_a_receipt(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    sent = phone.send({"bt1": "7", "bt2": "declined", "pa1": "1"})
    assert sent.status_code == 303
    assert "You are among the first to answer." in words_of(phone.get(sent.headers["Location"]))
    assert [response.answers for response in kept(sqlite_hall)] == [{"bt1": 7, "bt2": "declined", "pa1": 1}]


def test_sending_twice_is_one_row_and_the_same_receipt(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    first, second = phone.send({"bt1": "7"}, **JSON), phone.send({"bt1": "7"}, **JSON)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json["receipt"] == second.json["receipt"]
    assert len(kept(sqlite_hall)) == 1


def test_a_retry_after_withdrawal_is_gone(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    sent = phone.send({"bt1": "7"}, **JSON)
    phone.get(sent.json["location"])
    code = html.fromstring(phone.page.data).get_element_by_id("code").text
    phone.post("/withdraw", {"code": code})
    sqlite_hall.clock.advance(seconds=5)
    assert "1 form was deleted" in words_of(phone.post(*phone.form()))
    assert phone.send({"bt1": "7"}, **JSON).status_code == 410
    assert kept(sqlite_hall) == []


def test_withdrawal_by_a_code_of_nobody_says_so(phone):
    assert "No form has this code" in words_of(phone.post("/withdraw", {"code": "000000000"}))


def test_withdrawal_by_a_code_that_cannot_be_one_says_how_long_codes_are(phone):
    assert "nine letters and numbers" in words_of(phone.post("/withdraw", {"code": "abc"}))


def test_a_card_joins_before_and_after(sqlite_hall, new_phone):
    (token,) = sqlite_hall.cards()
    for wave in ("pre", "post"):
        if wave == "post":
            sqlite_hall.open("post")
        phone = new_phone()
        while phone.get(phone.page.headers["Location"] if phone.page else f"/c/{token}").status_code == 303:
            pass
        address, hidden = phone.form()
        phone.at = phone.post(address, hidden).headers["Location"]
        assert phone.send({"bt1": "7"}, **JSON).status_code == 201
    assert len({response.participant_id for response in kept(sqlite_hall)}) == 1


def test_a_card_code_can_be_typed_as_it_is_read(sqlite_hall, phone):
    (token,) = sqlite_hall.cards()
    phone.start(sqlite_hall.words, card=f"{token[:3].lower()} {token[3:6]}-{token[6:]}")
    assert [consent.method for consent in kept(sqlite_hall, Consent)] == ["card"]


def test_a_card_s_code_in_the_place_of_the_two_words_leads_to_the_card(sqlite_hall, phone):
    (token,) = sqlite_hall.cards()
    assert phone.get(f"/join?words={token[:3].lower()}+{token[3:6]}+{token[6:]}").headers["Location"] == f"/c/{token}"
    for typed in ("river+lamp", "https://meet.example.org/river-lamp?lang=cy", "meet.example.org/river-lamp"):
        assert phone.get(f"/join?words={typed.replace('?', '%3F')}").headers["Location"] == "/river-lamp"
    assert phone.get(f"/join?words=https://meet.example.org/c/{token}").headers["Location"] == f"/c/{token}"


@pytest.mark.parametrize("typed", ["", "++", "https://meet.example.org/"])
def test_what_holds_no_words_is_explained_where_it_was_typed(phone, typed):
    page = phone.get(f"/join?words={typed}")
    assert page.status_code == 422
    assert "Type the two words on the poster, or the code on your card." in words_of(page)


def test_a_wrong_code_is_said_and_the_person_can_go_on_without_it(sqlite_hall, phone):
    phone.get(f"/{sqlite_hall.words}")
    address, hidden = phone.form()
    assert "This meeting has no such code" in words_of(phone.post(address, {**hidden, "card": "QQQ"}))
    assert kept(sqlite_hall, Participant) == []
    [button] = html.fromstring(phone.page.data).xpath("//form[@id='begin']//*[@name='anyway']")
    assert (button.tag, button.get("value")) == ("button", "1")
    assert "Pressing it also says what the button below says." in button.getparent().text_content()
    assert words_of(phone.page).count("I am 16 or over.") == 1
    assert phone.post(address, {**hidden, "card": "QQQ", "anyway": "1"}).status_code == 303
    assert [consent.method for consent in kept(sqlite_hall, Consent)] == ["unmatched"]


def test_the_same_phone_is_asked_and_never_linked_silently(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "7"})
    sqlite_hall.open("post")
    said = words_of(phone.get(f"/{sqlite_hall.words}"))
    assert "Was it you who answered Before on this phone, and began at 18:30?" in said
    phone.start(sqlite_hall.words, same="yes")
    phone.send({"bt1": "8"})
    assert len({response.participant_id for response in kept(sqlite_hall)}) == 1


def test_somebody_else_on_the_same_phone_is_somebody_else(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "7"})
    sqlite_hall.open("post")
    phone.get(f"/{sqlite_hall.words}")
    address, hidden = phone.form()
    first_screen = phone.post(address, {**hidden, "same": "no"}).headers["Location"]
    assert "Before you start" in words_of(phone.get(first_screen))
    address, hidden = phone.form()
    phone.at = phone.post(address, hidden).headers["Location"]
    phone.send({"bt1": "8"})
    assert len({response.participant_id for response in kept(sqlite_hall)}) == 2


def test_after_next_person_both_are_asked_who_they_are(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "7"})
    phone.post(f"/{sqlite_hall.words}/next", {})
    sqlite_hall.clock.advance(minutes=12)
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "8"})
    sqlite_hall.open("post")
    said = words_of(phone.get(f"/{sqlite_hall.words}"))
    assert ["Yes, at 18:30" in said, "Yes, at 18:42" in said, "No, somebody else" in said] == [True, True, True]


def test_a_forged_cookie_is_nobody(sqlite_hall, phone, new_phone):
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "7"})
    person = kept(sqlite_hall, Participant)[0].id
    sqlite_hall.open("post")
    forged = f"weaving_phone={person.hex}.{'0' * 32}"
    assert "Was it you" not in words_of(new_phone(Cookie=forged).get(f"/{sqlite_hall.words}"))


def test_what_cannot_be_an_answer_is_said_and_the_rest_is_shown_again(sqlite_hall, phone):
    sqlite_hall.open("post")
    phone.start(sqlite_hall.words)
    page = phone.send({"bt1": "7", "oo1": "many", "op1": "Buses <b>"})
    assert page.status_code == 422
    document = html.fromstring(page.data)
    assert document.xpath("//div[@role='alert']//a/@href") == ["#oo1"]
    (field,) = document.xpath("//input[@aria-invalid='true']")
    assert (field.get("name"), field.get("aria-describedby").split()[:2]) == ("oo1", ["oo1-e", "oo1-h"])
    assert document.xpath("//input[@name='bt1'][@checked]/@value") == ["7"]
    assert document.xpath("//textarea[@name='op1']")[0].text.strip() == "Buses <b>"
    assert kept(sqlite_hall) == []


def test_a_number_cannot_pass_the_one_before(sqlite_hall, phone):
    sqlite_hall.open("post")
    phone.start(sqlite_hall.words)
    assert "cannot be more than the 3" in words_of(phone.send({"oo1": "3", "oo2": "4"}))


def test_an_empty_form_is_stored_with_every_question_skipped(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    assert phone.send({}, **JSON).status_code == 201
    assert [response.answers for response in kept(sqlite_hall)] == [{}]


def test_a_stopped_questionnaire_keeps_what_was_answered(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "2", "_stop": "1"})
    assert [(response.answers, response.stopped) for response in kept(sqlite_hall)] == [({"bt1": 2}, True)]


def test_free_words_are_stored_apart(sqlite_hall, phone):
    sqlite_hall.open("post")
    phone.start(sqlite_hall.words)
    phone.send({"op1": "We talked."})
    assert [answer.text for answer in kept(sqlite_hall, OpenAnswer)] == ["We talked."]


def test_somebody_leaving_early_can_answer_after_from_the_page_between(sqlite_hall, phone):
    sqlite_hall.close("pre")
    assert "Leaving now" in words_of(phone.get(f"/{sqlite_hall.words}"))
    phone.get(f"/{sqlite_hall.words}?early=1")
    address, hidden = phone.form()
    phone.at = phone.post(address, hidden).headers["Location"]
    assert phone.send({"bt1": "7"}, **JSON).status_code == 201
    assert [consent.early for consent in kept(sqlite_hall, Consent)] == [True]


def test_before_the_first_bell_the_page_says_to_wait(sqlite_hall, phone):
    with sqlite_hall.database.transaction() as db:
        for wave in db.scalars(select(type(kept_wave(db)))):
            wave.opened_at = wave.closed_at = None
    assert "Not open yet" in words_of(phone.get(f"/{sqlite_hall.words}"))


def kept_wave(db):
    from evaluation.models import Wave

    return db.scalars(select(Wave)).first()


def test_after_the_end_the_page_says_that_it_has_closed(sqlite_hall, phone):
    sqlite_hall.open("post")
    sqlite_hall.close("post")
    assert "has closed" in words_of(phone.get(f"/{sqlite_hall.words}"))


def test_an_unknown_address_says_to_look_at_the_poster(phone):
    page = phone.get("/acorn-zipper")
    assert page.status_code == 404
    assert "two words on the poster" in words_of(page)


def test_an_address_typed_with_a_slip_leads_to_the_right_one(sqlite_hall, phone):
    first, second = sqlite_hall.words.split("-")
    page = phone.get(f"/{first[:-1]}x-{second}")
    assert f"Did you mean {sqlite_hall.words}?" in words_of(page)


def test_an_address_typed_with_capitals_and_a_space_is_understood(sqlite_hall, phone):
    typed = sqlite_hall.words.title().replace("-", " ")
    assert phone.get(f"/{typed}").headers["Location"] == f"/{sqlite_hall.words}"


def test_a_card_of_another_chapters_experiment_is_said_and_the_person_can_go_on_without_it(sqlite_hall, phone):
    other = Hall(sqlite_hall.database, sqlite_hall.clock, rng=random.Random(8))
    (token,) = other.cards()
    phone.get(f"/{sqlite_hall.words}")
    address, hidden = phone.form()
    assert "This meeting has no such code" in words_of(phone.post(address, {**hidden, "card": token}))
    assert kept(sqlite_hall, Consent) == []
    assert phone.post(address, {**hidden, "card": token, "anyway": "1"}).status_code == 303
    assert [consent.method for consent in kept(sqlite_hall, Consent)] == ["unmatched"]


def test_a_card_of_nobody_says_how_to_go_on(phone):
    page = phone.get("/c/000000000")
    assert page.status_code == 404
    assert "answer without a card" in words_of(page)


def test_under_sixteen_thanks_and_stores_nothing(sqlite_hall, phone):
    assert "Nothing was stored" in words_of(phone.get(f"/{sqlite_hall.words}/under-16"))
    assert kept(sqlite_hall, Participant) == []


@pytest.fixture
def with_parents(sqlite_hall):
    """The hall of a study that lets in people under 16 whose parent or carer agreed."""
    with sqlite_hall.database.transaction() as db:
        allow_parental_consent(db, db.scalars(select(Study)).one(), allow=True)
    return sqlite_hall


def test_where_a_parent_agreed_somebody_under_sixteen_answers_and_that_is_kept(with_parents, phone):
    document = html.fromstring(phone.get(f"/{with_parents.words}").data)
    (link,) = document.xpath("//a[contains(@href, 'parental=1')]/@href")
    assert "Has your parent or carer agreed?" in words_of(phone.get(link))
    address, hidden = phone.form()
    phone.at = phone.post(address, hidden).headers["Location"]
    assert phone.send({"bt1": "7"}, **JSON).status_code == 201
    assert [consent.parental_consent for consent in kept(with_parents, Consent)] == [True]


def test_somebody_over_sixteen_needs_no_parent(with_parents, phone):
    phone.start(with_parents.words)
    assert [consent.parental_consent for consent in kept(with_parents, Consent)] == [False]


def test_where_the_study_has_no_such_route_a_parents_consent_stores_nothing(sqlite_hall, phone):
    phone.get(f"/{sqlite_hall.words}?parental=1")
    address, hidden = phone.form()
    assert (
        phone.post(address, {**hidden, "parental": "1"}).headers["Location"] == f"/{sqlite_hall.words}/under-16?lang=en"
    )
    assert kept(sqlite_hall, Participant) == []


def test_a_card_is_kept_on_the_way_by_a_parents_consent(with_parents, phone):
    (token,) = with_parents.cards()
    phone.open(f"/c/{token}")
    (link,) = html.fromstring(phone.page.data).xpath("//a[contains(@href, 'parental=1')]/@href")
    assert link.startswith(f"/c/{token}?parental=1")


def test_a_form_posted_from_another_site_stores_nothing(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    assert phone.send({"bt1": "1"}, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert phone.send({"bt1": "1"}, Origin="https://elsewhere.example").status_code == 403
    assert kept(sqlite_hall) == []


def test_a_body_over_64_kib_is_refused(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    assert phone.send({"bt1": "1" * 70_000}).status_code == 413


def test_answers_of_somebody_who_agreed_while_offline_are_stored(sqlite_hall, phone):
    phone.at = f"/{sqlite_hall.words}/pre/en/{uuid.uuid4()}?o=1&consent=1&lang=en"
    assert phone.send({"bt1": "1"}, **JSON).status_code == 201


def test_sending_after_grace_says_what_to_do_and_stores_nothing(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    sqlite_hall.close("pre")
    sqlite_hall.clock.advance(hours=4)
    page = phone.send({"bt1": "1"})
    assert page.status_code == 409
    assert "Ask the organiser" in words_of(page)


def test_the_questionnaire_is_the_same_bytes_for_everyone_and_asks_the_database_nothing(
    sqlite_hall, new_phone, count_sql
):
    one, other = new_phone(), new_phone()
    at, elsewhere = one.start(sqlite_hall.words), other.start(sqlite_hall.words)
    sent = count_sql(sqlite_hall.database)
    assert one.get(at).data == other.get(elsewhere).data
    assert sent == []


def test_an_unchanged_questionnaire_is_not_sent_again(sqlite_hall, phone):
    at = phone.start(sqlite_hall.words)
    tag = phone.page.headers["ETag"]
    assert phone.get(at, **{"If-None-Match": tag}).status_code == 304


def test_a_submission_through_the_page_takes_three_statements_at_most(sqlite_hall, phone, count_sql):
    phone.start(sqlite_hall.words)
    sent = count_sql(sqlite_hall.database)
    phone.send({"bt1": "1"})
    assert 0 < len(sent) <= 3


@pytest.mark.parametrize("address", ["/", "/privacy", "/withdraw"])
def test_standing_pages_answer(phone, address):
    assert phone.get(address).status_code == 200


def test_every_page_carries_the_policy(sqlite_hall, phone):
    policy = phone.get(f"/{sqlite_hall.words}").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_a_draft_translation_is_not_offered(sqlite_hall, phone):
    assert "Cymraeg" not in words_of(phone.get(f"/{sqlite_hall.words}"))


def test_a_draft_translation_has_no_questionnaire(sqlite_hall, phone):
    page = phone.get(f"/{sqlite_hall.words}/pre/cy/{uuid.uuid4()}")
    assert page.status_code == 303


def sign_welsh(hall):
    digest = translation_digest(translation("common-ground", 1, "cy"))
    with hall.database.transaction() as db:
        db.add(TranslationSignature(digest=digest, signed_by="A second person", signed_at=hall.clock()))


def test_a_signed_translation_is_offered_and_stored_with_the_response(sqlite_hall, phone):
    sign_welsh(sqlite_hall)
    assert "Cymraeg" in words_of(phone.get(f"/{sqlite_hall.words}"))
    phone.get(f"/{sqlite_hall.words}?lang=cy")
    address, hidden = phone.form()
    phone.at = phone.post(address, hidden).headers["Location"]
    phone.send({"bt1": "1"})
    assert [response.language for response in kept(sqlite_hall)] == ["cy"]


def test_switching_the_language_without_javascript_keeps_the_answers(sqlite_hall, phone):
    sign_welsh(sqlite_hall)
    at = phone.start(sqlite_hall.words)
    page = phone.send({"bt1": "6", "_switch": "cy"})
    document = html.fromstring(page.data)
    assert document.get("lang") == "cy"
    assert document.xpath("//input[@name='bt1'][@checked]/@value") == ["6"]
    assert document.get_element_by_id("f").get("action") == at.replace("/en/", "/cy/")
    assert kept(sqlite_hall) == []


def test_a_preview_of_a_draft_can_be_looked_at_and_not_sent(phone):
    document = html.fromstring(phone.get("/preview/common-ground/1/pre/ar").data)
    assert (document.get("lang"), document.get("dir")) == ("ar", "rtl")
    assert phone.post("/preview/common-ground/1/pre/ar", {"bt1": "1"}).status_code == 405


def test_the_look_back_page_belongs_to_the_same_person(sqlite_hall, phone):
    sqlite_hall.open("post")
    sqlite_hall.open("then")
    phone.start(sqlite_hall.words)
    phone.get(phone.send({"bt1": "7"}).headers["Location"])
    address, hidden = phone.form()
    phone.at = phone.post(address, hidden).headers["Location"]
    assert "/then/en/" in phone.at
    phone.send({"bt1": "3"})
    assert len({response.participant_id for response in kept(sqlite_hall)}) == 1


def test_no_page_that_holds_answers_is_kept_by_a_phone(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    assert phone.page.headers["Cache-Control"] == "no-store"
    for sent in ({"bt1": "7", "_check": "1"}, {"oo1": "x", "bt1": "99"}, {"bt1": "7"}):
        assert phone.send(sent).headers["Cache-Control"] == "no-store"
