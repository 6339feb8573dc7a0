"""A bar is drawn where somebody looks on, and nothing where the messages are kept."""

import io
import sys

from evaluation.cli.progress_bar import progress_bar
from evaluation.cli.results.report_steps import report_steps


class Terminal(io.StringIO):
    def isatty(self):
        return True


def _drawn(monkeypatch, stream):
    monkeypatch.setattr(sys, "stderr", stream)
    with progress_bar(range(3), label="Reports") as bar:
        done = list(bar)
    return done, stream.getvalue()


def test_a_terminal_is_shown_how_far_it_is(monkeypatch):
    done, drawn = _drawn(monkeypatch, Terminal())
    assert done == [0, 1, 2]
    assert "Reports" in drawn
    assert "100%" in drawn


def test_a_log_is_left_alone(monkeypatch):
    assert _drawn(monkeypatch, io.StringIO()) == ([0, 1, 2], "")


def _steps_of_a_report(monkeypatch, stream):
    monkeypatch.setattr(sys, "stderr", stream)
    announce, begun = report_steps(("json", "pdf"))
    announce("Reading the answers")
    announce("Computing every figure")
    begun("json")
    begun("pdf")
    return stream.getvalue().splitlines()


def test_a_report_says_its_step_and_of_how_many_from_the_first(monkeypatch):
    assert _steps_of_a_report(monkeypatch, Terminal()) == [
        "Step 1 of 4: Reading the answers",
        "Step 2 of 4: Computing every figure",
        "Step 3 of 4: Writing JSON",
        "Step 4 of 4: Writing PDF",
    ]
    assert _steps_of_a_report(monkeypatch, io.StringIO()) == []
