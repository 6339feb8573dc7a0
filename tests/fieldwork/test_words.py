"""What the organiser's pages do, done as typed commands with JSON."""

import json

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving as program
from evaluation.domain.errors import Refused


@pytest.fixture
def weaving(evening, monkeypatch):
    """The program on the desk's database; what it prints as JSON."""
    monkeypatch.setenv("WEAVING_HOME", str(evening.desk.services.settings.home))

    def run(*arguments):
        done = CliRunner().invoke(program, [*arguments, "--json"], standalone_mode=False)
        if done.exception:
            raise done.exception
        run.warned = done.stderr
        return json.loads(done.stdout)

    return run


def test_what_was_said_of_an_evening_is_changed(weaving, evening):
    options = {"title": "Mill Hall", "kind": "assembly", "place": "Leeds", "expected": "30", "rounds": "4"}
    typed = [word for name, value in options.items() for word in (f"--{name}", value)]
    row = weaving("arrange", evening.words, *typed, "--language", "cy", "--language", "en")
    assert (row["title"], row["kind"], row["place"], row["expected"]) == ("Mill Hall", "assembly", "Leeds", 30)
    assert (row["planned_rounds"], row["languages"]) == (4, ["cy", "en"])
    assert evening.row().title == "Mill Hall"


def test_hours_go_with_an_evening_to_another_day(weaving, evening):
    weaving("arrange", evening.words, "--starts", "18:30", "--ends", "20:30")
    row = weaving("arrange", evening.words, "--date", "2026-11-20")
    assert (row["date"], row["starts"], row["ends"]) == (
        "2026-11-20",
        "2026-11-20T18:30:00+00:00",
        "2026-11-20T20:30:00+00:00",
    )


def test_looking_changes_nothing(weaving, evening):
    before = evening.row().title
    assert (weaving("arrange", evening.words)["title"], evening.row().title) == (before, before)


@pytest.mark.parametrize(("option", "value"), [("--title", " "), ("--expected", "-1"), ("--date", "soon")])
def test_what_cannot_be_is_refused(weaving, evening, option, value):
    with pytest.raises(Refused):
        weaving("arrange", evening.words, option, value)


def test_the_counter_counts_by_command(weaving, evening):
    evening.open("pre")
    evening.answered(3)
    evening.begin()
    (before,) = (row for row in weaving("evening", "count", evening.words) if row["wave"] == "pre")
    counted = {"wave": "pre", "answered": 3, "begun": 1, "set_aside": 0}
    assert before == {**counted, "expected": 46, "came": None}
    weaving("record", evening.words, "--came", "38")
    (after,) = (row for row in weaving("evening", "count", evening.words) if row["wave"] == "pre")
    assert after == {**counted, "expected": 46, "came": 38}


def test_a_wave_is_opened_and_closed_and_written_down(weaving, evening):
    from evaluation.store.log.audit_entries import latest_entries

    for wave, move in (("pre", "open"), ("pre", "close"), ("post", "open"), ("post", "close")):
        weaving("wave", move, evening.words, wave)
    assert evening.wave("post").closed_at is not None
    with evening.database.reading() as db:
        assert [entry.action for entry in latest_entries(db, limit=4)] == 2 * ["wave closed", "wave opened"]


def test_the_event_is_recorded(weaving, evening):
    row = weaving("record", evening.words, "--came", "38", "--hosts", "9", "--actual-rounds", "5")
    assert (row["came"], evening.row().hosts, evening.row().actual_rounds) == (38, 9, 5)


@pytest.mark.parametrize(("came", "warned"), [("460", "460 people are about 10 times the 46"), ("47", "")])
def test_many_more_people_than_were_expected_are_recorded_with_a_question(weaving, evening, came, warned):
    assert weaving("record", evening.words, "--came", came)["came"] == int(came)
    assert weaving.warned.startswith(warned)
    assert bool(weaving.warned) == bool(warned)


def test_an_evening_is_copied_to_another_day(weaving, evening):
    row = weaving("copy", evening.words, "--date", "2026-06-11")
    assert (row["title"], row["date"], row["slug"] != evening.words) == ("North Hall", "2026-06-11", True)


def test_a_wave_is_reopened_and_taken_back_by_command_and_a_second_time_shows_it(weaving, evening):
    for move in ("open", "close", "close"):
        closed = weaving("wave", move, evening.words, "pre")
    assert closed["closed"] is not None
    assert [weaving("wave", "reopen", evening.words, "pre")["closed"] for _ in range(2)] == [None, None]
    assert weaving("wave", "undo", evening.words)["closed"] is not None
    with pytest.raises(Refused, match="has not been opened yet"):
        weaving("wave", "reopen", evening.words, "post")
    evening.change(frozen_at=evening.clock())
    with pytest.raises(Refused, match="frozen"):
        weaving("wave", "reopen", evening.words, "pre")


def test_what_people_answered_under_is_locked_by_command_as_well(weaving, evening):
    evening.open("pre")
    evening.answered(4)
    for option in (("--place", "Leeds"), ("--kind", "assembly"), ("--language", "cy"), ("--title", "Mill Hall")):
        with pytest.raises(Refused):
            weaving("arrange", evening.words, *option)
    assert weaving("arrange", evening.words, "--title", "Mill Hall", "--reason", "Misspelt.")["title"] == "Mill Hall"


def test_a_record_that_cannot_be_true_is_refused_by_command(weaving, evening):
    evening.open("pre")
    evening.answered(4)
    with pytest.raises(Refused, match="4 people have answered Before, so 3"):
        weaving("record", evening.words, "--came", "3")
    with pytest.raises(Refused, match="8 hosts and 40 guests make 48"):
        weaving("record", evening.words, "--came", "44", "--hosts", "8", "--guests", "40")
    told = weaving("record", evening.words, "--came", "44", "--hosts", "4", "--guests", "39", "--reason", "One carer.")
    assert (told["came"], told["guests"]) == (44, 39)


def test_a_follow_up_on_the_evenings_day_is_refused(weaving, evening):
    with pytest.raises(Refused, match="must be after 14 May 2026"):
        weaving("arrange", evening.words, "--wave", "follow_up", "--first", "2026-05-14", "--last", "2026-05-20")
    planned = weaving("arrange", evening.words, "--wave", "follow_up", "--first", "2026-05-15", "--last", "2026-05-20")
    assert planned["follow_up"] == "2026-05-15 to 2026-05-20"


def test_so_is_one_before_the_day_on_which_after_was_opened_later_than_planned(weaving, evening):
    evening.clock.advance(days=3)
    evening.open("pre")
    evening.open("post")
    for first in ("2026-05-15", "2026-05-17"):
        with pytest.raises(Refused, match="must be after 17 May 2026"):
            weaving("arrange", evening.words, "--wave", "follow_up", "--first", first, "--last", "2026-05-20")
    planned = weaving("arrange", evening.words, "--wave", "follow_up", "--first", "2026-05-18", "--last", "2026-05-20")
    assert planned["follow_up"] == "2026-05-18 to 2026-05-20"


def test_a_language_that_nobody_will_be_offered_is_said_when_it_is_chosen_and_before_the_evening(evening, monkeypatch):
    monkeypatch.setenv("WEAVING_HOME", str(evening.desk.services.settings.home))
    chosen = ("--language", "en", "--language", "cy", "--language", "ar")
    said = CliRunner().invoke(program, ["arrange", evening.words, *chosen], standalone_mode=False).stderr
    assert "cy will be offered to nobody: the translation of common-ground/1 is not signed." in said
    assert "ar will be offered to nobody: the pages around the questions have no checked words in it." in said
    rows = json.loads(CliRunner().invoke(program, ["check", "--json"], standalone_mode=False).stdout)
    (row,) = (row for row in rows if row["what"] == "languages of evenings")
    assert (row["holds"], "cy will be offered to nobody" in row["found"]) == (True, True)
