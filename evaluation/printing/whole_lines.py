"""The words of figures, set a line at a time: as they are read, with the letters joined that are written joined.

WeasyPrint draws a line of a figure letter by letter, as SVG may place each by itself. So Arabic stood in the order of
its codes, unjoined and back to front. Where a line has one place, it is set whole.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from weasyprint import svg

PLACES = ("x", "y", "dx", "dy")
OF_LETTERS = ("rotate", "letter-spacing", "textLength")
"""What says something of each letter."""
Draw = Callable[[Any, Any, float], None]


class _Line(str):
    """A line of a figure whose one letter is the whole of it."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        return iter((str(self),))


@contextmanager
def whole_lines() -> Iterator[None]:
    """The words of figures are set whole for as long as this lasts; call it while `pdf_ua.dated`, one at a time."""
    by_letter = svg.text
    by_line = partial(_draw, by_letter)
    tags = [tag for tag, draw in svg.TAGS.items() if draw is by_letter]
    _set(tags, by_line)
    try:
        yield
    finally:
        _set(tags, by_letter)


def _set(tags: list[str], draw: Draw) -> None:
    svg.text = draw  # what draws words is found by this, too
    svg.TAGS.update(dict.fromkeys(tags, draw))


def _draw(by_letter: Draw, figure: Any, node: Any, size: float) -> None:  # noqa: ANN401 - WeasyPrint has no types
    """Draw the words of a node, as one where it places none of their letters."""
    alone = not any(node.get(name) for name in OF_LETTERS)
    if node.text and alone and not any(" " in (node.get(name) or "").strip() for name in PLACES):
        node._etree_node.text = _Line(node.text)  # noqa: SLF001 - WeasyPrint has no other way in
    by_letter(figure, node, size)
