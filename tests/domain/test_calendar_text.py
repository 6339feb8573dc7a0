"""Evenings as RFC 5545 wants them: escaped, folded by bytes, at their hours in UTC or all day."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.domain.calendar_text import CalendarEvent, calendar_text, escaped, folded

HALL = CalendarEvent(
    uid="1@weaving.example",
    stamp=datetime(2026, 5, 1, 12, tzinfo=UTC),
    summary="Weaving Trust, Neuadd Lliw; part 2",
    description="North\nDraft",
    url="https://weaving.example/staff/experiments/1",
    day=date(2026, 5, 14),
    starts=datetime(2026, 5, 14, 18, 30, tzinfo=ZoneInfo("Europe/London")),
    ends=datetime(2026, 5, 15, 0, 30, tzinfo=ZoneInfo("Europe/London")),
)


def lines(*events):
    return calendar_text(events, name="Evenings").split("\r\n")


def test_an_evening_stands_at_its_hours_in_utc():
    found = lines(HALL)
    assert [line for line in found if line.startswith("DT")] == [
        "DTSTAMP:20260501T120000Z",
        "DTSTART:20260514T173000Z",
        "DTEND:20260514T233000Z",
    ]


def test_one_without_hours_lasts_all_day():
    found = lines(replace(HALL, starts=None, ends=None))
    assert "DTSTART;VALUE=DATE:20260514" in found
    assert "DTEND;VALUE=DATE:20260515" in found


def test_a_calendar_begins_and_ends_as_it_must_and_every_line_ends_with_both_signs():
    text = calendar_text([HALL], name="Evenings")
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert text.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert text.count("\n") == text.count("\r\n") == text.count("\r")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a;b,c", "a\\;b\\,c"),
        ("back\\slash", "back\\\\slash"),
        ("two\r\nlines\rthree", "two\\nlines\\nthree"),
        ("bell\x07, null\x00", "bell\\, null"),
    ],
)
def test_what_would_part_a_value_is_escaped(text, written):
    assert escaped(text) == written


def test_a_title_adds_no_line_of_its_own():
    assert lines(replace(HALL, summary="x\r\nEND:VEVENT\nBEGIN:VALARM")).count("END:VEVENT") == 1


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=400))
def test_long_lines_are_folded_between_characters_and_read_back_as_they_were(text):
    pieces = folded(f"SUMMARY:{text}").split("\r\n")
    assert max(len(piece.encode()) for piece in pieces) <= 75
    assert "".join([pieces[0], *(piece.removeprefix(" ") for piece in pieces[1:])]) == f"SUMMARY:{text}"
    assert all(piece.startswith(" ") for piece in pieces[1:])
