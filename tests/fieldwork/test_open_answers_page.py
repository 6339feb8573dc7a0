"""The evaluator's page of open answers: read, sorted and released by whoever may make reports, and written down."""

import re

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import AuditEntry, OpenAnswer, Response
from evaluation.store.responses.responses import record_response
from tests.staff_pages import post


@pytest.fixture
def evaluator(desk):
    return desk.signed_in("evaluator", chapter=desk.north)


@pytest.fixture
def address(evening):
    """Of seven people three wrote at After, one of whom did not agree to be quoted; After is closed."""
    evening.open("post")
    evening.answered(4, "post")
    for number, text in enumerate(("We share a street.", "Not for others.", "I still feel a stranger.")):
        response = evening.begin("post")
        sent = evening.submission(response, "post", texts={"op1": text}, may_quote=() if number == 1 else ("op1",))
        with evening.database.transaction() as db:
            record_response(db, sent, now=evening.clock())
    evening.close("post")
    return f"/reports/experiments/{evening.id}/open-answers"


def fields_of(page):
    """What the form of the page sends as it stands."""
    form = html.fromstring(page.text).xpath("//form[@method='post'][.//table]")[0]
    return dict(form.form_values()) | {"answer": form.xpath(".//input[@name='answer']/@value")}


def row_of(page, text):
    """The id of an answer on the page."""
    (row,) = html.fromstring(page.text).xpath(f"//tr[.//q[text()='{text}']]//input[@name='answer']/@value")
    return row


@pytest.fixture
def save(evaluator, address):
    """Change one answer on the page, as it is shown to the evaluator, and save."""

    def saving(text, *, seen=None, **sorting):
        page = seen or evaluator.get(address)
        changed = {f"{row_of(page, text)}.{name}": value for name, value in sorting.items()}
        fields = {name: value for name, value in (fields_of(page) | changed).items() if value is not None}
        return post(evaluator, address, page=address, **{**fields, "csrf_token": fields["csrf_token"]})

    return saving


def kept(evening):
    with evening.database.reading() as db:
        return {row.text: row for row in db.query(OpenAnswer)}


def entries(evening):
    with evening.database.reading() as db:
        return [entry for entry in db.query(AuditEntry) if entry.subject.startswith("open_answer")]


def test_words_whose_writers_agreed_are_shown_and_the_others_counted(evaluator, address):
    page = evaluator.get(address).text
    assert ("We share a street." in page, "Not for others." in page) == (True, False)
    assert "One or two more answers were written by people who did not agree" in page


def test_while_the_follow_up_is_open_words_of_after_are_shown_and_none_of_its_own(evening, evaluator, address):
    evening.open("follow_up")
    for number in range(6):
        response = evening.begin("follow_up")
        sent = evening.submission(response, "follow_up", texts={"op1": f"Later, {number}."}, may_quote=("op1",))
        with evening.database.transaction() as db:
            record_response(db, sent, now=evening.clock())
    page = evaluator.get(address).text
    assert ("We share a street." in page, "Later, " in page) == (True, False)
    evening.close("follow_up")
    assert "Later, 0." in evaluator.get(address).text


def test_where_fewer_than_five_answered_no_words_are_shown_and_none_released(evening, evaluator, address, save):
    seen = evaluator.get(address)
    with evening.database.transaction() as db:
        silent = db.scalars(select(Response).where(Response.id.not_in(select(OpenAnswer.response_id)))).all()
        for response in silent[:3]:
            db.delete(response)
    page = evaluator.get(address).text
    assert "Fewer than 5 people answered, so their words would tell who wrote them." in page
    assert ("street" in page, "stranger" in page, "more answer" in page) == (False, False, False)
    assert save("We share a street.", seen=seen, released="yes").status_code == 422


def test_while_a_wave_is_open_the_page_says_so_and_shows_no_words(evening, evaluator, address):
    evening.open("post")
    page = evaluator.get(address).text
    assert ("A wave is open." in page, "street" in page, "more answer" in page) == (True, False, False)


def test_nothing_is_saved_while_a_wave_is_open(evening, evaluator, address, save):
    seen = evaluator.get(address)
    evening.open("post")
    assert save("We share a street.", seen=seen, released="yes").status_code == 422
    assert kept(evening)["We share a street."].released_at is None


def test_one_button_keeps_theme_stance_and_release_with_who_released_it(evening, save):
    assert save("We share a street.", theme="Common ground", stance="supports", released="yes").status_code == 303
    row = kept(evening)["We share a street."]
    assert (row.theme, row.stance, row.released_at) == ("Common ground", "supports", evening.clock())
    assert "@example.org" in row.released_by


def test_a_tick_taken_out_takes_the_answer_back(evening, save):
    save("We share a street.", released="yes")
    save("We share a street.", released=None)
    assert kept(evening)["We share a street."].released_at is None


def test_what_somebody_else_did_meanwhile_is_not_undone(evening, evaluator, address, save):
    seen = evaluator.get(address)
    save("We share a street.", theme="Common ground", released="yes")
    save("I still feel a stranger.", seen=seen, stance="contradicts")
    rows = kept(evening)
    assert (rows["We share a street."].theme, rows["I still feel a stranger."].stance) == (
        "Common ground",
        "contradicts",
    )


def test_each_change_is_written_down_without_the_words(evening, save):
    save("We share a street.", theme="Neighbours", stance="supports")
    save("We share a street.", released="yes")
    save("We share a street.", released=None)
    assert [entry.action for entry in entries(evening)] == [
        "open answer sorted",
        "open answer released",
        "open answer taken back",
    ]
    told = " ".join(f"{entry.subject} {entry.details}" for entry in entries(evening))
    assert ("street" in told, "Neighbours" in told) == (False, False)


def test_a_page_saved_as_it_was_changes_and_writes_nothing(evening, save):
    assert save("We share a street.").status_code == 303
    assert entries(evening) == []


def test_themes_are_suggested_and_a_search_shows_only_what_fits(evaluator, address, save):
    save("We share a street.", theme="The evening itself")
    page = evaluator.get(f"{address}?q=evening").text
    options = re.findall(r'<option value="([^"]+)"></option>', page)
    assert (options[0], options[-1]) == ("Trust in people from other communities", "The evening itself")
    assert ("We share a street." in page, "stranger" in page) == (True, False)


def test_a_search_without_a_result_says_so(evaluator, address):
    assert "No answer has these words." in evaluator.get(f"{address}?q=bicycle").text


def test_a_theme_that_is_too_long_is_refused_in_a_sentence(save):
    assert "A theme has at most 80 characters" in save("We share a street.", theme="x" * 81).text


@pytest.mark.parametrize("field", ["theme", "words"])
def test_what_would_act_in_a_browser_is_shown_as_text(evening, evaluator, address, save, field):
    if field == "theme":
        save("We share a street.", theme="<script>alert(1)</script>")
    else:
        with evening.database.transaction() as db:
            db.query(OpenAnswer).filter_by(text="We share a street.").one().text = "<script>alert(1)</script>"
    page = evaluator.get(address).text
    assert ("<script>alert" in page, "&lt;script&gt;alert" in page) == (False, True)


@pytest.mark.parametrize("role", ["organiser", "researcher", "administrator"])
def test_only_who_may_make_reports_reads_them(desk, address, role):
    assert desk.signed_in(role, chapter=desk.north).get(address).status_code == 403


def test_another_chapters_answers_are_not_there(desk, address):
    stranger = desk.signed_in("evaluator", chapter=desk.south)
    assert (stranger.get(address).status_code, post(stranger, address).status_code) == (404, 404)


def test_the_list_of_reports_leads_to_them_whether_or_not_anybody_wrote(evening, evaluator, address):
    """A link that came with the first words would tell of whoever wrote them."""
    assert address in evaluator.get("/reports").text
    with evening.database.transaction() as db:
        db.query(OpenAnswer).delete()
    assert address in evaluator.get("/reports").text


def test_the_quality_page_leads_to_them(evening, evaluator, address):
    assert address in evaluator.get(f"/experiments/{evening.id}/quality").text


def test_an_evaluator_sees_no_heading_with_nothing_under_it(evening, evaluator):
    page = evaluator.get(f"/experiments/{evening.id}").text
    assert "Afterwards" in page
    assert "For this evening" not in page
