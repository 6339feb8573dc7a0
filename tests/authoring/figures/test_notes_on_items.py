"""Notes from interviews on an item: who added which, never changed, and what they do to the status of its scale."""

import re

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from evaluation.models import AuditEntry, ItemNote
from evaluation.store.instruments.item_notes import of_this_wording
from evaluation.store.instruments.published_versions import version_of
from tests.staff_pages import post

HOME = "/instruments/common-ground/1/figures"
BT1 = f"{HOME}/items/bt1"
ASKED = "Read “organisations” as firms; two of five thought of their employer."


@pytest.fixture
def interviewer(desk):
    """A researcher, signed in."""
    return desk.signed_in("researcher")


def words(page):
    return re.sub(r"\s+", " ", page.text)


def test_a_note_stands_with_its_item_and_says_from_whom_it_is(desk, interviewer):
    assert "No note yet" in words(interviewer.get(BT1))
    assert post(interviewer, BT1, text=f"  {ASKED}\n", people="5").status_code == 303
    page = words(interviewer.get(BT1))
    assert (ASKED in page, "from 5 people" in page, "common-ground/1" in page) == (True, True, True)
    with desk.services.database.reading() as db:
        assert [entry.action for entry in db.query(AuditEntry) if entry.action == "item note added"] != []
        assert db.query(ItemNote).one().at == desk.services.clock()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": " ", "people": "5"}, "Write what people made of the question."),
        ({"text": "Fine.", "people": "five"}, "Say how many people it is from"),
        ({"text": "Fine.", "people": "0"}, "Say how many people it is from"),
        ({"text": "x" * 4001, "people": "5"}, "A note has at most 4000 characters."),
    ],
)
def test_a_note_that_cannot_be_kept_comes_back_as_it_was_typed(desk, interviewer, sent, said):
    refused = post(interviewer, BT1, **sent)
    assert (refused.status_code, said in words(refused)) == (422, True)
    assert (sent["text"].strip() in refused.text, f'value="{sent["people"]}"' in refused.text) == (True, True)
    with desk.services.database.reading() as db:
        assert db.query(ItemNote).count() == 0


def test_a_note_is_never_changed(desk, interviewer):
    post(interviewer, BT1, text=ASKED, people="5")
    with pytest.raises(DBAPIError, match="permanent"), desk.services.database.transaction() as db:
        db.execute(text("UPDATE item_note SET text = 'Fine.'"))


def test_who_may_not_write_questions_reads_notes_and_adds_none(desk, interviewer):
    post(interviewer, BT1, text=ASKED, people="5")
    evaluator = desk.signed_in("evaluator")
    page = evaluator.get(BT1)
    assert (ASKED in words(page), "Add the note" in page.text) == (True, False)
    assert post(evaluator, BT1, text="Fine.", people="5").status_code == 403


def test_the_status_of_a_scale_moves_once_people_were_asked_about_every_item(interviewer):
    scale = f"{HOME}/scales/bridging_trust"
    for item in ("bt1", "bt2"):
        post(interviewer, f"{HOME}/items/{item}", text=ASKED, people="5")
    assert "Status by this rule:</b> Not yet validated" in words(interviewer.get(scale))
    for people in ("3", "2"):
        post(interviewer, f"{HOME}/items/bt3", text=ASKED, people=people)
    assert "Status by this rule:</b> Understood as meant" in words(interviewer.get(scale))
    assert words(interviewer.get(HOME)).count(": Understood as meant") == 1


def test_notes_are_of_the_words_that_people_were_asked_about(desk):
    with desk.services.database.reading() as db:
        first = version_of(db, "common-ground", 1)
    reworded = first.having(
        number=2,
        items=tuple(item.model_copy(update={"text": "Others?"}) if item.id == "bt1" else item for item in first.items),
    )
    notes = [ItemNote(instrument="common-ground", number=1, item=item, people=5) for item in ("bt1", "bt2")]
    kept = [of_this_wording(notes, reworded.items_by_id[item], versions=[first, reworded]) for item in ("bt1", "bt2")]
    assert [len(each) for each in kept] == [0, 1]


def test_there_is_no_item_of_that_name(interviewer):
    assert post(interviewer, f"{HOME}/items/nobody", text=ASKED, people="5").status_code == 404
