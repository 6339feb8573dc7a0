"""No range that is printed lies past what a scale allows; that of one yes/no question is Newcombe's."""

import json
import re

import pytest

from analysis.scoring.scoring import Scale
from evaluation.impact_report.formats import html
from evaluation.impact_report.formats import json as report_json
from tests.impact_report.examples import frame_of, report
from tests.impact_report.page_one import page_1, plain

FRIEND = Scale(id="friend", label="Has a friend", items=("q",), minimum=0, maximum=1, margin=0.1, primary=True)
NUMBER = r"[+−]?\d+\.\d+"


def told(chapters, **further):
    """The report of chapters, each with how many people answered, and how many said yes before and after."""
    rows = []
    for chapter, (people, before, after) in chapters.items():
        for person in range(people):
            for wave, yes in (("pre", person < before), ("post", person < after)):
                rows.append({"participant": f"{chapter}{person}", "chapter": chapter, "wave": wave, "q": float(yes)})
    return report(frame_of(rows), scales=(FRIEND,), **further)


def ends(words):
    """The ends of all ranges in these words."""
    found = re.findall(rf"({NUMBER}) to ({NUMBER})|between ({NUMBER}) and ({NUMBER})|rise of ({NUMBER})", words)
    return [float(end.replace("−", "-")) for each in found for end in each if end]


ELEVEN = {"Leeds": (11, 1, 11)}
SIX = {f"Ch {place}": (6, place % 2, 6) for place in range(6)}


@pytest.mark.parametrize("chapters", [ELEVEN, SIX, {"Leeds": (7, 2, 7)}])
def test_no_range_of_a_yes_or_no_question_lies_past_its_scale(chapters):
    found = ends(plain(html.page(told(chapters))))
    assert found
    assert max(map(abs, found)) <= 1


def test_the_range_of_a_yes_or_no_question_is_newcombes():
    made = told(ELEVEN)
    paired = json.loads(report_json.text(made))["items"]["q"]["difference"]
    assert (made.measured["friend"].low, made.measured["friend"].high) == (paired["low"], paired["high"])
    low, high = (round(100 * paired[end]) for end in ("low", "high"))
    assert f"between {low} and {high} percentage points" in page_1(made)["lede"]


def test_the_file_of_figures_keeps_the_interval_of_t_and_tells_that_of_page_1():
    made = told(ELEVEN)
    figures = json.loads(report_json.text(made))["outcomes"]["friend"]["chapters"]["Leeds"]
    assert figures["change"]["high"] > 1
    assert figures["difference"]["high"] < 1


def test_the_p_of_a_yes_or_no_question_is_mcnemars():
    page = plain(html.page(told({"Leeds": (24, 6, 16)})))
    assert "p (exact McNemar)" in page
    assert "p (paired t)" not in page


def test_the_average_of_questions_keeps_its_scale_too():
    rows = []
    for person in range(6):
        for wave, value in (("pre", 1.0), ("post", 2.0 if person == 0 else 5.0)):
            rows.append({"participant": f"p{person}", "chapter": "A", "wave": wave, "q": value})
    scale = Scale(id="trust", label="Trust", items=("q",), minimum=1, maximum=5, margin=0.3, primary=True)
    made = report(frame_of(rows), scales=(scale,))
    assert made.outcomes["trust"].chapters["A"].change.high > 4
    assert made.measured["trust"].high == 4
