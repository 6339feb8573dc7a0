"""Tests that the libraries of the layout engine are found without running other programs."""

import subprocess
import sys

import pytest

COUNTED = """
import sys
started = []
sys.addaudithook(lambda event, details: started.append(details) if event == "subprocess.Popen" else None)
from evaluation.printing import pdf_ua
print(len(started))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems look for libraries otherwise")
def test_no_program_is_run_to_find_the_libraries_of_the_layout_engine() -> None:
    found = subprocess.run([sys.executable, "-c", COUNTED], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "0"
