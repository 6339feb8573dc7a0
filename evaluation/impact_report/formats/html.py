"""The report as one HTML page that stands alone: the accessible original, from which the PDF is made."""

import base64
import hashlib
import re
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evaluation.impact_report.build.families import is_asked_elsewhere
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.figures.forest import MOST_LINES
from evaluation.impact_report.figures.text_width import whole_lines, width
from evaluation.impact_report.formats.narrow_tables import with_headings
from evaluation.impact_report.language.language import ABOUT, Language
from evaluation.impact_report.layout.first_page import chapter_named, first_page
from evaluation.impact_report.layout.first_page_across import first_page_across
from evaluation.impact_report.sections import sections
from evaluation.impact_report.text.footer import stamp
from evaluation.printing import fonts
from evaluation.printing.derived_files import compiled_templates

TEMPLATES = Path(__file__).parents[3] / "templates"
STYLE = Path(__file__).parents[2] / "static" / "reports" / "report.css"
ADDED = STYLE.with_name("report_2.css")
"""What the second renderer added to the style sheet."""
FOR_MODULES = STYLE.with_name("report_modules.css")
"""What it added for reports of studies that ask modules; others are the same bytes without it."""


def page(
    report: ImpactReport, *, density: str = "", style: str | None = None, whole: bool = True, for_print: bool = False
) -> str:
    """The report as HTML, whole or page 1 alone.

    `density` holds classes that say how close pages are set in print (`formats.pdf`); `style` replaces the style
    sheet within the page, which holds the fonts of its Latin letters; `for_print` leaves out what only a narrow screen
    shows.
    """
    body = body_of(report, whole=whole, for_print=for_print)
    written = fonts.latin_font_rules(fonts.subsets_of(body)) + style_of(report) if style is None else style
    return framed(report, body, density=density, style=written)


def body_of(report: ImpactReport, *, whole: bool = True, for_print: bool = False) -> str:
    """What stands on the page, whole or page 1 alone, however close it is set."""
    language = report.language
    body = (
        report_templates(language)
        .get_template("impact_report/body.html")
        .render(
            report=report,
            front=first_page_across(report, language) if report.across else first_page(report, language),
            sections=sections(report, language) if whole else {},
            stamp=stamp(report, language),
            for_print=for_print,
        )
    )
    return with_headings(body) if report.renderer >= 2 else body


def framed(report: ImpactReport, body: str, *, density: str = "", style: str) -> str:
    """A body as a whole page, with its title and its style sheet."""
    language = report.language
    return (
        report_templates(language)
        .get_template("impact_report/report.html")
        .render(
            body=Markup(body),  # noqa: S704 - what a template has escaped
            density=density,
            title=document_title(report, language),
            code=report.code,
            created=report.context.frozen_at.isoformat() if report.context.frozen_at else "",
            style=Markup(style),  # noqa: S704 - the packaged style sheet, not anybody's input
            style_hash=style_hash(style),
        )
    )


def style_of(report: ImpactReport) -> str:
    """The packaged style sheet, as the report's renderer has it."""
    of_modules = (FOR_MODULES,) if report.context.modules else ()
    sheets = (STYLE,) if report.renderer < 2 else (STYLE, ADDED, *of_modules)
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


def document_title(report: ImpactReport, language: Language) -> str:
    """What the report is called in a window and in a PDF's properties."""
    context = report.context
    named = (
        context.study
        if report.across
        else " · ".join(part for part in (context.title or context.kind, chapter_named(report)) if part)
    )
    example = f" ({language.catalogue.gettext('example data')})" if context.example else ""
    return (
        f"{language.catalogue.gettext('Impact report')}: {named}{example}"
        if named
        else language.catalogue.gettext("Impact report") + example
    )


def style_hash(style: str) -> str:
    """The source expression that allows this one style block and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


LONGEST_TOGETHER = 16


def last_together(heading: str) -> str:
    """A heading whose last word does not stand in a line of its own, where the last two fit a narrow one."""
    before, _, last = heading.rpartition(" ")
    last_but_one = before.rpartition(" ")[2]
    return (
        f"{before}\N{NO-BREAK SPACE}{last}"
        if last_but_one and len(last_but_one) + len(last) < LONGEST_TOGETHER
        else heading
    )


HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)


def heading_of(section: str) -> Markup:
    """What a section is called in the list of contents: its own heading."""
    found = HEADING.search(section)
    return Markup(found[1]) if found else Markup("")  # noqa: S704 - what a template has escaped


OF_MODULES = 'class="module-answers"'
GAP = re.compile(r"<td[^>]*>\s*–\s*</td>")
EXPLAINED = "“–”"


def has_gap(section: str) -> bool:
    """Whether a table of a section has a cell of a dash that nothing in the section explains."""
    return EXPLAINED not in section and GAP.search(section) is not None


def has_whole_points(section: str, language: Language) -> bool:
    """Whether a table of a section has a figure to the nearest whole point, which is marked, beside finer ones.

    Counts of people to the nearest five say "about" too; their section says so itself.
    """
    if OF_MODULES in section:
        return False
    marked = re.escape(language.catalogue.gettext(ABOUT).partition("{figure}")[0])
    return re.search(rf"<t[dh]\b[^>]*>(?:[^<]|<(?!/t[dh]>))*?\b{marked}[+\N{{MINUS SIGN}}]?\d", section) is not None


@cache
def report_templates(language: Language) -> Environment:
    """Templates that write in one language; an unknown name is an error, and everything is escaped."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=compiled_templates("reports"),
    )
    made.install_gettext_translations(language.catalogue, newstyle=True)  # type: ignore[attr-defined]
    made.globals |= {
        "language": language,
        "say": language.say,
        "say_all": language.say_all,
        "show_all": language.show_all,
        "width_of": width,
        "in_lines": partial(whole_lines, most=MOST_LINES),
        "last_together": last_together,
        "heading_of": heading_of,
        "has_gap": has_gap,
        "is_asked_elsewhere": is_asked_elsewhere,
        "has_whole_points": lambda section: has_whole_points(section, language),
        "has_coarser": lambda people: any(language.of(each).coarser for each in people),
    }
    return made
