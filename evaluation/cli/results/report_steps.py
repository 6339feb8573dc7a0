"""The steps of making a report, announced as they begin, so that whoever waits reads at which of how many it is."""

import sys
from collections.abc import Callable, Collection

import click

Announce = Callable[[str], None]
"""Tells that the next step begins, and what it does, in words."""


def announcer(steps: int) -> Announce:
    """What tells the steps of some work one after the other: on a terminal, and nowhere else."""
    numbers = iter(range(1, steps + 1))

    def announce(what: str) -> None:
        number = next(numbers)
        if sys.stderr.isatty():
            click.echo(f"Step {number} of {steps}: {what}", err=True)

    return announce


def report_steps(formats: Collection[str]) -> tuple[Announce, Announce]:
    """What tells the steps of a report in these formats: any of them, and that a format is begun."""
    announce = announcer(len(set(formats)) + 2)
    return announce, lambda name: announce(f"Writing {name.upper()}")
