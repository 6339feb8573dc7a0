"""A script that makes a report's main figures from the files of its answers, in R and in Python, without this program.

It is put together from texts in `templates/impact_report/scripts`: how answers are read and scored, and the estimate of
the report's own design. What differs from report to report stands at its top.
"""

import json
from collections.abc import Callable, Mapping

from analysis.estimate.estimand import Design
from analysis.scoring.scoring import Scale
from evaluation.domain.one_line import one_line
from evaluation.impact_report.build.context import AnswersSource
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.planned_looks import alpha_of
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.formats import script_words
from evaluation.impact_report.formats.html import TEMPLATES

TEXTS = TEMPLATES / "impact_report" / "scripts"
TEXTS_OF = {
    "one": ("read", "own", "one", "run"),
    "across": ("read", "pool", "own", "across", "run"),
    "within": ("read", "pool", "within", "run"),
    "between": ("read", "between", "run"),
}
"""The texts of each estimate, in their order."""
PYTHON_IMPORTS = "import hashlib\nimport re\n\nimport numpy as np\nimport pandas as pd\nfrom scipy import stats\n"
WHAT = (
    "The main figures of the report {title}, made again from the answers alone.",
    "",
    "Run it in the folder of the study's export: {how}.",
    "It needs {needs}, and none of the program that made the report.",
    "It prints each primary outcome's headline with its range, unrounded. A report that leaves the house rounds",
    "averages to one decimal (to whole points under 20 people), and the ends of ranges outwards. What the report holds",
    "back is not worked out here: in its place stand the report's own words.",
    "A person's score is the mean of the questions they answered; a change is after less before.",
)
BY_EXPERIMENT = "Some experiments asked other questions than others: people's scores there are not told apart here."

Settings = dict[str, object]


def python_script(report: ImpactReport) -> str:
    """The script in Python; empty where the report names no files or one analysis does not make it."""
    return _script(report, ending="py", assigned=_in_python)


def r_script(report: ImpactReport) -> str:
    """The script in R; empty where the report names no files or one analysis does not make it."""
    return _script(report, ending="R", assigned=_in_r)


def _script(report: ImpactReport, *, ending: str, assigned: Callable[[Settings], str]) -> str:
    source = report.context.source
    if source is None or not source.options or report.renderer < 2:
        return ""
    design = _design(report)
    head = "\n".join(_comment(line) for line in _what(report, ending))
    names = TEXTS_OF[design]
    imports = f"{PYTHON_IMPORTS}{'from scipy.optimize import brentq' if 'pool' in names else ''}".strip()
    spaces = "\n\n\n" if ending == "py" else "\n\n"
    body = spaces.join((TEXTS / f"{part}.{ending}.txt").read_text("utf-8").strip() for part in names)
    blocks = [head, *([imports] if ending == "py" else []), assigned(_settings(report, source))]
    return "\n\n".join(blocks) + spaces + body + "\n"


def _comment(text: str) -> str:
    """A line that is not run, whatever it tells: a title that broke the line would end it, and run what follows."""
    return f"# {one_line(text)}".rstrip()


def _what(report: ImpactReport, ending: str) -> list[str]:
    """What the script is, for whoever opens it."""
    title, python = report.context.title or report.context.study, ending == "py"
    words = {
        "title": f"“{title}”" if title else "of these answers",
        "how": "python methods.py" if python else "Rscript methods.R",
        "needs": "Python with pandas, numpy and scipy" if python else "base R alone",
    }
    further = [BY_EXPERIMENT] if any(each.places for found in report.outcomes.values() for each in found.asked) else []
    return [line.format(**words) for line in (*WHAT, *further)]


def _design(report: ImpactReport) -> str:
    """Which estimate the headline is."""
    if report.estimand.design is Design.WITHIN:
        return "within"
    if report.estimand.design is Design.BETWEEN:
        return "between"
    return "across" if report.across else "one"


def _settings(report: ImpactReport, source: AnswersSource) -> Settings:
    """What differs from report to report, under the names that the texts use."""
    estimand = report.estimand
    found: Settings = {
        "files": {file.name: file.sha256 for file in source.files},
        "look": script_words.look(report),
        "alpha": alpha_of(report.looks),
        "suppress_below": report.plan.suppress_below,
        "scales": [_scale(name, report) for name in _led_by(report)],
    }
    if estimand.compared:
        found |= {"comparison": estimand.comparison, "randomised": estimand.randomised, "groups": estimand.by}
    return found


def _led_by(report: ImpactReport) -> list[str]:
    """The primary outcomes; the first where none is declared as such."""
    primary = [name for name, found in report.outcomes.items() if found.scale.primary]
    return primary or list(report.outcomes)[:1]


def _scale(name: str, report: ImpactReport) -> Settings:
    """How a scale is scored: by the questions that both waves asked, and without codes that are no answer."""
    outcome = report.outcomes[name]
    scale, items = outcome.scale, _items(outcome)
    return {
        "name": name,
        "label": scale.label,
        "items": list(items),
        "reverse": sorted(scale.reverse & set(items)),
        "minimum": scale.minimum,
        "maximum": scale.maximum,
        "minimum_answered": round(scale.minimum_answered, 4),
        "margin": scale.margin,
        "yes_or_no": scale.is_yes_or_no,
        "missing": [code for code in scale.missing if isinstance(code, int | float)],
        "farthest": (scale.maximum - scale.minimum) * (2 if outcome.compared else 1),
        "told": vars(script_words.script_words_of(report, name)),
    }


def _items(outcome: OutcomeFigures) -> tuple[str, ...]:
    scale: Scale = outcome.scale
    everywhere = [each for each in outcome.asked if not each.places and set(each.waves) == {"pre", "post"}]
    return everywhere[0].used if everywhere and everywhere[0].used else scale.items


MEANS: Mapping[str, str] = {
    "files": "the answers, and the SHA-256 that each file had",
    "look": "which of the planned looks this is, where it claims nothing yet or has a wider range for it",
    "alpha": "how often a range may miss what it is of",
    "suppress_below": "chapters of fewer people are in no average",
    "scales": "missing are codes that are no answer; what stands under told are the report's own words",
    "comparison": "the arm that had no workshop",
    "randomised": "whether it was drawn by lot who came",
    "groups": "what a group of one arm is",
}


def _in_python(settings: Settings) -> str:
    lines = []
    for name, value in settings.items():
        lines += [f"# {name.upper()}: {MEANS[name]}", f"{name.upper()} = {_python(value)}"]
    return "\n".join(lines)


def _python(value: object) -> str:
    """A value as Python, a list of dictionaries one a line."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + "".join(f"    {each!r},\n" for each in value) + "]"
    return repr(value)


def _in_r(settings: Settings) -> str:
    plain = {**settings, "files": list(settings["files"])} if isinstance(settings["files"], dict) else settings
    lines = []
    for name, value in plain.items():
        lines += [f"# {name}: {MEANS[name]}", f"{name} <- {_r(value)}"]
    return "\n".join(lines)


def _r(value: object) -> str:
    """A value as R."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dict):
        named = (f"{json.dumps(name, ensure_ascii=False)} = {_r(part)}" for name, part in value.items())
        return f"list({', '.join(named)})"
    if isinstance(value, list) and any(isinstance(part, dict) for part in value):
        return "list(\n  " + ",\n  ".join(_r(part) for part in value) + "\n)"
    if isinstance(value, list):
        return "c(" + ", ".join(_r(part) for part in value) + ")"
    return json.dumps(value, ensure_ascii=False)
