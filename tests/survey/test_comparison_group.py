"""A comparison group on the phone and on paper: nobody is asked about a meeting that they did not have."""

import re

import pytest
from lxml import html
from sqlalchemy import select

import instruments
from analysis.sensitivity.quality import Flag
from evaluation.fieldwork.paper.keyed_fields import keyed_fields
from evaluation.fieldwork.paper.paper_forms import paper_forms
from evaluation.models import Response
from evaluation.participants_app import participants_app
from evaluation.store.instruments.modules import choose_modules
from evaluation.store.instruments.publishing import sign
from evaluation.store.paper.double_entry import fields_of
from evaluation.store.paper.paper_responses import asked_on_paper
from evaluation.store.reports.frames import sent_frame
from evaluation.store.reports.quality import looks_at
from evaluation.store.responses.submission import quote_name
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.waves import waves_of
from evaluation.web.app import Services
from tests.hall import Hall, Phone
from tests.survey.test_pages import words_of

ABOUT_MEETING = ("oo1", "oo2", "wm1", "op1")
ALL_ELSE = 15


def made(hall, role):
    with hall.database.transaction() as db:
        experiment_named(db, hall.words).role = role
    return hall


@pytest.fixture
def group(sqlite_database, clock):
    return made(Hall(sqlite_database, clock, number=2), "comparison")


@pytest.fixture
def phone(group, sqlite_settings, clock):
    app = participants_app(Services(sqlite_settings, group.database, clock))
    app.testing = True
    return Phone(app)


def at_after(hall):
    hall.close("pre")
    hall.open("post")
    return hall


def questions_on(page):
    return [each.get("id") for each in html.fromstring(page.data).xpath("//fieldset")]


def test_after_asks_nothing_about_the_meeting(group, phone):
    phone.start(at_after(group).words)
    asked = questions_on(phone.page)
    assert (len(asked), [name for name in ABOUT_MEETING if name in asked], asked[-1]) == (ALL_ELSE, [], "hp1")


def test_a_workshop_of_the_same_questionnaire_is_asked_all_of_it(group, phone):
    """The two are asked from one process, which keeps questionnaires ready."""
    phone.start(at_after(group).words)
    workshop = Hall(group.database, group.clock, number=2)
    phone.start(at_after(workshop).words)
    assert questions_on(phone.page)[-5:] == ["oo1", "oo2", "wm1", "hp1", "op1"]


def test_what_is_sent_of_the_meeting_all_the_same_is_not_kept(group, phone):
    phone.start(at_after(group).words)
    phone.send({"bt1": "4", "oo1": "3", "op1": "A story"})
    with group.database.reading() as db:
        assert db.scalars(select(Response.answers)).one() == {"bt1": 4}


def test_the_receipt_counts_what_was_asked(group, phone):
    phone.start(at_after(group).words)
    phone.send(dict.fromkeys(questions_on(phone.page), "declined"))
    said = words_of(phone.get(phone.page.headers["Location"]))
    assert f"You preferred not to say on all {ALL_ELSE} questions" in said


def test_the_receipt_of_before_promises_no_end_of_a_meeting(group, phone):
    phone.start(group.words)
    phone.send({"bt1": "4"})
    said = words_of(phone.get(phone.page.headers["Location"]))
    assert ("Later After opens" in said, "At the end" in said) == (True, False)


@pytest.mark.parametrize(("role", "about"), [("comparison", []), ("workshop", ["oo1", "oo2", "wm1", "op1"])])
def test_the_paper_form_and_its_keying_have_what_is_asked(group, role, about):
    made(group, role)
    with group.database.reading() as db:
        experiment = experiment_named(db, group.words)
        wave = waves_of(db, experiment)["post"]
        printed = paper_forms(db, experiment)[1]
        keyed = [field.name for field in keyed_fields(asked_on_paper(db, wave), "post", place="Leicester")]
        compared = fields_of(db, wave)
    assert ("talks did you have today" in printed, "Did someone help" in printed) == (role == "workshop", True)
    assert [name for name in ABOUT_MEETING if name in keyed] == about
    assert [name for name in ABOUT_MEETING if {name, quote_name(name)} & {*compared}] == about


@pytest.mark.parametrize(("role", "count"), [("comparison", 0), ("workshop", 1)])
def test_what_was_not_asked_is_missing_from_nobodys_answers(group, phone, role, count):
    """Somebody answers eleven of the fifteen questions that everybody is asked."""
    phone.start(at_after(made(group, role)).words)
    phone.send(dict.fromkeys(questions_on(phone.page)[:11], "4"))
    with group.database.reading() as db:
        experiment = experiment_named(db, group.words).id
        (missing,) = looks_at(db, experiment, sent_frame(db, [experiment]), flags={Flag.MISSING})
    assert (missing.count, missing.of) == (count, 1)


def test_the_questions_of_a_module_are_asked_as_elsewhere(group, phone):
    with group.database.transaction() as db:
        choose_modules(db, experiment_named(db, group.words), wave="post", names=["about-you"])
    phone.start(at_after(group).words)
    about = [item.id for item in instruments.load("about-you", 1).questions("post")]
    assert questions_on(phone.page)[ALL_ELSE:] == about


PAGES = ["", "/under-16", "/privacy", "/withdraw", "/accessibility", "/complaint"]
MEETINGS = re.compile(r"meeting|coming|came late|leaving|one-to-one|left early", re.IGNORECASE)


@pytest.mark.parametrize("part", PAGES)
@pytest.mark.parametrize("stage", ["open", "between", "over"])
def test_no_page_around_the_questions_speaks_of_a_meeting(group, phone, stage, part):
    """But for the consent, whose words are the questionnaire's."""
    if stage != "open":
        group.close("pre")
    if stage == "over":
        group.open("post")
        group.close("post")
    said = words_of(phone.get(f"/{group.words}{part}")).replace("Nobody at this meeting sees your answers.", "")
    assert (phone.page.status_code, MEETINGS.findall(said)) == (200, [])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            ["If you did not answer Before", "Thank you for taking part in Highfields Centre.", "Nothing was stored."],
        ),
        ("cy", ["Os na wnaethoch ateb Cyn", "Diolch am gymryd rhan (Highfields Centre).", "Ni chadwyd dim."]),
    ],
)
def test_the_words_without_a_meeting_are_in_each_language_that_is_offered(group, phone, language, said):
    sign_welsh(group)
    under_16 = words_of(phone.get(f"/{group.words}/under-16?lang={language}"))
    group.close("pre")
    between = words_of(phone.get(f"/{group.words}?lang={language}"))
    group.open("post")
    group.close("post")
    over = words_of(phone.get(f"/{group.words}?lang={language}"))
    assert [words in page for words, page in zip(said, (between, over, under_16), strict=True)] == [True] * 3


def sign_welsh(hall):
    """The questionnaire is signed in Welsh, in which the group is asked, too."""
    with hall.database.transaction() as db:
        sign(db, instruments.translation("common-ground", 2, "cy"), by="A second person", now=hall.clock())


def test_after_cannot_be_answered_between_the_two_by_who_would_leave(group, phone):
    """Whoever kept the address, too: there is nothing to leave, and After is asked once more later."""
    group.close("pre")
    page = words_of(phone.get(f"/{group.words}?early=1"))
    assert ("After opens here later" in page, "Yes, I want to take part" in page) == (True, False)


def test_a_parent_is_said_to_know_of_the_questions(group, phone):
    with group.database.transaction() as db:
        experiment_named(db, group.words).study.parental_consent = True
    assert "they know of these questions" in words_of(phone.get(f"/{group.words}?parental=1"))
