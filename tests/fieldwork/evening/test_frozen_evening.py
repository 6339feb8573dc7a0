"""Once the data are frozen the organiser reads what is still to come, and is offered nothing that would fail."""

import re
import uuid
from datetime import timedelta
from html import unescape

import pytest

from evaluation.fieldwork.paper.paper_forms import numbered_forms
from evaluation.models import Card, EveningKey, Experiment, Job
from evaluation.store.studies.wave_windows import Window, plan_window
from tests.staff_pages import post

SINCE = "The data are frozen since 14 May 2026"


@pytest.fixture
def frozen(evening, clock):
    """An evening that is over, with a follow-up that is planned, and whose data were frozen today."""
    for wave in ("pre", "post"):
        evening.open(wave)
    evening.close("post")
    with evening.database.transaction() as db:
        days = clock().date() + timedelta(days=91), clock().date() + timedelta(days=105)
        plan_window(db.get_one(Experiment, evening.id), "follow_up", window=Window(*days))
    evening.change(frozen_at=clock())
    return evening


@pytest.fixture
def reads(organiser, frozen):
    """A page of the evening as it is sent, and as it is read."""

    def read(page=""):
        sent = organiser.get(f"/experiments/{frozen.id}{page}").text
        return sent, re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", sent)))

    return read


def kept(frozen, table):
    with frozen.database.reading() as db:
        return db.query(table).count()


def test_the_evening_says_when_the_follow_up_opens_and_that_a_later_release_tells_of_it(reads):
    said = reads()[1]
    assert "Follow-up opens by itself on 13 Aug 2026 and closes after 27 Aug 2026." in said
    assert "The frozen report stays as it is; a later release tells of the follow-up." in said


def test_of_a_follow_up_that_is_frozen_too_nothing_is_said(frozen, reads, clock):
    frozen.open("follow_up")
    frozen.close("follow_up")
    frozen.change(frozen_at=clock())
    assert "a later release tells of the follow-up" not in reads()[1]


def test_the_follow_up_alone_is_still_planned(frozen, press, reads):
    page, said = reads("/arrange")
    assert f"{SINCE}: none of these opens any more." in said
    assert [f"/windows/{wave}" in page for wave in ("pretest", "then", "follow_up")] == [False, False, True]
    press(f"/experiments/{frozen.id}/windows/follow_up", first="2026-09-01", last="2026-09-08")
    assert "Follow-up opens by itself on 1 Sept 2026 and closes after 8 Sept 2026." in reads()[1]


@pytest.mark.parametrize(("page", "button"), [("/key", "Show a new key"), ("/pack", "Make the PDF")])
def test_no_new_key_or_card_is_offered(reads, page, button):
    said = reads(page)[1]
    assert (SINCE in said, button in said) == (True, False)


@pytest.mark.parametrize(("page", "sent"), [("/key", {}), ("/pack", {"count": "10", "hosts": "0"})])
def test_a_page_that_was_open_before_makes_none_and_leads_to_what_is_so(frozen, organiser, page, sent):
    address = f"/experiments/{frozen.id}{page}"
    pressed = post(organiser, address, **sent)
    assert (pressed.status_code, pressed.headers["Location"]) == (303, address)
    assert [kept(frozen, table) for table in (EveningKey, Card, Job)] == [0, 0, 0]


def test_nobody_is_sent_to_look_at_the_projector_of_a_frozen_evening(evening, organiser, clock):
    shown = []
    for change in ({}, {"frozen_at": clock()}):
        evening.change(**change)
        shown.append('data-show="projector"' in organiser.get(f"/experiments/{evening.id}").text)
    assert shown == [True, False]


def test_forms_of_a_follow_up_are_still_printed_and_nothing_else(reads, press, frozen):
    page, _said = reads("/pack")
    assert [f"/pack/{part}" in page for part in ("paper", "large_paper", "cards", "poster", "script")] == [
        *[True] * 2,
        *[False] * 3,
    ]
    assert "So many forms of Follow-up, each with a number" in reads("/pack/paper")[1]
    for part in ("paper", "cards"):
        press(f"/experiments/{frozen.id}/pack/{part}", number="3", hosts="0", language="", pack=str(uuid.uuid4()))
    with frozen.database.reading() as db:
        assert [job.arguments["size"]["part"] for job in db.query(Job)] == ["paper"]
        row = db.get_one(Experiment, frozen.id)
        forms = numbered_forms(db, row, [1, 2, 3], language="", large=False)
    assert len(forms) == 3 * len(row.languages)


def test_a_pile_of_the_follow_up_is_still_keyed(reads, press, frozen):
    assert f"{SINCE}: Follow-up alone can still be keyed." in reads("/paper")[1]
    frozen.open("follow_up")
    begun = press(f"/experiments/{frozen.id}/paper", wave="follow_up", sheets="2", language="en")
    assert begun.status_code == 303
    assert "1. Follow-up" in reads("/paper")[1]


def test_where_no_follow_up_is_asked_nothing_is_printed_or_keyed_any_more(frozen, reads, press):
    with frozen.database.transaction() as db:
        plan_window(db.get_one(Experiment, frozen.id), "follow_up", window=None)
    assert "/pack/paper" not in reads("/pack")[0]
    assert "nothing can be keyed any more" in reads("/paper")[1]
