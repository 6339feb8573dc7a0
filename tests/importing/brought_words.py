"""The report of some files, as `weaving analyse` makes it of them, and its words."""

import csv
import html as escaped
import io
import random
import re

from evaluation.impact_report.formats import html
from evaluation.importing.grids import NamedFile
from evaluation.importing.read_files import read_files
from evaluation.importing.settling import settle
from evaluation.importing.understanding import understand
from evaluation.reports.brought.brought_answers import BroughtAnswers
from evaluation.reports.brought.brought_report import applied_answers, report_of_brought

PEOPLE = 30


def files_asking(*headings, answers, after=None):
    """Before and After with these questions: `answers` and `after` give those of a person, by their number and wave."""
    made = []
    for wave, given in (("Before", answers), ("After", after or answers)):
        text = io.StringIO()
        rows = ([f"QK-{number * 7 + 100}", *given(number)] for number in range(PEOPLE))
        csv.writer(text).writerows([["Code", *headings], *rows])
        made.append(NamedFile(name=f"{wave}.csv", content=text.getvalue().encode()))
    return made


def spread(low, high, *, moved=0, seed=1):
    """One answer a person, from low to high, most of them moved: the same people for the same seed."""
    draw = random.Random(seed)
    begun = [draw.randint(low, high) for _number in range(PEOPLE)]
    begun[:2] = low, high
    return [min(high, max(low, answer + (moved if place % 3 else 0))) for place, answer in enumerate(begun)]


def one_question(heading, *, low=1, high=9, moved=0, words=None):
    """Before and After with one question, its answers moved by so much."""
    said = (lambda answer: words[answer - low]) if words else (lambda answer: answer)
    before, later = spread(low, high), spread(low, high, moved=moved)
    return files_asking(heading, answers=lambda n: [said(before[n])], after=lambda n: [said(later[n])])


def map_of_files(files):
    """The map of some files, and the files as they were read."""
    grids = read_files(files, secret=b"s" * 32)
    return understand(grids), grids


def report_of(files, change=lambda found: found):
    """The report of some files, each question about them answered by its first reading."""
    found, grids = map_of_files(files)
    for question in found.questions:
        found = settle(found, question.id, "a")
    brought = BroughtAnswers(grids=grids, understood=change(found), files=())
    return report_of_brought(brought, applied_answers(brought), source=None)


def words_of(report):
    """Every word of the report's page, without its markup."""
    page = re.sub(r"<style.*?</style>", " ", html.page(report, style=""), flags=re.DOTALL)
    return " ".join(escaped.unescape(re.sub(r"<[^>]+>", " ", page)).split())
