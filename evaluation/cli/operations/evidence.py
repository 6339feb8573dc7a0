"""`weaving evidence`: that nothing is lost, shown with controls that must fail."""

from pathlib import Path

import click

from evaluation.cli.operations.checkout_checks import rows, write
from evaluation.cli.progress_bar import progress_bar


@click.command("evidence")
@click.option("--quick", is_flag=True, help="The short version of each.")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="JSON file to write.")
@click.pass_context
def command(ctx: click.Context, output: Path, *, quick: bool) -> None:
    """Run every proof; exit 1 where one does not hold or its negative control passes."""
    results = {}
    with progress_bar(rows("evidence").items()) as bar:
        for name, prove in bar:
            results[name] = dict(prove(quick))
    write(output, results)
    wrong = [name for name, row in results.items() if not (row["holds"] and row["control_fails"])]
    for name in wrong:
        click.echo(f"{name} does not hold: {results[name]}", err=True)
    ctx.exit(1 if wrong else 0)
