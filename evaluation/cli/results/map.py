"""`weaving map`: what some files of answers hold, as a file that a person can read and change."""

import json
from pathlib import Path

import click

from evaluation.cli.results.analyse import scoring_source
from evaluation.cli.results.understood_answers import (
    MAP_NAME,
    Understood,
    asked,
    echo_lines,
    grids_of,
    lines_of,
    lines_of_unsettled,
    understood,
    write_map,
)
from evaluation.domain.errors import Refused
from evaluation.importing.applying import apply_map
from evaluation.importing.map_toml import scales_toml
from evaluation.importing.template import template_csv, template_xlsx
from evaluation.importing.understanding import understand
from evaluation.importing.understood_lines import column_lines

TEMPLATES = {"answers.csv": template_csv, "answers.xlsx": template_xlsx}


@click.command("map")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1)
@click.option("--output", type=click.Path(path_type=Path), help="MAP.toml: the file to write.")
@click.option("--scales", type=click.Path(path_type=Path), help="SCALES.toml: how items form scales, and the plan.")
@click.option("--instrument", metavar="ID/VERSION", help="Take the scales from a published version, or its file.")
@click.option("--template", type=click.Path(path_type=Path), help="Write a CSV and an XLSX to fill in to this folder.")
@click.option("--map", "map_file", type=click.Path(path_type=Path), help="Read FILES by this map, for --plain.")
@click.option("--plain", type=click.Path(path_type=Path), help="Write the answers in the plain form, and their scales.")
@click.option("--json", "as_json", is_flag=True, help="Print what was understood as JSON.")
def command(
    files: tuple[Path, ...],
    *,
    output: Path | None,
    scales: Path | None,
    instrument: str | None,
    template: Path | None,
    map_file: Path | None,
    plain: Path | None,
    as_json: bool,
) -> None:
    """Look at FILES of answers, guess what they hold, and write it to a map.

    FILES are what an online form or a spreadsheet gives: one file, or one for Before and one for After. The map says
    how each column, word and row is read. A question that the files do not answer stands in it with two readings:
    write a or b. `weaving analyse FILES --map MAP.toml` makes the report. docs/answers_from_elsewhere.md shows it.
    `--plain OUT.csv` writes the answers in the plain form, people by number, and beside it OUT.scales.toml.
    """
    if template is not None:
        return _write_templates(template)
    if plain is not None:
        named = scoring_source(scales, instrument, None) if scales or instrument else None
        found = understood(files, map_file=map_file, source=named)
        echo_lines(lines_of_unsettled(found.answers_map, map_file or Path(MAP_NAME)))
        return _write_plain(found, plain)
    if not files or output is None:
        raise Refused("Name the files of answers, and the map to write: weaving map FILES --output MAP.toml.")
    source = scoring_source(scales, instrument, None) if scales or instrument else None
    grids = grids_of(files)
    answers_map = understand(grids, source=source)
    applied = apply_map(answers_map, grids)
    found = Understood(answers_map=answers_map, grids=grids, applied=applied, source=source)
    write_map(answers_map, output)
    if as_json:
        return click.echo(json.dumps(_as_json(found, output), ensure_ascii=False, indent=2))
    for line in (*lines_of(found), *(f"To settle: {asked(question)}" for question in answers_map.open_questions)):
        click.echo(line)
    return click.echo(output)


def _write_plain(found: Understood, path: Path) -> None:
    """The answers and the scales, as `weaving analyse` and the scripts of methods read them; never over a file."""
    content = found.applied.frame.to_csv(index=False, lineterminator="\r\n")
    files = {path: content, path.with_suffix(".scales.toml"): scales_toml(found.answers_map)}
    for each, text in files.items():
        if each.exists():
            raise Refused(f"{each} is there already.")
        try:
            each.write_text(text, encoding="utf-8", newline="")
        except OSError as fault:
            raise Refused(f"{each} cannot be written: {fault.strerror}.") from None
        click.echo(each)


def _write_templates(folder: Path) -> None:
    for name, content in TEMPLATES.items():
        path = folder / name
        if path.exists():
            raise Refused(f"{path} is there already.")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content())
        except OSError as fault:
            raise Refused(f"{path} cannot be written: {fault.strerror}.") from None
        click.echo(path)


def _as_json(found: Understood, output: Path) -> dict[str, object]:
    applied = found.applied
    return {
        "map": str(output),
        "counts": vars(applied.counts),
        "columns": [
            {"name": line.name, "reads_as": str(line.reads_as), "wave": line.wave, "words": str(line.words)}
            for line in column_lines(found.answers_map, found.grids)
        ],
        "scales": [
            {
                "id": scale.id,
                "label": scale.label,
                "items": list(scale.items),
                "minimum": scale.minimum,
                "maximum": scale.maximum,
            }
            for scale in applied.scales
        ],
        "left_out": [
            {"file": row.file, "sheet": row.sheet, "row": row.row, "kind": row.kind, "reason": str(row.reason)}
            for row in applied.left_out
        ],
        "questions": [
            {
                "id": question.id,
                "asks": str(question.asks),
                "readings": {each.id: f"{each.says}: {each.follows}" for each in question.readings},
            }
            for question in found.answers_map.open_questions
        ],
    }
