"""The figure of what those who are missing could change, drawn on the page as in every report that has it."""

import re

import pytest

from analysis.scoring.scoring import Scale
from evaluation.impact_report.formats import html
from tests.impact_report.adversarial import SIX, group, made
from tests.impact_report.examples import frame_of, report
from tests.impact_report.page_one import plain

KNOWS = Scale(id="knows", label="Knows a neighbour", items=("k",), minimum=0, maximum=1, margin=0.1, primary=True)


def without_some_after(*groups):
    """The report of these groups, in each of which two of five did not answer after."""
    kept = [[row for place, row in enumerate(rows) if row["wave"] == "pre" or place // 2 % 5 > 1] for rows in groups]
    return made(*kept)


def of_shares(*, language="en"):
    """The report of a yes/no question that 20 of 60 people did not answer after."""
    rows = []
    for person in range(60):
        given = {"participant": f"p{person}", "chapter": "A"}
        rows.append(given | {"wave": "pre", "k": float(person % 3 == 0)})
        rows += [given | {"wave": "post", "k": float(person % 2)}] if person >= 20 else []
    return report(frame_of(rows), scales=(KNOWS,), language=language)


def drawn(made_report):
    """The two pictures of the figure, for a wide and a narrow page, and the section they stand in."""
    page = html.page(made_report)
    section = page.split("What those missing could change", 1)[1].split("</section>", 1)[0]
    return re.findall(r"<svg.*?</svg>", section, flags=re.DOTALL), plain(section)


CHAPTERS = pytest.mark.parametrize("names", ["A", SIX], ids=["one chapter", "six chapters"])


@CHAPTERS
def test_it_stands_on_the_page_of_a_scale_in_points(names):
    groups = [group(name, "", 40, moved=1.0, seed=place) for place, name in enumerate(names)]
    pictures, words = drawn(without_some_after(*groups))
    assert len(pictures) == 2
    assert "Answered both times" in words
    assert "At the very most" in words
    assert "%" not in words


def test_it_stands_on_the_page_of_a_yes_or_no_question_in_per_cent():
    pictures, words = drawn(of_shares())
    assert len(pictures) == 2
    assert "percentage points" in words
    assert "on a scale of" not in words
    assert not re.search(r"\d\.\d", words)


def test_what_is_said_of_those_missing_is_in_per_cent_too():
    words = plain(html.page(of_shares()))
    section = words.split("Who is missing", 2)[-1].split("What those missing could change")[0]
    assert "percentage points" in section
    assert not re.search(r"[+−]0\.\d", section)
    assert "percentage points points" not in section
