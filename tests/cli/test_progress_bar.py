"""A bar is drawn where somebody looks on, and nothing where the messages are kept."""

import io
import sys

from evaluation.cli.progress_bar import progress_bar


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
