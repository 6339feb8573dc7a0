"""What a PDF tells a reader of letters that are drawn otherwise than they are written.

WeasyPrint tells one text for each glyph, in the order drawn. The scripts of India share glyphs and move them within a
syllable, so each of their lines tells its words whole [ISO 32000-1, 14.9.4]. Arabic lam and alef are one glyph, whose
two letters readers turn round; Unicode has one code for both, which cannot be.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pydyf  # type: ignore[import-untyped] # the writer inside WeasyPrint, which ships no types
from weasyprint.draw import text as drawing

INDIC = re.compile("[\u0900-\u0dff]")
LAM_ALEF = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFEF5, 0xFEFD, 2)}
"""Lam with each of the four alefs, and the one code for both."""
LAM = "\N{ARABIC LETTER LAM}"

Draw = Callable[..., list[Any]]


@contextmanager
def text_as_written() -> Iterator[None]:
    """Documents tell their letters as written for as long as this lasts; call it while `pdf.dated`, one at a time."""
    drawn = drawing.draw_first_line
    drawing.draw_first_line = partial(_draw_with_text, drawn)
    try:
        yield
    finally:
        drawing.draw_first_line = drawn


def _draw_with_text(drawn: Draw, stream: Any, textbox: Any, *rest: object) -> list[Any]:  # noqa: ANN401 - untyped writers
    """Draw a line as ever, and say what its glyphs do not."""
    if INDIC.search(textbox.text):
        stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(textbox.text)}))
        pictures = drawn(stream, textbox, *rest)
        stream.end_marked_content()
        return pictures
    pictures = drawn(stream, textbox, *rest)
    if LAM not in textbox.text:
        return pictures
    for font in stream._fonts.values():  # noqa: SLF001 - the writer has no other way in
        font.to_unicode |= {glyph: LAM_ALEF[said] for glyph, said in font.to_unicode.items() if said in LAM_ALEF}
    return pictures
