"""What a verb does not do with memory, because it would take longer than it is worth."""

import subprocess
import sys

ENDING = """
import atexit, gc, sys
looked = []
class Page:
    encoding = "utf-8"
    def write(self, words):
        looked.append(gc.isenabled())
        return len(words)
    def flush(self):
        pass
printed, sys.stdout = sys.stdout, Page()
atexit.register(lambda: print(gc.get_freeze_count() > 0, any(looked), gc.isenabled(), file=printed, flush=True))
from evaluation.cli import main
sys.argv = ["weaving", {verb!r}, "--help"]
main()
"""


def ended(verb):
    """What the process of a verb says: whether its memory is left to the system, Python looked meanwhile, and after."""
    done = subprocess.run([sys.executable, "-c", ENDING.format(verb=verb)], capture_output=True, text=True, check=True)
    return done.stdout.split()[-3:]


def test_all_memory_is_left_to_the_system_at_the_end_of_a_verb():
    assert ended("power") == ["True", "True", "True"]


def test_a_verb_that_writes_one_report_looks_for_no_objects_that_hold_each_other_until_it_ends():
    assert ended("report") == ["True", "False", "True"]
