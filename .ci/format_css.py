"""Style sheets are written one declaration a line: say which are not, or write them so with --write."""

import re
import sys
from pathlib import Path

import cssbeautifier

ROOT = Path(__file__).parents[1]
STYLES = ROOT / "evaluation" / "static"
LEFT_AS_WRITTEN = ("reports/report.css", "reports/report_2.css", "reports/report_modules.css")
"""They stand word for word in every report: a release is written again to the same bytes for good."""


def _formatted(text: str) -> str:
    options = cssbeautifier.default_options()
    options.indent_size, options.end_with_newline = 2, True
    options.newline_between_rules, options.space_around_combinator = False, True
    return re.sub(r"(?<=[^\s;{}/])(?=\n\s*\})", ";", cssbeautifier.beautify(text, options))


def main() -> None:
    """Write every style sheet anew, or end with a sentence for each that is not as it would be written."""
    faults = []
    for path in sorted(STYLES.rglob("*.css")):
        text = path.read_text(encoding="utf-8")
        if path.relative_to(STYLES).as_posix() in LEFT_AS_WRITTEN or (written := _formatted(text)) == text:
            continue
        if "--write" in sys.argv[1:]:
            path.write_text(written, encoding="utf-8")
        else:
            faults.append(f"{path.relative_to(ROOT)} is not one declaration a line: run `make format`.")
    sys.exit("\n".join(faults) or None)


if __name__ == "__main__":
    main()
