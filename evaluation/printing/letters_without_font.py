"""Letters for which this machine has no font, so that a PDF shows a box in their place."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

LOG = logging.getLogger("weasyprint")


class _Kept(logging.Handler):
    """The letters that WeasyPrint warns of, each once, as they come."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.letters: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the letter of a warning that names one."""
        if "notdef" in str(record.msg) and isinstance(record.args, tuple) and record.args:
            self.letters[str(record.args[0])] = None


@contextmanager
def letters_without_font() -> Iterator[dict[str, None]]:
    """The letters that had no font in what is printed for as long as this lasts, in the order they are met."""
    handler, level, passed_on = _Kept(), LOG.level, LOG.propagate
    LOG.addHandler(handler)
    LOG.setLevel(logging.WARNING)
    LOG.propagate = False
    try:
        yield handler.letters
    finally:
        LOG.removeHandler(handler)
        LOG.setLevel(level)
        LOG.propagate = passed_on
