"""The scripts of a release whose answers are in an export, kept as text for each estimate that one can make.

The kept trees name no files of answers, so they are given some here. A renderer before 2 writes no script.
"""

from dataclasses import replace

from analysis.estimate.estimand import Design
from analysis.wording.renderer import RENDERER_VERSION
from evaluation.impact_report.build.context import AnswersFile, AnswersSource
from evaluation.impact_report.formats import write
from evaluation.reports.releases import tree_schema
from tests.golden.golden_set import FOLDER, if_meant, line_that_differs, tree_of

EXPORTED = AnswersSource(
    files=(AnswersFile(name="data/answers.csv", sha256="0" * 64),), options=("--scales", "scales.toml"), exported=True
)
ESTIMATES = {
    "one": ("workshop_of_12", {}),
    "across": ("six_chapters", {}),
    "within": ("six_chapters", {"design": Design.WITHIN, "comparison": "waiting"}),
    "between": ("six_chapters", {"design": Design.BETWEEN, "comparison": "waiting"}),
}
"""The release that an estimate is taken of, and what is changed about what it estimates."""
KEPT_SCRIPTS = [(version, estimate) for version in range(2, RENDERER_VERSION + 1) for estimate in ESTIMATES]


def scripts_of(version, estimate):
    """The scripts of a kept release, by the file that a release has them in."""
    name, changes = ESTIMATES[estimate]
    report = tree_schema.load(tree_of(version, name))
    context, estimand = replace(report.context, source=EXPORTED), replace(report.estimand, **changes)
    files = write.of_release(replace(report, context=context, estimand=estimand), {}, formats=write.SCRIPTS)
    return {file: files[file].decode() for file in write.SCRIPTS}


def place_of(version, estimate, file):
    """Where a script is kept."""
    return FOLDER / "scripts" / f"renderer_{version}" / f"{estimate}.{file}.txt"


def script_faults(version, estimate):
    """How the scripts differ from what was kept, in words; empty where they do not."""
    return "\n".join(
        f"{file} of renderer {version}, {estimate}: not what was kept.\n{if_meant(version)}\n{first}"
        for file, text in scripts_of(version, estimate).items()
        if (first := line_that_differs(place_of(version, estimate, file).read_text("utf-8"), text))
    )


def keep_scripts(version):
    """Keep the scripts of a renderer."""
    for estimate in ESTIMATES:
        for file, text in scripts_of(version, estimate).items():
            place = place_of(version, estimate, file)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")
