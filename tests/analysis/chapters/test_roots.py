"""Roots are found as SciPy finds them, to the last bit."""

import math
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.optimize import brentq

from analysis.estimate.roots import FINEST, brent

SIZES = st.floats(1e-8, 1e8)
SHAPES = {
    "line": lambda size: lambda at: size - at,
    "steep": lambda size: lambda at: math.exp(-at / size) - 0.3,
    "flat": lambda size: lambda at: (size - at) ** 9,
    "hidden": lambda size: lambda at: math.atan((size - at) * 1e6 / size),
    "step": lambda size: lambda at: 1.0 if at < size else -1.0,
    "tiny": lambda size: lambda at: (size - at) * 1e-300,
}


@pytest.mark.parametrize("shape", SHAPES)
@given(size=SIZES, low=st.floats(0, 0.99), high=st.floats(1.5, 1e4))
@example(size=1.0, low=0.0, high=2.0)
def test_a_root_is_the_same_as_that_of_scipy_to_the_last_bit(shape, size, low, high):
    function = SHAPES[shape](size)
    ends = {"low": low * size, "high": high * size}
    expected = brentq(function, ends["low"], ends["high"], xtol=1e-300, rtol=FINEST, maxiter=500)
    assert brent(function, **ends, xtol=1e-300, rtol=FINEST) == expected


@pytest.mark.parametrize("root", [0.0, 1.0])
def test_a_root_at_an_end_is_that_end(root):
    assert brent(lambda at: at - root, low=0.0, high=1.0, xtol=1e-300, rtol=FINEST) == root


@pytest.mark.parametrize("height", [1.0, math.nan])
def test_a_function_without_a_change_of_sign_is_refused(height):
    with pytest.raises(ValueError, match="A function"):
        brent(lambda _at: height, low=0.0, high=1.0, xtol=1e-300, rtol=FINEST)


def test_a_report_is_made_without_the_part_of_scipy_that_finds_optima():
    asked = "import evaluation.cli.results.report, sys; print('scipy.optimize' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
