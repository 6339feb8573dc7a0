"""Harm has one verdict on a page, and many people whom an average hides are in the lede with their number."""

import json

import numpy as np
import pytest
from babel.messages.pofile import read_po

from analysis.pooling.everybody import Everybody
from analysis.wording import counts_moved, wording
from analysis.wording.measured import Measured
from analysis.wording.phrases import Verdict, Way
from evaluation.impact_report.formats import json as json_file
from evaluation.impact_report.layout.unwelcome_moves import unwelcome_moves
from tests.impact_report.adversarial import ALONE, SIX, made
from tests.impact_report.formats.test_welsh import PO
from tests.impact_report.page_one import page_1


def measured(*, change=-1.1, low=-2.1, high=-0.2, everybody=(-1.0, -2.3, 0.3), each=-1.0, margin=0.5):
    estimate, least, most = everybody
    counted = {"pairs": 15, "chapters": 3, "small": 0, "small_chapters": 0, "each_person": each}
    return Measured(
        outcome="Trust",
        minimum=0,
        maximum=10,
        n=15,
        margin=margin,
        change=change,
        low=low,
        high=high,
        everybody=Everybody(estimate=estimate, low=least, high=most, **counted),
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, Verdict.MORE),
        ({"each": -0.4}, Verdict.LITTLE),
        ({"each": 0.1}, Verdict.LITTLE),
        ({"margin": None}, Verdict.MORE),
    ],
)
def test_what_the_average_tells_of_harm_is_the_headline_whatever_all_at_once_leave_open(given, said):
    found = measured(**given)
    assert found.unwelcome
    assert wording.verdict(found) == (said, Way.FALL)


def test_a_welcome_move_is_still_claimed_only_where_all_bear_it_out():
    found = measured(change=1.1, low=0.2, high=2.1, everybody=(1.0, -0.3, 2.3), each=1.0)
    assert wording.verdict(found)[0] not in (Verdict.MORE, Verdict.LITTLE, Verdict.CLEARLY)


def chapters(moves, *, n=24):
    """Chapters of n people each of whom moved by what `moves` gives of a generator and their number."""
    groups = []
    for place, name in enumerate(SIX):
        rng, rows = np.random.default_rng(place), []
        for person in range(n):
            given, own = {"participant": f"{name}{person}", "chapter": name}, 5 + rng.normal() / 2
            rows.append(given | {"wave": "pre", "t1": round(own, 1)})
            rows.append(given | {"wave": "post", "t1": round(own + moves(rng, person), 1)})
        groups.append(rows)
    return made(*groups, scales=(ALONE,))


def a_third_fell(rng, person):
    return (-2.5 if person % 3 == 0 else 1.3) + rng.normal() / 5


SAID = "In trust, 48 of 144 people moved the unwelcome way by 0.5 or more and 96 the other way; some move both ways by "
SAID += "chance."


def test_a_third_of_the_people_who_fell_far_are_in_the_lede():
    report = chapters(a_third_fell)
    assert SAID in page_1(report)["lede"]
    assert SAID in report.language.say_all(unwelcome_moves(report))


def test_their_number_is_in_the_file_under_the_keys_of_the_sentence():
    document = json.loads(json_file.text(chapters(a_third_fell)))
    (said,) = (each for each in document["outcomes"]["trust"]["sentences"] if each["text"] == SAID)
    assert "outcomes.trust.participants.n_down_margin" in said["figures"]
    assert document["outcomes"]["trust"]["participants"]["n_down_margin"] == 48


def test_few_who_fell_are_left_to_chance():
    report = chapters(lambda rng, person: (-2.5 if person % 6 == 0 else 1.3) + rng.normal() / 5)
    assert "people moved the unwelcome way" not in page_1(report)["lede"]


def test_an_average_that_fell_says_it_itself():
    report = chapters(lambda rng, _: -1.5 + rng.normal() / 5)
    assert "people moved the unwelcome way" not in page_1(report)["lede"]


def test_every_sentence_of_counts_has_its_welsh():
    with PO.open("rb") as file:
        known = {message.id for message in read_po(file)}
    assert set(counts_moved.messages()) <= known
