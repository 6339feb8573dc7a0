"""One report as files. The same report always gives the same bytes: nothing comes from the clock or from chance."""

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from evaluation.domain.errors import Refused
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.formats import answers, csv, docx, html, images, json, pdf, scripts, xlsx
from evaluation.impact_report.text.translate import report_in_language

Files = dict[str, bytes]
Begun = Callable[[str], None]
"""Told which format is begun."""


def _json(report: ImpactReport) -> Files:
    return {"report.json": json.text(report).encode()}


def _html(report: ImpactReport) -> Files:
    return {f"report{ending}.html": html.page(each).encode() for ending, each in _in_each_language(report)}


def _pdf(report: ImpactReport) -> Files:
    return {f"report{ending}.pdf": pdf.pages(each) for ending, each in _in_each_language(report)}


def _in_each_language(report: ImpactReport) -> Iterator[tuple[str, ImpactReport]]:
    """The report in its own language and in each that it is also to be read in, with the ending of its name."""
    yield "", report
    for code in report.context.also_in:
        yield f".{code}", report_in_language(report, code)


def _csv(report: ImpactReport) -> Files:
    return {"figures.csv": csv.figures_csv(report).encode(), "codebook.csv": csv.codebook_csv(report).encode()}


def _xlsx(report: ImpactReport) -> Files:
    return {"report.xlsx": xlsx.xlsx(report)}


def _docx(report: ImpactReport) -> Files:
    return {"report.docx": docx.docx(report)}


def _methods_r(report: ImpactReport) -> Files:
    return _if_any("methods.R", scripts.r_script(report))


def _methods_py(report: ImpactReport) -> Files:
    return _if_any("methods.py", scripts.python_script(report))


def _if_any(name: str, script: str) -> Files:
    """A script as a file; nothing where there is none."""
    return {name: script.encode()} if script else {}


def _sav(report: ImpactReport, responses: pd.DataFrame) -> Files:
    return {"answers.sav": answers.sav(report, responses)}


def _parquet(report: ImpactReport, responses: pd.DataFrame) -> Files:
    return {"answers.parquet": answers.parquet(report, responses)}


WRITERS: Mapping[str, Callable[[ImpactReport], Files]] = {
    "json": _json,
    "html": _html,
    "pdf": _pdf,
    "csv": _csv,
    "xlsx": _xlsx,
    "docx": _docx,
    "svg": images.svg_files,
    "png": images.png_files,
    "methods.R": _methods_r,
    "methods.py": _methods_py,
}
"""Formats that are made from a report alone."""
OF_ANSWERS: Mapping[str, Callable[[ImpactReport, pd.DataFrame], Files]] = {"sav": _sav, "parquet": _parquet}
"""Formats that hold single answers."""
REPORT_FORMATS = (*WRITERS, *OF_ANSWERS)
USUAL = ("json", "html", "pdf")
SCRIPTS = ("methods.R", "methods.py")
"""Formats that make the main figures again."""


def write(
    report: ImpactReport,
    folder: Path,
    *,
    formats: Collection[str] = USUAL,
    responses: pd.DataFrame | None = None,
    begun: Begun = lambda _format: None,
) -> tuple[Path, ...]:
    """Write the report into `folder` in each format, and return the files in the order of `REPORT_FORMATS`.

    All or nothing: the files appear together once the last is made. An unknown format is refused before any work.
    Formats of single answers are made from `responses`, the answers that the report was made from. `begun` is told of
    each format as it is begun.
    """
    unknown = [name for name in formats if name not in REPORT_FORMATS]
    if unknown:
        raise Refused(*(f"{name!r} is not a format; the formats are {', '.join(REPORT_FORMATS)}." for name in unknown))
    made = _made(report, formats, responses, begun)
    with _temporary_folder(folder) as fresh:
        for name, content in made.items():
            (fresh / name).write_bytes(content)
        folder.mkdir(parents=True, exist_ok=True)
        for name in made:
            (fresh / name).replace(folder / name)
    return tuple(folder / name for name in made)


def formats_named(written: str) -> tuple[str, ...]:
    """The formats in a text with commas between, each once, in whatever case they were typed."""
    known = {name.lower(): name for name in REPORT_FORMATS}
    named = [name.strip() for name in written.split(",") if name.strip()]
    return tuple(dict.fromkeys(known.get(name.lower(), name) for name in named))


def refuse_single_answers(formats: Collection[str]) -> None:
    """Refuse formats that hold single answers, which a report of a study's experiments never does."""
    if named := [name for name in formats if name in OF_ANSWERS]:
        raise Refused(
            f"{', '.join(named)}: a report holds no single answers. "
            "`weaving export` writes those of a whole study, without what could single somebody out."
        )


def _made(report: ImpactReport, formats: Collection[str], responses: pd.DataFrame | None, begun: Begun) -> Files:
    """Contents by name."""
    made: Files = {}
    for key, writer in WRITERS.items():
        if key in formats:
            begun(key)
            made |= writer(report)
    for key, of_answers in OF_ANSWERS.items():
        if key in formats:
            begun(key)
            if responses is None:
                raise Refused(f"The format {key} holds single answers, and only their report is at hand.")
            made |= of_answers(report, responses)
    return made


def of_release(report: ImpactReport, facts: json.Json, *, formats: Collection[str]) -> Files:
    """The files of a release: report.json with the `facts` of the release itself, and each of these formats."""
    made: Files = {"report.json": json.text(report, release=facts).encode()}
    for key in formats:
        made |= WRITERS[key](report)
    return made


@contextmanager
def _temporary_folder(folder: Path) -> Iterator[Path]:
    """A folder of its own on the same disk, gone afterwards."""
    parent = next(each for each in (folder, *folder.resolve().parents) if each.is_dir())
    fresh = Path(tempfile.mkdtemp(prefix=".report-", dir=parent))
    try:
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
