"""`weaving power`: what a number of pairs can show, for the card before a workshop, and which claim that is."""

import json
from math import inf

import click
import numpy as np

from analysis.estimate import estimate
from analysis.estimate.estimate import NotEstimable
from analysis.sensitivity.power import (
    FEWEST_CHAPTERS,
    FEWEST_PAIRS,
    SIMULATED,
    Detectable,
    chapter_sizes,
    detectable,
    detectable_across,
)
from analysis.thresholds import TOO_FEW_TO_SAY_BELOW
from evaluation.cli.progress_bar import progress_bar
from evaluation.domain.errors import Refused

SEED = 20261125
WITHIN = "Within one experiment, {pairs} pairs show a true change of {smallest:.2f} or more four times in five. "
WITHIN += "An average across chapters needs more: name --chapters and --spread."
ACROSS = (
    "Across {chapters} chapters that differ by {spread:g}, {pairs} pairs in all{evenings} show a true average change "
)
ACROSS += "of {smallest:.2f} or more four times in five (simulated)."
NOT_SHOWN = f"{{pairs}} pairs: so few are not shown by themselves. Figures of fewer than {FEWEST_PAIRS} are held back."
DESCRIBES = f"{{pairs}} pairs: so few describe. Fewer than {TOO_FEW_TO_SAY_BELOW} are too few to say what changed."
NEEDED = f" It takes {TOO_FEW_TO_SAY_BELOW} pairs before any change is claimed."
SMALL_CHAPTERS = f" A chapter of fewer than {TOO_FEW_TO_SAY_BELOW} is too few to say what changed in it."


@click.command("power")
@click.option("--pairs", type=int, required=True, help="People expected to answer both times, in all.")
@click.option("--sd", type=float, default=1.0, show_default=True, help="Spread of a score, in scale points.")
@click.option("--r", type=float, default=0.6, show_default=True, help="Correlation of before and after.")
@click.option("--chapters", type=int, help="Chapters of the average; plans the claim across them.")
@click.option("--spread", type=float, help="How far chapters' true changes differ (their SD), in scale points.")
@click.option("--evenings", type=int, help="Evenings planned in all; where fewer than chapters, in each.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON that a program may read.")
def command(
    *,
    pairs: int,
    sd: float,
    r: float,
    chapters: int | None,
    spread: float | None,
    evenings: int | None,
    as_json: bool,
) -> None:
    """Print the smallest true change that so many pairs find with 80 % power.

    That is the claim within one experiment. With --chapters and --spread it is the claim across chapters, the headline
    of a report across them, which needs more people: it is worked out by simulating that very headline. Of fewer pairs
    than a report claims a change of, it says that alone.
    """
    _refuse(pairs=pairs, sd=sd, r=r, chapters=chapters, spread=spread, evenings=evenings)
    if chapters is None and pairs < TOO_FEW_TO_SAY_BELOW:
        _claims_nothing(pairs, as_json=as_json)
        return
    found: Detectable | NotEstimable = detectable(pairs, sd=sd, r=r)
    if chapters is not None and spread is not None:
        sizes = chapter_sizes(pairs, chapters, evenings=evenings)
        rng = np.random.default_rng(SEED)
        with progress_bar(range(SIMULATED), label="Simulating studies") as bar:
            found = detectable_across(sizes, sd=sd, r=r, spread=spread, rng=rng, studies=bar)
    if isinstance(found, NotEstimable):
        raise Refused(found.reason)
    if as_json:
        figures = estimate.as_json(found)
        assert isinstance(figures, dict)
        click.echo(json.dumps({"claim": "within" if chapters is None else "across", **figures}, sort_keys=True))
        return
    shared = f" on {evenings} evenings" if evenings else ""
    small = chapters is not None and min(chapter_sizes(pairs, chapters, evenings=evenings)) < TOO_FEW_TO_SAY_BELOW
    said = WITHIN if chapters is None else ACROSS + SMALL_CHAPTERS * small
    values = {"pairs": pairs, "smallest": found.smallest_change, "chapters": chapters, "spread": spread}
    click.echo(said.format(**values, evenings=shared))


def _claims_nothing(pairs: int, *, as_json: bool) -> None:
    """That a report of so few claims no change, however large it is."""
    said = ((NOT_SHOWN if pairs < FEWEST_PAIRS else DESCRIBES) + NEEDED).format(pairs=pairs)
    nothing = {"claim": "within", "smallest_change": None, "smallest_d": None, "sentence": said}
    click.echo(json.dumps(nothing, sort_keys=True) if as_json else said)


def _refuse(
    *, pairs: int, sd: float, r: float, chapters: int | None, spread: float | None, evenings: int | None
) -> None:
    """Every fault of what was asked."""
    alone = chapters is None and not (spread is None and evenings is None)
    least = FEWEST_PAIRS * (chapters or 0)
    faults = {
        "--pairs must be at least 2: one pair shows no change.": pairs < 2,
        "--sd must be above 0.": not 0 < sd < inf,
        "--r must be above -1 and below 1.": not -1 < r < 1,
        "--spread and --evenings plan the claim across chapters: name --chapters as well.": alone,
        "--chapters needs --spread: how far chapters' true changes differ, 0 where not at all.": (
            chapters is not None and spread is None
        ),
        f"--chapters must be at least {FEWEST_CHAPTERS}: fewer are not averaged.": (
            chapters is not None and chapters < FEWEST_CHAPTERS
        ),
        "--spread must be 0 or more.": spread is not None and not 0 <= spread < inf,
        "--evenings must be at least 1.": evenings is not None and evenings < 1,
        f"--pairs must be at least {least}: a chapter of fewer than {FEWEST_PAIRS} pairs is not shown.": (
            2 <= pairs < least and least >= FEWEST_PAIRS * FEWEST_CHAPTERS
        ),
    }
    if any(faults.values()):
        raise Refused(*(said for said, holds in faults.items() if holds))
