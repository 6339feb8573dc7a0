"""The print pack from its page: one PDF with a card for everybody."""

import io

import pytest
from pypdf import PdfReader

from evaluation.models import Card, Participant


def test_the_pack_holds_the_cards_it_made_in_two_stacks(desk, press, evening):
    answer = press(f"/experiments/{evening.id}/pack", count="10", hosts="2")
    with desk.parts.database.reading() as db:
        roles = [row.role for row in db.query(Participant).join(Card)]
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
    assert (sorted(roles), answer.mimetype) == (["guest"] * 8 + ["host"] * 2, "application/pdf")
    assert evening.words in words.replace(" ", "-") or evening.words in words


@pytest.mark.parametrize(
    ("sent", "said"),
    [({"count": "0", "hosts": "0"}, "Between 1 and 500"), ({"count": "5", "hosts": "6"}, "cannot be more of them")],
)
def test_stacks_that_cannot_be_are_refused_and_no_card_is_made(press, evening, sent, said):
    assert said in press(f"/experiments/{evening.id}/pack", **sent).text
    with evening.database.reading() as db:
        assert db.query(Card).count() == 0


def test_a_tenth_more_cards_than_people_are_proposed(organiser, evening):
    assert 'value="51"' in organiser.get(f"/experiments/{evening.id}/pack").text
