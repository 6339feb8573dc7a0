"""`weaving benchmark`: speed and weight as ratios taken in one run."""

from pathlib import Path

import click

from evaluation.cli.operations.checkout_checks import rows, write
from evaluation.cli.progress_bar import progress_bar
from evaluation.domain.errors import Refused


@click.command("benchmark")
@click.option("--quick", is_flag=True, help="Smaller runs.")
@click.option("--row", "wanted", multiple=True, help="Measure these goals alone.")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="JSON file to write.")
def command(output: Path, *, quick: bool, wanted: tuple[str, ...]) -> None:
    """Measure every goal and write what was found, the goal, and whether it is met."""
    results, goals = {}, rows("benchmarks")
    if unknown := [name for name in wanted if name not in goals]:
        raise Refused(f"There is no goal called {', '.join(unknown)}. There are: {', '.join(goals)}.")
    with progress_bar([(name, goals[name]) for name in wanted or goals]) as bar:
        for name, measure in bar:
            results[name] = dict(measure(quick))
    write(output, results)
    for name, row in results.items():
        click.echo(f"{'met   ' if row['met'] else 'unmet '} {name}: {row['value']} (goal {row['goal']})")
