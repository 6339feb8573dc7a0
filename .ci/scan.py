"""Look for known weaknesses in code, known vulnerabilities in what it depends on, and licences that do not fit.

None may be unexplained: what was looked at and accepted has its reason in its line of the code, or in the tables
`tool.scan` of pyproject.toml. With --write, docs/licences.md is written anew.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
PACKAGES = ("analysis", "evaluation", "instruments")
LICENCES = ROOT / "docs" / "licences.md"
PATIENCE = 25
"""Seconds that the list of known vulnerabilities is waited for."""
LOCKED = re.compile(r"^([a-z0-9][a-z0-9.-]*)==", re.MULTILINE)
EXPLAINED = re.compile(r"# noqa: S(?P<rule>\d+)(?:, S\d+)* - \S")
CERTAINLY_FITS = re.compile(
    r"(0BSD|AGPL-3\.0-only|Apache Software License|Apache-2\.0|Artistic License|BSD License|BSD-[23]-Clause|CC0-1\.0"
    r"|CNRI-Python|GNU (Lesser )?General Public License (v2 or later )?\((L?GPLv2\+|GPL)\)|GPL-3\.0-or-later"
    r"|ISC( License \(ISCL\))?|LGPL-3\.0-only|MIT( License)?|MIT-0|MIT-CMU|MPL-2\.0"
    r"|Mozilla Public License 2\.0 \(MPL 2\.0\)|PSF-2\.0"
    r"|Python Software Foundation License|The Unlicense \(Unlicense\)|Zlib|Zope Public License)"
)
"""Licences under which a work may be part of one under the AGPL-3.0, by the FSF's list. Of several joined by a
semicolon or OR, one that fits is enough: it may be chosen. Joined by AND, each has to fit."""
HEAD = """# Licences

Weaving is under the AGPL-3.0. This is what it is made with, as `requirements.txt` and `requirements-dev.txt` name it,
each under a licence that may be combined with that one; `make scan` compares. Written by `.ci/scan.py --write`.
"""


def configuration() -> dict[str, Any]:
    """What was looked at and accepted, with reasons."""
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["scan"]
    return found


def weaknesses(*paths: str, accepted: dict[str, str], root: Path = ROOT) -> list[str]:
    """A sentence for each weakness in code that nobody has explained, and for each explanation of what is gone."""
    found = _json("bandit", "--quiet", "--recursive", *paths, "--format", "json", cwd=root)["results"]
    unexplained, used = [], set()
    for each in found:
        rule, place = each["test_id"], f"{Path(each['filename']).as_posix()}"
        names = {rule, f"{rule} {place}"} & accepted.keys()
        used |= names
        if not names and not _explained_in_code(root / place, rule, each["line_range"]):
            unexplained.append(
                f"{place}:{each['line_number']} {rule}: {each['issue_text']} Change it, or say in its line why it is "
                f"as it should be: `# noqa: {rule.replace('B', 'S', 1)} - REASON`."
            )
    return unexplained + [f"tool.scan.weaknesses explains {name!r}, which is gone." for name in accepted.keys() - used]


def _explained_in_code(path: Path, rule: str, lines: Iterable[int]) -> bool:
    text = path.read_text(encoding="utf-8").splitlines()
    explained = (EXPLAINED.search(text[line - 1]) for line in lines)
    return any(found and f"B{found['rule']}" == rule for found in explained)


def vulnerabilities(answer: dict[str, Any], *, accepted: dict[str, str]) -> tuple[list[str], str]:
    """A sentence for each known vulnerability that nobody has explained, and how many packages were looked up."""
    known = [each for each in answer["dependencies"] if "skip_reason" not in each]
    unexplained = [
        f"{each['name']} {each['version']} has {vulnerability['id']}; mended in "
        f"{', '.join(vulnerability['fix_versions']) or 'no version yet'}. Take that one, or say in "
        "tool.scan.vulnerabilities why it does not touch us."
        for each in known
        for vulnerability in each["vulns"]
        if vulnerability["id"] not in accepted
    ]
    unasked = len(answer["dependencies"]) - len(known)
    said = f"{len(known)} packages looked up, {len(unexplained)} unexplained vulnerabilities"
    return unexplained, said + (f"; of {unasked} packages nothing could be learnt from here" if unasked else "")


def asked_for_vulnerabilities() -> dict[str, Any] | None:
    """What the index of packages knows of the locked versions; None where it cannot be asked."""
    asked = ("-r", "requirements.txt", "--disable-pip", "--require-hashes", "--progress-spinner", "off", "-f", "json")
    try:
        return _json("pip-audit", *asked, "--timeout", "5", cwd=ROOT, timeout=PATIENCE)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return None


def fits(licence: str) -> bool:
    """Whether a licence, or one that may be chosen of several, can be combined with the AGPL-3.0."""
    if "Other/Proprietary" in licence:
        return False
    choices = re.split(r"; | OR ", licence)
    return any(all(CERTAINLY_FITS.fullmatch(part) for part in choice.split(" AND ")) for choice in choices)


def licences(looked_up: dict[str, str]) -> dict[str, str]:
    """The licence of each installed package, by its name; of those that do not say it, what was looked up."""
    found = {_name(each["Name"]): each["License"] for each in _json("pip-licenses", "--format=json", "--with-system")}
    return found | looked_up


def licences_page(found: dict[str, str]) -> tuple[str, list[str]]:
    """The page of licences, and a sentence for each that is unknown or does not fit."""
    ours = set(LOCKED.findall((ROOT / "requirements.txt").read_text(encoding="utf-8")))
    tools = set(LOCKED.findall((ROOT / "requirements-dev.txt").read_text(encoding="utf-8"))) - ours
    text, faults = HEAD, []
    for title, names in (("What it runs with", ours), ("What it is built and tested with", tools)):
        rows = "".join(f"| {name} | {found.get(name, 'unknown')} |\n" for name in sorted(names))
        text += f"\n## {title}\n\n| package | licence |\n|---|---|\n{rows}"
        faults += [
            f"{name}: {found.get(name, 'unknown')!r} is not among the licences that fit the AGPL-3.0. Read the "
            "package's own; where it fits, write it into tool.scan.licences."
            for name in sorted(names)
            if not fits(found.get(name, "unknown"))
        ]
    return text + "\n" + _bundled(), faults


def _bundled() -> str:
    fonts = sorted(path.name for path in (ROOT / "evaluation" / "static" / "fonts").glob("*-LICENSE.txt"))
    named = ", ".join(name.removesuffix("-LICENSE.txt") for name in fonts)
    return f"## What comes with it\n\nFonts under the SIL Open Font License 1.1, each with its text: {named}.\n"


def _name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _json(program: str, *arguments: str, cwd: Path = ROOT, timeout: int = 300) -> Any:  # noqa: ANN401 - JSON
    done = subprocess.run(  # noqa: S603 - programs of our own environment
        [str(BIN / program), *arguments], cwd=cwd, capture_output=True, text=True, check=False, timeout=timeout
    )
    return json.loads(done.stdout)


def main() -> None:
    """Print what was found, or end with a sentence for each fault."""
    accepted = configuration()
    page, faults = licences_page(licences(accepted["licences"]))
    if "--write" in sys.argv[1:]:
        LICENCES.write_text(page, encoding="utf-8")
    elif LICENCES.read_text(encoding="utf-8") != page:
        faults.append("docs/licences.md is not what is installed: run `.venv/bin/python .ci/scan.py --write`.")
    found = weaknesses(*PACKAGES, accepted=accepted["weaknesses"])
    answer = asked_for_vulnerabilities()
    unexplained, said = (
        vulnerabilities(answer, accepted=accepted["vulnerabilities"])
        if answer
        else ([], "not looked up: the index of packages gave no answer")
    )
    sys.stdout.write(f"weaknesses: {len(found)} unexplained\nvulnerabilities: {said}\nlicences: {len(faults)} faults\n")
    sys.exit("\n".join([*faults, *found, *unexplained]) or None)


if __name__ == "__main__":
    main()
