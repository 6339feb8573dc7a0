"""How fast a report is drawn, beside a browser that prints the same page, and how much of it is computing.

The report is that of one invented evening of 34 pairs. Times are the best of several runs.
"""

import itertools
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from evaluation.impact_report.formats import html, pdf
from tests.conftest import ARGUMENTS, CHROMIUM
from tests.impact_report.examples import evening

SHARE = 0.2


def report_warm_ratio_to_chromium(quick: bool) -> dict[str, object]:  # noqa: FBT001 - as every row is asked
    """Time of a report's PDF in a process that has drawn one before, over headless Chromium's for the same page."""
    if not CHROMIUM.exists():
        return {"value": None, "goal": 1, "met": False, "how": f"not measured: there is no {CHROMIUM}"}
    report, runs = evening(), 1 if quick else 5
    pdf.pages(report)
    ours, theirs = best_of(runs, lambda: pdf.pages(report)), best_of(runs, lambda: _printed(html.page(report)))
    how = (
        f"{ours:.2f} s, PDF/UA-1, over {theirs:.2f} s of `chromium --headless --print-to-pdf`, untagged; best of {runs}"
    )
    return {"value": round(ours / theirs, 2), "goal": 1, "met": ours <= theirs, "how": how}


def analysis_share_of_report(quick: bool) -> dict[str, object]:  # noqa: FBT001
    """The part of a report's time that goes into its figures, from answers to the PDF."""
    runs = 1 if quick else 5
    seeds = itertools.count(1)  # a report of the same answers would be one that was made before
    pdf.pages(evening(seed=next(seeds)))
    computing = best_of(runs, lambda: evening(seed=next(seeds)))
    drawing = best_of(runs, lambda: pdf.pages(evening(seed=next(seeds))))
    share = computing / drawing
    how = f"{computing:.3f} s from answers to figures, of {drawing:.2f} s from answers to the PDF; best of {runs}"
    return {"value": round(share, 3), "goal": SHARE, "met": share <= SHARE, "how": how}


def best_of(runs: int, work: Callable[[], object]) -> float:
    """Seconds of the quickest of several runs."""
    return min(_seconds(work) for _ in range(runs))


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _printed(page: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, printed = Path(folder) / "report.html", Path(folder) / "report.pdf"
        source.write_text(page, encoding="utf-8")
        profile = f"--user-data-dir={folder}/profile"
        command = [str(CHROMIUM), *ARGUMENTS, profile, f"--print-to-pdf={printed}", source.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        if not printed.exists():
            raise RuntimeError("Chromium printed nothing")


ROWS: dict[str, Callable[[bool], Mapping[str, object]]] = {
    measure.__name__: measure for measure in (report_warm_ratio_to_chromium, analysis_share_of_report)
}
