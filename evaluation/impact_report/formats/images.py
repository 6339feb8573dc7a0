"""Each figure of a report as a file of its own, SVG and PNG, and the page as a tree that other formats walk."""

import copy
import tempfile
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

from weasyprint import HTML

from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.extras import needed
from evaluation.printing.url_fetcher import FONTS, PackagedOnly, unpacked

SVG = "http://www.w3.org/2000/svg"
WIDTH_IN_PIXELS = 2022
Element = ET.Element


def tree(report: ImpactReport) -> Element:
    """The report's page as a tree of elements."""
    source = HTML(string=html.page(report, style=""), url_fetcher=PackagedOnly(), base_url="about:blank")
    root: Element = source.etree_element
    return root


def svg_files(report: ImpactReport) -> dict[str, bytes]:
    """Every figure as SVG, in the order of the report."""
    return {
        f"figure-{number:02d}.svg": markup(drawn) for number, drawn in enumerate(page_figures(tree(report)), start=1)
    }


def png_files(report: ImpactReport) -> dict[str, bytes]:
    """Every figure as PNG on white, in the order of the report."""
    return {f"figure-{number:02d}.png": png(drawn) for number, drawn in enumerate(page_figures(tree(report)), start=1)}


def page_figures(root: Element) -> list[Element]:
    """The figures of a page; logos, ticks and bars within a line of text are none."""
    return [drawn for drawn in root.iter(f"{{{SVG}}}svg") if drawn.get("class") == "figure"]


def markup(drawn: Element) -> bytes:
    """A figure as an SVG document: the same bytes whatever prefix another library has registered for SVG."""
    alone = copy.deepcopy(drawn)
    alone.tail = None
    for each in alone.iter():
        each.tag = each.tag.removeprefix(f"{{{SVG}}}")
    width, height = alone.attrib["viewBox"].split()[2:]
    alone.attrib |= {"width": width, "height": height, "xmlns": SVG}
    written: bytes = ET.tostring(alone, encoding="utf-8", xml_declaration=True)
    return written


def figure_title(drawn: Element) -> str:
    """A figure in words."""
    found = drawn.find(f"{{{SVG}}}title")
    return (found.text or "").strip() if found is not None else ""


def png(drawn: Element) -> bytes:
    """A figure as PNG on white, drawn with the packaged fonts, which the renderer reads from files alone."""
    resvg = needed("resvg_py", for_format="png and docx")
    with tempfile.TemporaryDirectory(prefix="weaving-fonts-") as folder:
        files = [Path(folder) / name for name, _ in _truetype()]
        for path, (_, font) in zip(files, _truetype(), strict=True):
            path.write_bytes(font)
        made: bytes = resvg.svg_to_bytes(
            svg_string=markup(drawn).decode(),
            width=WIDTH_IN_PIXELS,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=[str(path) for path in files],
            sans_serif_family="Inter",
        )
    return bytes(made)


@cache
def _truetype() -> tuple[tuple[str, bytes], ...]:
    """The letters of English and Welsh as TrueType, by file name, unpacked once a process."""
    return tuple((f"{path.stem}.ttf", unpacked(path)) for path in sorted(FONTS.glob("inter-latin*.woff2")))
