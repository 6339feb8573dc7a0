"""A report made again by the command that it prints, from the files of an export, and every figure of both compared."""

import contextlib
import json
import math
import shlex
from pathlib import Path

from click.testing import CliRunner

from evaluation.cli import weaving
from evaluation.export.package_folder import place_package

FIGURES = ("outcomes", "items", "answers", "plan", "design", "one_to_ones")
NO_FIGURES = {("plan", "fixed"), ("plan", "version"), ("design", "answered_once"), ("design", "fixed_sentence")}
ENDS = {"low": math.floor, "high": math.ceil}
DECIMALS = (0, 1, 4, 12)


def made_again(told, package, folder):
    """What the command of a report gives in the folder of an export, typed there as it is printed."""
    place_package(package, folder / "export")
    words = shlex.split(told["provenance"]["command"])
    assert words[0] == "weaving"
    with contextlib.chdir(folder / "export"):
        done = CliRunner().invoke(weaving, [*words[1:], "--format", "json"], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return json.loads(Path("report/report.json").read_text("utf-8"))


def compared(told, again):
    """How many figures of a report there are that the other has too, and those that differ."""
    mine, other = (
        dict(leaf for name in FIGURES for leaf in leaves(each.get(name, {}), (name,))) for each in (told, again)
    )
    pairs = {key: (value, other.get(key)) for key, value in mine.items() if value is not SUPPRESSED}
    differ = {".".join(key): pair for key, pair in pairs.items() if not _agree(key[-1], *pair)}
    return len(pairs), differ


SUPPRESSED = object()


def leaves(part, path):
    """Every figure with its key, without sentences and marks of how finely it is told."""
    if path in NO_FIGURES:
        return
    if isinstance(part, dict) and set(part) == {"suppressed"}:
        yield path, SUPPRESSED
    elif isinstance(part, dict):
        for name, inner in part.items():
            if name not in ("sentences", "whole_points"):
                yield from leaves(inner, (*path, name))
    elif isinstance(part, list):
        for place, inner in enumerate(part):
            yield from leaves(inner, (*path, str(place)))
    else:
        yield path, part


def _agree(name, told, exact):
    """Whether a figure is the exact one, or what a report rounds it to: half up, and the ends of ranges outwards."""
    if isinstance(told, bool | str | int) or not isinstance(exact, int | float):
        return told == exact
    for scale in (10**decimals for decimals in DECIMALS):
        ways = [math.floor(round(exact * scale, 6) + 0.5)]
        ways += [ENDS[name](round(exact * scale, 6))] if name in ENDS else []
        if any(math.isclose(way / scale, told, abs_tol=1e-9) for way in ways):
            return True
    return False
