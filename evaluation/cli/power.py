"""`weaving power`: what a number of pairs can show, for the card before a workshop."""

import json

import click

from analysis.estimate import NotEstimable
from analysis.estimate import as_json as plain
from analysis.power import detectable
from evaluation.errors import Refused


@click.command("power")
@click.option("--pairs", type=int, required=True, help="People expected to answer both times.")
@click.option("--sd", type=float, default=1.0, show_default=True, help="Spread of a score, in scale points.")
@click.option("--r", type=float, default=0.6, show_default=True, help="Correlation of before and after.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON that a program may read.")
def command(*, pairs: int, sd: float, r: float, as_json: bool) -> None:
    """Print the smallest true change that so many pairs find with 80 % power."""
    faults = [
        *(["--pairs must be at least 2: one pair shows no change."] if pairs < 2 else []),
        *(["--sd must be above 0."] if not 0 < sd < float("inf") else []),
        *(["--r must be above -1 and below 1."] if not -1 < r < 1 else []),
    ]
    if faults:
        raise Refused(*faults)
    found = detectable(pairs, sd=sd, r=r)
    if isinstance(found, NotEstimable):
        raise Refused(found.reason)
    if as_json:
        click.echo(json.dumps(plain(found), sort_keys=True))
    else:
        click.echo(f"{pairs} pairs show a true change of {found.smallest_change:.2f} or more four times in five.")
