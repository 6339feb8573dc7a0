"""Files that are brought with a questionnaire may ask less than it: what they lack is left out, and named."""

import html
import re

import pytest

from evaluation.domain.errors import Refused
from evaluation.impact_report.build.scales import from_version
from evaluation.importing.read_files import read_files
from evaluation.importing.understanding import understand
from evaluation.reports.brought.brought_answers import BroughtAnswers
from evaluation.reports.brought.brought_report import applied_answers, report_of_brought
from tests.old_answers.files_of_an_evening import VERSION, files_of
from tests.old_answers.test_put_in_on_a_page import Keeper
from tests.staff_pages import desk_of

LACKING = "Left out, since the files lack questions of theirs: Closeness. Missing before, after or both times: cg1."


def test_the_page_takes_them_and_names_what_is_left_out(sqlite_settings, sqlite_database, clock):
    keeper = Keeper(desk_of(sqlite_settings, sqlite_database, clock))
    sent = [(each.name, each.content) for each in files_of(without=["cg1"])]
    page = html.unescape(keeper.page(keeper.brought(sent, instrument="common-ground/1")))
    assert LACKING in page
    whole = [(each.name, each.content) for each in files_of()]
    assert "Left out, since" not in html.unescape(keeper.page(keeper.brought(whole, instrument="common-ground/1")))


def test_the_report_says_what_was_not_asked_and_tells_of_the_rest():
    source, grids = from_version(VERSION), read_files(files_of(without=["cg1"]))
    brought = BroughtAnswers(grids=grids, understood=understand(grids, source=source), files=())
    report = report_of_brought(brought, applied_answers(brought), source=source)
    assert report.context.elsewhere.not_asked == ("Closeness",)
    assert {*report.outcomes} == {scale.id for scale in source.scales if scale.label != "Closeness"}


def test_files_without_any_of_its_questions_are_refused():
    headings = {item.id: f"Statement {number}" for number, item in enumerate(VERSION.items)}
    grids = read_files(files_of(headings=headings))
    with pytest.raises(Refused, match=re.escape("is read as a question of common-ground/1")):
        understand(grids, source=from_version(VERSION))
