"""Lines of text that are set once for one file, however often they are measured.

A page is laid out as often as it takes to find how close it is set, a table measures each of its cells three times, and
a figure is drawn letter by letter: of four lines that WeasyPrint sets, three have the same words in the same style in
the same width as one before. How a line comes out follows from these alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from operator import itemgetter
from typing import Any

from weasyprint.layout import inline, preferred
from weasyprint.text import line_break
from weasyprint.text.line_break import Layout

PROPERTIES = (
    "direction",
    "font_feature_settings",
    "font_kerning",
    "font_language_override",
    "font_size",
    "font_stretch",
    "font_style",
    "font_variant_alternates",
    "font_variant_caps",
    "font_variant_east_asian",
    "font_variant_ligatures",
    "font_variant_numeric",
    "font_variant_position",
    "font_variation_settings",
    "font_weight",
    "hyphenate_character",
    "hyphenate_limit_chars",
    "hyphenate_limit_zone",
    "hyphens",
    "lang",
    "letter_spacing",
    "overflow_wrap",
    "tab_size",
    "text_decoration_line",
    "white_space",
    "word_break",
    "word_spacing",
)
"""What WeasyPrint asks of a style while it sets a line, beside the names of fonts."""
_values = itemgetter(*PROPERTIES)

Line = tuple[Any, ...]
"""What WeasyPrint tells of a line: its layout, and then its lengths."""
Setting = Callable[..., Line]


class _Letters(Layout):  # type: ignore[misc] # WeasyPrint has no types
    """Letters of a figure, which stay ready to be drawn again."""

    def __init__(self, layout: Layout) -> None:
        self.__dict__.update(layout.__dict__)

    def reactivate(self, style: Any) -> None:  # noqa: ANN401 - a style of WeasyPrint
        """Make them ready to be drawn, where they are not yet."""
        if not hasattr(self, "layout"):
            super().reactivate(style)


class _Words(Layout):  # type: ignore[misc] # as above
    """Words on a page, which are another's to draw."""

    def __init__(self, layout: Layout) -> None:
        self.__dict__.update(layout.__dict__)


@contextmanager
def remembered_text() -> Iterator[None]:
    """Lines are remembered for as long as this lasts; call it while `pdf_ua.dated`, one at a time."""
    set_line = line_break.split_first_line
    for_pages = partial(_line, set_line, {}, _Words)
    line_break.split_first_line = partial(_line, set_line, {}, _Letters)  # figures look for it here
    inline.split_first_line = preferred.split_first_line = for_pages
    try:
        yield
    finally:
        line_break.split_first_line = inline.split_first_line = preferred.split_first_line = set_line


def _line(  # noqa: PLR0917 - what WeasyPrint asks
    set_line: Setting,
    known: dict[object, Line],
    kind: type[Layout],
    text: str,
    style: Any,  # noqa: ANN401 - as above
    context: object,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,  # noqa: FBT001, FBT002 - as above
    minimum: bool = False,  # noqa: FBT001, FBT002 - as above
) -> Line:
    """A line as it was set before, or as it is set now."""
    asked = (text, _key(style), max_width, justification_spacing, is_line_start, minimum)
    found = known.get(asked)
    if found is None:
        layout, *lengths = set_line(text, style, context, max_width, justification_spacing, is_line_start, minimum)
        found = known[asked] = (kind(layout), *lengths)
    return found if kind is _Letters else (kind(found[0]), *found[1:])


def _key(style: Any) -> object:  # noqa: ANN401 - as above
    """What a line takes from a style, which is gathered once for each style; the style alone where it cannot be."""
    try:
        return style.of_a_line
    except AttributeError:
        values = (id(style.font_config), tuple(style["font_family"]), *_values(style))
        try:
            hash(values)
        except TypeError:
            style.of_a_line = object()
        else:
            style.of_a_line = values
        return style.of_a_line
