"""Progress that is never silent: a bar on a terminal; in a log lines at the start, every few seconds, at the end."""

import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

from evaluation.cli.progress_bar import progress_bar

T = TypeVar("T")
EVERY = 5.0
"""Seconds after which a log says again how far it is."""


def progress_lines(of: Iterable[T], *, label: str, length: int) -> Iterator[T]:
    """These, one after another, while whoever looks on is told how many there have been."""
    if sys.stderr.isatty():
        with progress_bar(of, label=label, length=length) as bar:
            yield from bar
        return
    done = 0
    with still_going(lambda: f"{label}: {done} of {length}") as began:
        for each in of:
            yield each
            done += 1
        click.echo(f"{label}: {done}, done in {time.monotonic() - began:.0f} s", err=True)


@contextmanager
def still_going(said: Callable[[], str], *, every: float = EVERY) -> Iterator[float]:
    """While something is done, a line every few seconds says how it stands and since when."""
    stopped, began = threading.Event(), time.monotonic()

    def repeat() -> None:
        while not stopped.wait(every):
            click.echo(f"{said()}, {time.monotonic() - began:.0f} s so far", err=True)

    click.echo(said(), err=True)
    thread = threading.Thread(target=repeat, daemon=True)
    thread.start()
    try:
        yield began
    finally:
        stopped.set()
        thread.join()
