"""That letters of a report have no font on this machine, said where the report is made."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from evaluation.printing.letters_without_font import letters_without_font

NO_FONT = "This machine has no font for these letters, so the PDF shows a box in the place of each: {letters}. "
NO_FONT += "Install one (for Chinese, Japanese and Korean: fonts-noto-cjk) and make the report again."
SEVERAL = 12
"""So many of them are named."""


@contextmanager
def font_warning() -> Iterator[None]:
    """Say at the end of this which letters of what was printed have no font; nothing where all have one."""
    with letters_without_font() as unknown:
        yield
    if unknown:
        some = [*list(unknown)[:SEVERAL], *(["…"] if len(unknown) > SEVERAL else [])]
        click.echo(NO_FONT.format(letters=" ".join(some)), err=True)
