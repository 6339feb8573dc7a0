"""How full the pages of a layout are, so that none is left more than half empty."""

from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import MarginBox, ReplacedBox, TextBox


def filled(page: Page) -> float:
    """The share of a page's height, between its margins, down to the lowest word or figure on it."""
    sheet = page._page_box  # noqa: SLF001 - WeasyPrint has no other way to what stands where
    top = sheet.content_box_y()
    flow = (child for child in sheet.children if not isinstance(child, MarginBox))
    drawn = (box for child in flow for box in child.descendants() if isinstance(box, TextBox | ReplacedBox))
    lowest = max((box.position_y + box.height for box in drawn), default=top)
    return float((lowest - top) / sheet.height)
