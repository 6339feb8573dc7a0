"""A progress bar on a terminal; nothing where the messages go to a file or a log."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

T = TypeVar("T")
PIECES: tuple[int, ...] = ()
"""What a bar is over that is told how far it is, in pieces that nobody knows beforehand."""


def progress_bar(of: Iterable[T], *, label: str = "", length: int | None = None) -> "ProgressBar[T]":
    """A bar over these, used with `with`; drawn on standard error, away from what a program reads."""
    return click.progressbar(of, label=label, length=length, file=sys.stderr, hidden=not sys.stderr.isatty())
