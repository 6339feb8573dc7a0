"""Whatever few people answer, every figure is a number or a sentence, and nothing breaks."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.estimate.estimate import as_json
from analysis.pooling.across import across_figures, between_experiments
from analysis.pooling.comparison import arm_figures
from analysis.pooling.mixed import all_rows
from analysis.pooling.pooling import pool, pool_experiments

answer = st.one_of(st.just(np.nan), st.integers(0, 3).map(float))
people = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(["", "x", "y"]), st.sampled_from(["w", "no"]), answer, answer),
    max_size=24,
)


@settings(max_examples=25, deadline=None)
@given(people=people)
def test_any_answers_give_figures_that_can_be_written_down(people):
    scores = pd.DataFrame(people, columns=["chapter", "experiment", "arm", "pre", "post"])
    scores = scores.astype({"pre": float, "post": float})
    for found in (across_figures(scores), between_experiments(scores), arm_figures(scores), all_rows(scores)):
        as_json(found)


magnitude = st.floats(-1e6, 1e6, allow_subnormal=False)
variance = st.floats(1e-9, 1e9)


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(st.tuples(st.sampled_from("abc"), magnitude, variance), max_size=7))
def test_any_estimates_and_variances_can_be_pooled_or_say_why_not(rows):
    numbered = {str(number): row for number, row in enumerate(rows)}
    estimates = {name: y for name, (_, y, _) in numbered.items()}
    as_json(pool(estimates, {name: v for name, (_, _, v) in numbered.items()}))
    as_json(pool_experiments([c for c, _, _ in rows], [y for _, y, _ in rows], [v for _, _, v in rows]))
