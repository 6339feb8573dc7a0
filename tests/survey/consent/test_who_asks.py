"""Who asks: said by command, told on the first screen and in full on the page about privacy, asked for by check."""

import json
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving
from evaluation.cli.fieldwork import who_asks as command
from evaluation.domain.errors import Refused
from evaluation.models import Experiment, Participant, Response, Study
from evaluation.store.studies.who_asks import WhoAsks, kept_too_long, set_who_asks, unsaid
from tests.survey.test_pages import kept, words_of

SAID = {
    "organisation": "Citizens UK",
    "contact": "study@example.org",
    "basis": "legitimate_interests",
    "special_basis": "research",
    "keep_until": date(2031, 7, 31),
    "processor": "Example Hosting, United Kingdom",
}
NOW = datetime(2026, 5, 14, 12, tzinfo=UTC)
OPTIONS = [f"--{name.replace('_', '-')}={value}" for name, value in SAID.items()]


@pytest.fixture
def say(sqlite_hall):
    """Say who asks, as the command line and the page do."""

    def said(**changed):
        with sqlite_hall.database.transaction() as db:
            set_who_asks(db, db.query(Study).one(), WhoAsks(**{**SAID, **changed}), today=NOW.date())

    return said


@pytest.fixture
def type_in(sqlite_hall, sqlite_settings, monkeypatch):
    """Type a command at the evening's home."""
    monkeypatch.setenv("WEAVING_HOME", str(sqlite_settings.home))

    def typed(*words, now=NOW):
        monkeypatch.setattr(command, "now_utc", lambda: now)
        return CliRunner().invoke(weaving, ["study", *words, "--json"], standalone_mode=False)

    return typed


def made_a_comparison(hall):
    with hall.database.transaction() as db:
        db.get_one(Experiment, hall.evening().experiment).role = "comparison"


def test_the_first_screen_of_a_comparison_group_asks_nothing_about_meeting(sqlite_hall, phone, say):
    made_a_comparison(sqlite_hall)
    assert "We ask: how do people see one another, now and once more later?" in words_of(
        phone.get(f"/{sqlite_hall.words}")
    )
    say()
    said = words_of(phone.get(f"/{sqlite_hall.words}"))
    assert ("Citizens UK asks: how do people see one another" in said, "does meeting" in said) == (True, False)


def test_a_comparison_group_reads_of_no_meeting_where_it_waits_and_who_sees_its_answers(sqlite_hall, phone):
    made_a_comparison(sqlite_hall)
    sqlite_hall.close("pre")
    waiting = words_of(phone.get(f"/{sqlite_hall.words}"))
    assert ("After opens here later, at this same address." in waiting, "meeting" in waiting) == (True, False)
    privacy = words_of(phone.get(f"/{sqlite_hall.words}/privacy"))
    assert ("Nobody around you sees what you answer" in privacy, "Nobody at the meeting" in privacy) == (True, False)


def test_the_first_screen_says_once_who_asks_and_how_to_reach_them(sqlite_hall, phone, say):
    assert "We ask: does meeting bring people closer, or not?" in words_of(phone.get(f"/{sqlite_hall.words}"))
    say()
    page = phone.get(f"/{sqlite_hall.words}")
    said = words_of(page)
    assert "Citizens UK asks: does meeting bring people closer, or not?" in said
    assert "Questions? study@example.org" in said
    assert [said.lower().count(one) for one in ("citizens uk", "chapter", "we ask")] == [1, 0, 0]
    assert f"/{sqlite_hall.words}/privacy?lang=en" in page.text


@pytest.mark.parametrize("where", ["/{words}/privacy", "/privacy"])
def test_the_page_about_privacy_tells_it_in_full(sqlite_hall, phone, say, where):
    say()
    page = words_of(phone.get(where.format(words=sqlite_hall.words)))
    wanted = (
        *("Citizens UK asks, and decides", "The study is called Weaving Trust", "study@example.org"),
        *("Example Hosting, United Kingdom", "Article 6(1)(f)", "Article 9(2)(j)", "kept until 31 July 2031"),
        *("ico.org.uk", "Information Commissioner's Office", "Take your answers back", "Who sees it"),
    )
    assert [text for text in wanted if text not in page] == []


def test_where_nobody_has_said_it_the_page_says_whom_to_ask(sqlite_hall, phone):
    assert "Please ask the organiser" in words_of(phone.get(f"/{sqlite_hall.words}/privacy"))
    assert "Type the two words" in words_of(phone.get("/privacy"))


@pytest.mark.parametrize("basis", ["consent", "legitimate_interests", "public_task"])
@pytest.mark.parametrize("special", ["explicit_consent", "research", "none"])
def test_each_basis_has_a_sentence_of_its_own(sqlite_hall, phone, say, basis, special):
    say(basis=basis, special_basis=special)
    page = words_of(phone.get(f"/{sqlite_hall.words}/privacy"))
    articles = {
        "consent": "6(1)(a)",
        "legitimate_interests": "6(1)(f)",
        "public_task": "6(1)(e)",
        "explicit_consent": "9(2)(a)",
        "research": "9(2)(j)",
        "none": "(Article 9)",
    }
    assert [one for one in articles if articles[one] in page] == [basis, special]


def test_the_command_says_it_and_shows_it(type_in):
    assert json.loads(type_in("who-asks", "weaving-trust").stdout)["organisation"] == ""
    said = json.loads(type_in("who-asks", "weaving-trust", *OPTIONS).stdout)
    assert said == {"study": "weaving-trust", **SAID, "keep_until": "2031-07-31"}
    changed = json.loads(type_in("who-asks", "weaving-trust", "--contact", "020 7946 0000").stdout)
    assert changed == {**said, "contact": "020 7946 0000"}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (OPTIONS[1:], "Say which organisation asks."),
        (OPTIONS[:-1], "Say who runs the computer"),
        ([*OPTIONS, "--contact=come by"], "people must be able to reach you"),
        ([*OPTIONS, "--keep-until=2026-05-14"], "a day after today"),
        ([*OPTIONS, "--keep-until=2057-01-01"], "at most 30 years"),
        ([*OPTIONS, f"--organisation={'x' * 121}"], "120 is the most"),
    ],
)
def test_what_cannot_be_told_is_refused_with_a_sentence(type_in, options, sentence):
    refused = type_in("who-asks", "weaving-trust", *options)
    assert isinstance(refused.exception, Refused)
    assert sentence in str(refused.exception)


def test_check_asks_for_it_where_there_are_meetings(sqlite_hall, say):
    with sqlite_hall.database.reading() as db:
        (found,) = unsaid(db)
    assert ("Weaving Trust" in found, "weaving study who-asks weaving-trust" in found) == (True, True)
    say()
    with sqlite_hall.database.reading() as db:
        assert list(unsaid(db)) == []


def test_answers_kept_beyond_the_day_are_told_and_can_be_deleted(sqlite_hall, phone, say, type_in):
    say()
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "7"})
    refused = type_in("delete-answers", "weaving-trust")
    assert "kept until 31 July 2031" in str(refused.exception)
    with sqlite_hall.database.reading() as db:
        assert list(kept_too_long(db, today=date(2031, 7, 31))) == []
        assert "delete-answers weaving-trust" in next(kept_too_long(db, today=date(2031, 8, 1)))
    done = json.loads(type_in("delete-answers", "weaving-trust", now=datetime(2031, 8, 1, 12, tzinfo=UTC)).stdout)
    assert (done["deleted"], kept(sqlite_hall, Response)) == (1, [])
    assert all(person.withdrawn_at for person in kept(sqlite_hall, Participant))
    with sqlite_hall.database.reading() as db:
        assert list(kept_too_long(db, today=date(2031, 8, 1))) == []


def test_where_no_end_was_announced_nothing_is_deleted(type_in):
    assert "kept without an end" in str(type_in("delete-answers", "weaving-trust").exception)
