"""`weaving pool`: published estimates over chapters, without raw answers."""

import json
from pathlib import Path

import click

from analysis.estimate import estimate
from evaluation.impact_report.build.published_effects import pooled, read_effects


@click.command("pool")
@click.argument("effects", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON that a program may read.")
def command(effects: Path, *, as_json: bool) -> None:
    """Pool EFFECTS.csv: columns chapter, estimate, variance and, where known, experiment."""
    found = estimate.as_json(pooled(read_effects(effects)))
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True))
    elif isinstance(found, dict):
        for key in sorted(found):
            click.echo(f"{key}: {json.dumps(found[key], ensure_ascii=False)}")
