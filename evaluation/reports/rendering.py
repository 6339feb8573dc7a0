"""One report as files. The same report always gives the same bytes: nothing comes from the clock or from chance."""

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from evaluation.errors import Refused
from evaluation.reports import answers, document, drawings, html, pdf, tables, word, workbook
from evaluation.reports.impact import ImpactReport

Files = dict[str, bytes]


def _json(report: ImpactReport) -> Files:
    return {"report.json": document.text(report).encode()}


def _html(report: ImpactReport) -> Files:
    return {"report.html": html.page(report).encode()}


def _pdf(report: ImpactReport) -> Files:
    return {"report.pdf": pdf.pages(report)}


def _csv(report: ImpactReport) -> Files:
    return {"figures.csv": tables.figures_csv(report).encode(), "codebook.csv": tables.codebook_csv(report).encode()}


def _xlsx(report: ImpactReport) -> Files:
    return {"report.xlsx": workbook.xlsx(report)}


def _docx(report: ImpactReport) -> Files:
    return {"report.docx": word.docx(report)}


def _sav(report: ImpactReport) -> Files:
    return {"answers.sav": answers.sav(report)}


def _parquet(report: ImpactReport) -> Files:
    return {"answers.parquet": answers.parquet(report)}


WRITERS: Mapping[str, Callable[[ImpactReport], Files]] = {
    "json": _json,
    "html": _html,
    "pdf": _pdf,
    "csv": _csv,
    "xlsx": _xlsx,
    "docx": _docx,
    "svg": drawings.svg_files,
    "png": drawings.png_files,
    "sav": _sav,
    "parquet": _parquet,
}
USUAL = ("json", "html", "pdf")


def write(report: ImpactReport, folder: Path, *, formats: Collection[str] = USUAL) -> tuple[Path, ...]:
    """Write the report into `folder` in each format, and return the files in the order of `WRITERS`.

    All or nothing: the files appear together once the last is made. An unknown format is refused before any work.
    """
    unknown = [name for name in formats if name not in WRITERS]
    if unknown:
        raise Refused(*(f"{name!r} is not a format; the formats are {', '.join(WRITERS)}." for name in unknown))
    made = {
        name: content for key, writer in WRITERS.items() if key in formats for name, content in writer(report).items()
    }
    with _beside(folder) as fresh:
        for name, content in made.items():
            (fresh / name).write_bytes(content)
        folder.mkdir(parents=True, exist_ok=True)
        for name in made:
            (fresh / name).replace(folder / name)
    return tuple(folder / name for name in made)


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A folder of its own on the same disk, gone afterwards."""
    parent = next(each for each in (folder, *folder.resolve().parents) if each.is_dir())
    fresh = Path(tempfile.mkdtemp(prefix=".report-", dir=parent))
    try:
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
