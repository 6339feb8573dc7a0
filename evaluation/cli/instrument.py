"""`weaving instrument`: questionnaires as data."""

from pathlib import Path

import click

import instruments
from evaluation.cli.surroundings import as_json, show, show_one
from evaluation.errors import Refused


@click.group("instrument")
def command() -> None:
    """Instruments: versioned questionnaires."""


@command.command("list")
@as_json
def list_instruments(*, as_json: bool) -> None:
    """List every published version."""
    rows = [
        {
            "instrument": published.id,
            "version": published.number,
            "title": instruments.load(published.id, published.number).title,
            "sha256": published.digest,
        }
        for published in instruments.published()
    ]
    show(rows, in_json=as_json, empty="No instrument is published.")


@command.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@as_json
def check(file: Path, *, as_json: bool) -> None:
    """Check the instrument in FILE; every problem is named by its key."""
    version = parsed(file)
    row = {
        "instrument": version.id,
        "version": version.number,
        "items": len(version.items),
        "waves": [str(page.kind) for page in version.waves],
        "sha256": instruments.digest(version),
    }
    show_one(row, in_json=as_json)


def parsed(file: Path) -> instruments.Version:
    """The version that a file holds; every problem in it is refused at once."""
    try:
        text = file.read_bytes().decode("utf-8")
    except OSError as fault:
        raise Refused(f"{file} cannot be read: {fault.strerror}.") from None
    except UnicodeDecodeError as fault:
        raise Refused(f"{file} is not UTF-8: byte {fault.start + 1} cannot be read. Save it as UTF-8.") from None
    try:
        return instruments.parse(text, name=file.name)
    except instruments.InvalidInstrument as invalid:
        raise Refused(*(f"{file.name}: {problem.key}: {problem.sentence}" for problem in invalid.problems)) from None
