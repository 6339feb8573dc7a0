"""Hooks of mkdocs.yml: pages that stand outside docs/ come along, and links lead to where things stand in the site.

What stands in the repository and not in the site, such as a test, is named without a link: the site knows no address
of the repository.
"""

import os.path
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

ROOT = Path(__file__).parents[1]
FROM_OUTSIDE = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "SECURITY.md": "reporting_a_hole.md",
    "LICENSE": "LICENSE.txt",
    "analysis/README.md": "analysis.md",
}
"""Pages of the repository that stand elsewhere in the site."""
_OF_PAGE = {page: source for source, page in FROM_OUTSIDE.items()}
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
_IMAGE = re.compile(r'(<img src=")([^"]+)(")')
_FENCED = re.compile(r"(^```.*?^```)", re.MULTILINE | re.DOTALL)


def on_files(files: Any, config: Any) -> Any:  # noqa: ANN401 - mkdocs has no public types for these
    """The pages from outside, among the others."""
    for source, page in FROM_OUTSIDE.items():
        files.append(File.generated(config, page, content=(ROOT / source).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, page: Any, **_rest: object) -> str:  # noqa: ANN401 - as above
    """The page with links as they lead in the site."""
    at = page.file.src_uri
    source = _OF_PAGE.get(at, f"docs/{at}")
    parts = _FENCED.split(markdown)
    parts[::2] = [_led(part, source, at) for part in parts[::2]]
    return "".join(parts)


def _led(text: str, source: str, at: str) -> str:
    text = _IMAGE.sub(lambda found: found[1] + _target(found[2], source, at) + found[3], text)
    return _LINK.sub(lambda found: _link(found, source, at), text)


def _link(found: re.Match[str], source: str, at: str) -> str:
    if re.match(r"[a-z]+:|#", found[3]):
        return found[0]
    target = _target(found[3], source, at)
    return f"{found[1]}[{found[2]}]({target})" if target else found[2]


def _target(link: str, source: str, at: str) -> str:
    """Where a link of a page leads in the site; empty where that is not in it."""
    path, sign, heading = link.partition("#")
    named = os.path.normpath(Path(source).parent / path)
    if (ROOT / named).is_dir():
        named = f"{named}/README.md"
    place = FROM_OUTSIDE.get(named, named.removeprefix("docs/") if named.startswith("docs/") else "")
    if not place or not (ROOT / named).is_file():
        return "" if (ROOT / named).exists() else link
    return os.path.relpath(place, Path(at).parent) + sign + heading
