"""What a verb does not do with memory, because it would take longer than it is worth."""

import subprocess
import sys

ENDING = """
import atexit, gc, sys
atexit.register(lambda: print(gc.get_freeze_count() > 0, gc.isenabled()))
from evaluation.cli import main
sys.argv = ["weaving", {verb!r}, "--help"]
main()
"""


def ended(verb):
    """What the process of a verb says at its end: whether its memory is left to the system, whether Python looks."""
    done = subprocess.run([sys.executable, "-c", ENDING.format(verb=verb)], capture_output=True, text=True, check=True)
    return done.stdout.split()[-2:]


def test_all_memory_is_left_to_the_system_at_the_end_of_a_verb():
    assert ended("power") == ["True", "True"]


def test_a_verb_that_writes_one_report_looks_for_no_objects_that_hold_each_other():
    assert ended("report") == ["True", "False"]
