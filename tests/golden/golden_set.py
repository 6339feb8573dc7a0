"""What each renderer wrote of a few small releases, kept here, and how what it writes now differs.

Digests are of what any machine with the packages of requirements.txt writes: archives by what is in them, without the
pictures that other formats hold as SVG. A PDF depends on the machine's Pango besides and is compared where that is the
same. Pages are kept as text, without style and fonts, to show the first line that differs.
"""

import gzip
import hashlib
import io
import platform
import zipfile
from itertools import zip_longest
from pathlib import Path

from weasyprint.text.ffi import pango

from analysis.wording.renderer import RENDERER_VERSION
from evaluation.impact_report.formats import html, pdf, write
from evaluation.reports.releases import tree_schema

FOLDER = Path(__file__).parent
SUMS, TREE, PAGE = "SHA256SUMS", "tree.json.gz", "page.html.gz"
PDF = "report.pdf drawn with Pango"
TOLD = {"number": 1, "title": "Example", "frozen_at": "2026-05-15T09:12:00+00:00", "aggregates_sha256": "0" * 64}
FORMATS = ("html", "csv", "xlsx", "docx", "svg")
AS_PDF = ("other_scripts",)
RELEASED = 1
"""The newest renderer that a release of the program has: what is kept of it stands for good. Raised with a release."""
DIFFER = "{name}: {files} of renderer {version}: not the same bytes as what was kept.\n{meant}\n{first}"
FOR_GOOD = """Releases made with renderer {version} are written again to the same bytes for good.
If the change is meant, """
RAISE = """raise RENDERER_VERSION in analysis/wording/renderer.py to {later}, let the place of the
change ask `report.renderer >= {later}`, and keep its bytes:
python -m tests.golden.make"""
BEGUN = """let the place of the change ask `report.renderer >= {newest}`. That is
RENDERER_VERSION in analysis/wording/renderer.py; no release of the program has it yet, so its bytes may be made again:
python -m tests.golden.make --unreleased"""
ANEW = """Renderer {version} (RENDERER_VERSION in analysis/wording/renderer.py) is in no release of the program yet.
If the change is meant, what it writes may be made again:
python -m tests.golden.make --unreleased"""


def if_meant(version, *, newest=RENDERER_VERSION, released=RELEASED):
    """What to do where a change of what a renderer writes is meant: it depends on what was released."""
    if version > released:
        return ANEW.format(version=version)
    what = BEGUN if newest > released else RAISE
    return (FOR_GOOD + what).format(version=version, newest=newest, later=newest + 1)


def folder_of(version):
    """Where the set of a renderer is kept."""
    return FOLDER / f"renderer_{version}"


def names_of(version):
    """The releases that are kept of a renderer."""
    return sorted(path.name for path in folder_of(version).iterdir() if path.is_dir())


def tree_of(version, name):
    """One of them, as text."""
    return gzip.decompress((folder_of(version) / name / TREE).read_bytes()).decode()


def digests(report, *, formats=FORMATS):
    """SHA-256 by file of what is written of a report."""
    files = write.of_release(report, TOLD, formats=formats)
    return {file: hashlib.sha256(_stable(file, content)).hexdigest() for file, content in files.items()}


def pdf_digest(report):
    """SHA-256 of a report's PDF, under the name of the machine's Pango."""
    return {pdf_here(): hashlib.sha256(pdf.pages(report)).hexdigest()}


def pdf_here():
    """The name under which a PDF of this machine is kept."""
    return f"{PDF} {pango.pango_version()} on {platform.system()} {platform.machine()}"


def faults(version, name, *, formats=FORMATS):
    """How the files of one kept release differ from what was kept, in words; empty where they do not.

    With fewer formats than all, only the files of these are looked at.
    """
    report, kept = tree_schema.load(tree_of(version, name)), sums_of(version)[name]
    found = digests(report, formats=formats)
    asked = set(found) | {file for file in kept if formats == FORMATS and not file.startswith(PDF)}
    return _told(version, name, sorted(file for file in asked if kept.get(file) != found.get(file)), report)


def pdf_faults(version, name):
    """The same of its PDF, which this machine's Pango must have drawn when it was kept."""
    report, kept = tree_schema.load(tree_of(version, name)), sums_of(version)[name]
    return _told(version, name, [file for file, digest in pdf_digest(report).items() if kept[file] != digest], report)


def _told(version, name, wrong, report):
    if not wrong:
        return ""
    first = first_difference(version, name, html.page(report, style=""))
    if not first:
        first = style_differs(version) if "report.html" in wrong else "Its page reads the same."
    return DIFFER.format(name=name, files=", ".join(wrong), version=version, meant=if_meant(version), first=first)


def pdfs_kept(version, name):
    """With which Pango, and on which machine, PDFs of it were kept."""
    return [file for file in sums_of(version)[name] if file.startswith(PDF)]


def first_difference(version, name, page):
    """The first line of the page that is not what was kept; empty where there is none."""
    return line_that_differs(gzip.decompress((folder_of(version) / name / PAGE).read_bytes()).decode(), page)


def line_that_differs(before, after):
    """The first line of a text that is not what it was; empty where there is none."""
    for was, now in zip_longest(before.splitlines(), after.splitlines(), fillvalue=""):
        if was != now:
            return f"The first line that differs was\n  {was[:400]}\nand is\n  {now[:400]}"
    return ""


def style_differs(version):
    """What to do where only the style, which a page holds, is another: also a comment in it is."""
    elsewhere = f": put the change in {html.ADDED.name}" if version < RENDERER_VERSION else ""
    return f"The page reads the same; its style does not{elsewhere}."


def sums_of(version):
    """What is kept: SHA-256 by release and file."""
    found = {}
    for line in (folder_of(version) / SUMS).read_text().splitlines():
        digest, _, path = line.partition("  ")
        name, _, file = path.partition("/")
        found.setdefault(name, {})[file] = digest
    return found


def _stable(file, content):
    if not file.endswith((".docx", ".xlsx")):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = sorted(part for part in archive.namelist() if not part.endswith(".png"))
        return b"".join(f"{part}\0".encode() + archive.read(part) for part in parts)
