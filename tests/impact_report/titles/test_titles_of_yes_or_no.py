"""A headline of a yes/no question says how many said yes: nobody is, or does, more or less of its name."""

import pytest

from analysis.scoring.scoring import Scale
from tests.impact_report.examples import frame_of, report
from tests.impact_report.page_one import page_1

VOTED = Scale(id="v", label="Voted", items=("v",), minimum=0, maximum=1, margin=0.1, primary=True)
AFRAID = Scale(id="f", label="Afraid to go out", items=("f",), minimum=0, maximum=1, margin=0.1, direction="lower")


def told(*, voted, afraid=(20, 20), chapters="A", of=40):
    """So many of so many people in each chapter said yes before, and after."""
    rows = []
    for chapter in chapters:
        for person in range(of):
            for place, wave in enumerate(("pre", "post")):
                said = {"v": float(person < voted[place]), "f": float(person < afraid[place])}
                rows.append({"participant": f"{chapter}{person}", "chapter": chapter, "wave": wave, **said})
    return page_1(report(frame_of(rows), scales=(VOTED, AFRAID)))


@pytest.mark.parametrize(
    ("voted", "headline"),
    [
        ((16, 22), "More people said yes to “Voted” afterwards"),
        ((22, 16), "Fewer people said yes to “Voted” afterwards"),
        ((200, 230), "Slightly more people said yes to “Voted” afterwards"),
        ((230, 200), "Slightly fewer people said yes to “Voted” afterwards"),
    ],
)
def test_of_one_chapter(voted, headline):
    assert told(voted=voted, of=400 if max(voted) > 40 else 40)["headline"] == headline


def test_across_chapters():
    assert told(voted=(16, 21), chapters="ABCDEF")["headline"] == (
        "Across six chapters, more people said yes to “Voted” on average"
    )


def test_the_other_outcomes_are_counted_by_yes_too():
    said = told(voted=(16, 16), afraid=(10, 24))["all"]
    assert "More: yes to “Afraid to go out”." in said
    assert "More: afraid" not in said


def test_which_way_is_welcome_is_a_share_too():
    assert "the unwelcome way: a higher share of yes is better." in told(voted=(30, 16))["lede"]
    assert "more voted is better" not in told(voted=(30, 16))["lede"]
