"""Administrators see the complaints within their scope, with the days that are left, and answer and close them."""

import random
import re

import pytest

from evaluation.models import Complaint, ComplaintContact
from evaluation.store.complaints.complaints import NewComplaint, file_complaint
from evaluation.store.log.audit_entries import latest_entries
from tests.staff_pages import post, token_in

WHAT = "My answers were read aloud."


@pytest.fixture
def complaint(desk, clock):
    """A complaint about the study, with a contact."""
    with desk.services.database.transaction() as db:
        sent = NewComplaint(text=WHAT, contact="0116 496 0000", language="en", study=desk.study.id)
        file_complaint(db, sent, now=clock(), rng=random.Random(3))
        return db.query(Complaint).one().id


def page_of(client):
    return " ".join(client.get("/complaints").text.split())


def test_the_clock_of_thirty_days_runs(desk, complaint, clock):
    client = desk.signed_in("administrator")
    assert "30 days left to acknowledge it" in page_of(client)
    clock.advance(days=29)
    assert "1 day left to acknowledge it" in page_of(desk.signed_in("administrator"))
    clock.advance(days=2)
    assert "The 30 days are over" in page_of(desk.signed_in("administrator"))


def test_it_is_acknowledged_answered_and_closed_and_each_is_written_down_without_its_words(desk, complaint):
    client = desk.signed_in("administrator")
    at = f"/complaints/{complaint}"
    post(client, f"{at}/acknowledge", page="/complaints")
    post(client, f"{at}/answer", page="/complaints", answer="We are sorry.")
    post(client, f"{at}/close", page="/complaints")
    with desk.services.database.reading() as db:
        entries = latest_entries(db, limit=3)
        row = db.get(Complaint, complaint)
        assert db.query(ComplaintContact).count() == 0
    assert [entry.action for entry in entries] == ["complaint closed", "complaint answered", "complaint acknowledged"]
    assert "sorry" not in str([vars(entry) for entry in entries])
    assert (row.answer, row.closed_at is not None) == ("We are sorry.", True)


def test_closing_is_undone_by_opening_it_again(desk, complaint):
    client = desk.signed_in("administrator")
    post(client, f"/complaints/{complaint}/answer", page="/complaints", answer="We are sorry.")
    post(client, f"/complaints/{complaint}/close", page="/complaints")
    post(client, f"/complaints/{complaint}/reopen", page="/complaints")
    assert "Close it" in page_of(client)


@pytest.mark.parametrize(("step", "status"), [("answer", 422), ("close", 422)])
def test_what_cannot_be_done_yet_says_why(desk, complaint, step, status):
    client = desk.signed_in("administrator")
    done = post(client, f"/complaints/{complaint}/{step}", page="/complaints", answer=" ")
    assert done.status_code == status


@pytest.mark.parametrize("where", ["chapter", "study"])
def test_an_administrator_of_the_study_sees_it_and_one_of_a_chapter_does_not(desk, complaint, where):
    client = desk.signed_in("administrator", **{where: desk.north if where == "chapter" else desk.study})
    sees = where == "study"
    assert (WHAT in page_of(client)) is sees
    assert post(client, f"/complaints/{complaint}/acknowledge", page="/complaints").status_code == (
        303 if sees else 404
    )


@pytest.mark.parametrize("role", ["organiser", "evaluator", "researcher"])
def test_nobody_else_reads_complaints(desk, complaint, role):
    assert desk.signed_in(role).get("/complaints").status_code == 403


def test_one_about_no_study_is_seen_by_who_reaches_everywhere(desk, clock):
    with desk.services.database.transaction() as db:
        sent = NewComplaint(text="About no study", contact="", language="en", study=None)
        file_complaint(db, sent, now=clock(), rng=random.Random(3))
    assert "About no study" in page_of(desk.signed_in("administrator"))
    assert "About no study" not in page_of(desk.signed_in("administrator", study=desk.study))


def tells(client, address="/"):
    return "1 complaint waits for an answer." in client.get(address).text


def test_today_tells_administrators_until_it_is_answered(desk, complaint):
    client = desk.signed_in("administrator")
    assert (tells(client), "/complaints" in client.get("/").text) == (True, True)
    answer(client, complaint, "We are sorry.")
    assert not tells(client)


def test_today_tells_nobody_who_cannot_answer_it(desk, complaint):
    narrower = desk.signed_in("administrator", chapter=desk.north)
    assert [tells(each) for each in (desk.signed_in("organiser"), narrower)] == [False, False]


def test_the_page_of_people_counts_those_that_wait(desk, complaint):
    client = desk.signed_in("administrator")
    assert "(1 waits)" in client.get("/people").text
    answer(client, complaint, "We are sorry.")
    assert "waits)" not in client.get("/people").text


def answer(client, complaint, text, page=None):
    seen = re.search(r'name="seen" value="([^"]*)"', page or client.get("/complaints").text)
    token = token_in(client.get("/complaints").text)
    return client.post(
        f"/complaints/{complaint}/answer", data={"csrf_token": token, "answer": text, "seen": seen[1] if seen else ""}
    )


def kept(desk, complaint):
    with desk.services.database.reading() as db:
        return db.get(Complaint, complaint).answer


def test_an_answer_from_an_older_page_replaces_none_and_is_given_back(desk, complaint):
    client = desk.signed_in("administrator")
    older = client.get("/complaints").text
    answer(client, complaint, "First.")
    second = answer(client, complaint, "Second.", older)
    assert (second.status_code, kept(desk, complaint)) == (422, "First.")
    assert ("Somebody answered meanwhile: “First.”" in second.text, "Second." in second.text) == (True, True)
    assert answer(client, complaint, "Second.", second.text).status_code == 303
    assert kept(desk, complaint) == "Second."


def test_the_same_answer_twice_is_one(desk, complaint):
    client = desk.signed_in("administrator")
    older = client.get("/complaints").text
    assert [answer(client, complaint, "First.", older).status_code for _ in range(2)] == [303, 303]
    with desk.services.database.reading() as db:
        actions = [entry.action for entry in latest_entries(db, limit=9)]
    assert actions.count("complaint answered") == 1


def test_what_was_closed_meanwhile_takes_no_answer(desk, complaint):
    client = desk.signed_in("administrator")
    answer(client, complaint, "First.")
    older = client.get("/complaints").text
    post(client, f"/complaints/{complaint}/close", page="/complaints")
    late = answer(client, complaint, "Too late.", older)
    assert (late.status_code, "closed meanwhile" in late.text, "Too late." in late.text) == (422, True, True)
    assert kept(desk, complaint) == "First."
