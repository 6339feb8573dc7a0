"""Files of answers analysed into a report with its scripts, as somebody does who has no study."""

import json
import re

from click.testing import CliRunner

from evaluation.cli import weaving

PRINTED = re.compile(r"^(.+?): (-?[\d.]+) \((-?[\d.]+) to (-?[\d.]+)\), ", re.MULTILINE)
"""What a script prints of an outcome: its name, the estimate and the ends of its range."""


def analysed_into(folder, answers, scales, *, formats):
    """Analyse answers within a folder, which is the one worked in, and give the report as JSON."""
    (folder / "answers.csv").write_text(answers)
    (folder / "scales.toml").write_text(scales)
    words = ["analyse", "answers.csv", "--scales", "scales.toml", "--output", ".", "--format", formats]
    done = CliRunner().invoke(weaving, words, catch_exceptions=False, standalone_mode=False)
    assert done.exit_code == 0
    return json.loads((folder / "report.json").read_text())
