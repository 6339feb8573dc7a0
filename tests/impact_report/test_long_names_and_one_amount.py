"""A long name of an outcome is whole wherever page 1 says it, and one change has one amount there."""

import io

import docx as word
import pytest

from analysis.scoring.scoring import Scale
from evaluation.impact_report.formats.docx import docx
from tests.impact_report.adversarial import SIX, made
from tests.impact_report.page_1.test_every_sentence_is_true import alone, around, exactly
from tests.impact_report.page_one import page_1
from tests.releases.masked import as_released

NAME = "Feeling welcome at meetings and celebrations of communities that are far from where you and your family live"
INSIDE = NAME[0].lower() + NAME[1:]
LONG = Scale(id="long", label=NAME, items=("t1",), minimum=0, maximum=10, margin=0.5, primary=True)


@pytest.mark.parametrize("names", ["A", SIX])
@pytest.mark.parametrize("moved", [-0.9, 0.05, 0.9])
def test_a_long_name_is_whole_in_headline_and_quote(names, moved):
    report = made(*(exactly(name, around(moved, 20, seed=k)) for k, name in enumerate(names)), scales=(LONG,))
    said = page_1(report)
    assert NAME.lower() in said["headline"].lower()
    assert INSIDE in said["quote"]
    assert "…" not in said["headline"] + said["lede"] + said["quote"]
    written = [each.text for each in word.Document(io.BytesIO(docx(report))).paragraphs]
    assert said["headline"] in written


@pytest.mark.parametrize("way", [-1, 1])
def test_one_change_has_one_amount_in_the_lede_and_quote_of_a_release(way):
    """5.04 and 4.17 are told as 5.0 and 4.2, which are 0.8 apart, and their change as 0.9."""
    said = page_1(as_released(alone(exactly("A", around(way * 0.87, 30), before=5.0 - way * 0.04))))
    assert f"the average {'fall' if way < 0 else 'rise'} was 0.9" in said["lede"]
    assert f"The average change in trust was {'−' if way < 0 else '+'}0.9" in said["quote"]
    assert "went from" not in said["lede"] + said["quote"]


def test_a_draft_tells_its_averages_as_finely_as_their_change_takes():
    said = page_1(alone(exactly("A", around(-0.87, 30), before=5.04)))
    assert "went from 5.04 to 4.17" in said["lede"]
    assert "went from 5.04 to 4.17" in said["quote"]


def test_averages_that_lie_the_change_apart_are_told():
    said = page_1(alone(exactly("A", around(-0.9, 30))))
    assert "went from 5.0 to 4.1" in said["lede"]
    assert "went from 5.0 to 4.1" in said["quote"]
