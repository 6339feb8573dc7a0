"""A scale's figures: those of R where these people's answers are known, and told of enough people alone."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.psychometrics.admitted_forms import Thresholds
from analysis.psychometrics.scale_figures import complete_items, disclosed_scale, scale_figures
from analysis.scoring.scoring import Scale

ORACLE = Path(__file__).parents[1] / "oracle" / "reliability_bfi_agreeableness"
SCALE = Scale(
    id="agreeableness", label="Agreeableness", items=("A1", "A2", "A3", "A4", "A5"), minimum=1, maximum=6,
    reverse=frozenset({"A1"}),
)  # fmt: skip
THRESHOLDS = Thresholds(group=5, figure=10)


@pytest.fixture(scope="module")
def answers():
    return pd.read_csv(ORACLE / "data.csv")


@pytest.fixture(scope="module")
def of_r():
    results = json.loads((ORACLE / "expected.json").read_text())["results"]
    return {name: result["value"] for name, result in results.items()}


def forms(answers, *, group="a", wave="pre", version=1, language="en"):
    keys = {"form.group": group, "form.wave": wave, "form.version": version, "form.language": language}
    return answers.assign(**keys)


def told(frame, scales=None, thresholds=THRESHOLDS):
    found = scale_figures(frame, scales or {1: SCALE}, waves=("pre", "post"), thresholds=thresholds)
    return {(each.wave, each.version, each.language): figures for each, figures in found}


def test_alpha_and_its_limits_are_those_of_r(answers, of_r):
    found = told(forms(answers))["pre", 1, ""]
    low, high = of_r["alpha_feldt_ci95"]
    assert found.method == "alpha"
    assert found.reliability == round(of_r["alpha_raw_complete"], 2)
    assert (found.low, found.high) == (np.floor(low * 100) / 100, np.ceil(high * 100) / 100)


def test_omega_is_that_of_lavaan(answers, of_r):
    assert told(forms(answers))["pre", 1, ""].omega == round(of_r["omega_total_1factor_ml"], 2)


def test_each_item_goes_with_the_others_as_in_r(answers, of_r):
    found = told(forms(answers))["pre", 1, ""].items
    assert [found[item].correlation for item in SCALE.items] == [round(r, 2) for r in of_r["item_rest_r"]]
    assert [found[item].alpha_without for item in SCALE.items] == [round(a, 2) for a in of_r["alpha_if_dropped"]]


def test_people_who_answered_every_item_count(answers, of_r):
    assert len(complete_items(forms(answers), SCALE)) == of_r["n_complete"]
    assert told(forms(answers))["pre", 1, ""].people == 485


def test_two_items_are_told_by_spearman_brown(answers):
    pair = Scale(id="pair", label="Pair", items=("A2", "A3"), minimum=1, maximum=6)
    both = answers[["A2", "A3"]].dropna()
    r = stats.pearsonr(both["A2"], both["A3"]).statistic
    found = told(forms(answers), {1: pair})["pre", 1, ""]
    assert (found.method, found.reliability) == ("Spearman-Brown", round(2 * r / (1 + r), 2))


def test_a_single_item_has_an_average_and_no_reliability(answers):
    found = told(forms(answers), {1: Scale(id="one", label="One", items=("A2",), minimum=1, maximum=6)})["pre", 1, ""]
    assert (found.mean, found.method, found.items) == (round(answers["A2"].mean(), 1), "", {})


@pytest.mark.parametrize(("people", "decimals"), [(19, None), (60, 1), (120, 2)])
def test_coefficients_are_as_fine_as_so_many_people_allow(answers, people, decimals):
    found = disclosed_scale(complete_items(forms(answers), SCALE).head(people), THRESHOLDS)
    if decimals is None:
        assert (found.reliability, found.sd) == (None, None)
    else:
        assert found.reliability == round(found.reliability, decimals)


def test_fewer_people_than_a_figure_needs_tell_nothing(answers):
    assert told(forms(answers.dropna().head(9)))["pre", 1, ""].people is None


def test_answers_that_are_too_much_alike_have_no_coefficient():
    rng = np.random.default_rng(2)
    alike = pd.DataFrame(4 + (rng.random((30, 5)) < 0.1), columns=list(SCALE.items))
    found = told(forms(alike))["pre", 1, ""]
    assert (found.reliability, found.items) == (None, {})


def test_versions_are_scored_by_their_own_key_and_told_apart(answers):
    frame = pd.concat([forms(answers.head(250)), forms(answers.tail(250), version=2, group="b")], ignore_index=True)
    turned = Scale(id="a", label="A", items=SCALE.items, minimum=1, maximum=6)
    found = told(frame, {1: SCALE, 2: turned})
    assert {version for _, version, _ in found} == {1, 2}
    assert found["pre", 2, ""].reliability < found["pre", 1, ""].reliability


def test_a_column_that_nobody_answered_leaves_nothing_to_tell(answers):
    assert told(forms(answers.drop(columns="A5"))) == {}
