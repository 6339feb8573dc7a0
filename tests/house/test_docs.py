"""The papers for whoever carries this on say what is so: paths, targets, verbs, links and decisions."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from evaluation.cli import VERBS
from evaluation.storage.events.vocabulary import EVENTS

ROOT = Path(__file__).parents[2]
DOCS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob(".github/*.md"), ROOT / "analysis/README.md"]
)
TOP = {"analysis", "docs", "evaluation", "instruments", "templates", "tests", ".ci", ".github"}
SUFFIXES = (".cfg", ".css", ".html", ".js", ".md", ".mo", ".po", ".py", ".sh", ".svg", ".toml", ".yml")
MADE_BY_USE = {"report.json", "report.html", "report.pdf"}
"""What a command writes, named in the docs by the name that it gets there."""


def named(path):
    return str(path.relative_to(ROOT))


def text_of(path):
    return path.read_text(encoding="utf-8")


def in_code(text):
    """What stands between backticks, and the lines of set-off code."""
    return [*re.findall(r"`([^`\n]+)`", text), *re.findall(r"^ {4}(.+)$", text, re.MULTILINE)]


# -- paths, targets, verbs, links --------------------------------------------------------------------------------------
def is_path(word):
    return word.split("/")[0] in TOP and ("/" in word or word in TOP) if "/" in word else word.endswith(SUFFIXES)


@cache
def is_there(word):
    if "/" in word:
        return any(ROOT.glob(word.rstrip("/")))
    return (ROOT / word).exists() or any(any((ROOT / top).rglob(word)) for top in TOP)


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_every_path_that_is_named_exists(doc):
    words = {word for word in re.findall(r"`([^`\s]+)`", text_of(doc)) if is_path(word)} - MADE_BY_USE
    gone = sorted(word for word in words if not is_there(word))
    assert not gone, f"{named(doc)} names {', '.join(gone)}, which is not there: name what took its place."


def targets():
    return set(re.findall(r"^([a-z][a-z-]*):", text_of(ROOT / "Makefile"), re.MULTILINE))


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_every_make_target_that_is_named_exists(doc):
    parts = [part.partition("#")[0] for part in in_code(text_of(doc))]
    words = {target for part in parts for target in re.findall(r"\bmake ([a-z][a-z-]*)", part)}
    assert not (gone := sorted(words - targets())), f"{named(doc)} names make {', '.join(gone)}: no such target."


def test_make_alone_lists_every_target_with_what_it_does():
    import subprocess

    said = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    listed = set(re.findall(r"^ +make ([a-z-]+) +\S", said, re.MULTILINE))
    assert not (silent := sorted(targets() - listed)), f"Say with ## what {', '.join(silent)} does, beside the target."


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_every_verb_that_is_named_exists(doc):
    words = {verb for part in in_code(text_of(doc)) for verb in re.findall(r"^(?:\S*/)?weaving ([a-z]\S*)", part)}
    assert not (gone := sorted(words - set(VERBS))), f"{named(doc)} names weaving {', '.join(gone)}: no such verb."


def headings(path):
    for heading in re.findall(r"^#+ (.+)$", text_of(path), re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def links(path):
    """Links to files of the repository, each as the file and the heading (or an empty text) that it leads to."""
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(path)):
        if "://" not in target and not target.startswith("mailto:"):
            file, _, heading = target.partition("#")
            yield (path.parent / file).resolve() if file else path, heading


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_every_link_leads_somewhere(doc):
    for file, heading in links(doc):
        assert file.exists(), f"{named(doc)} links to {file.relative_to(ROOT)}, which is not there."
        assert not heading or heading in headings(file), f"{named(file)} has no heading #{heading}."


def test_every_document_is_reached_from_the_readme():
    reached, fresh = set(), [ROOT / "README.md"]
    while fresh:
        page = fresh.pop()
        reached.add(page)
        fresh += [file for file, _ in links(page) if file.suffix == ".md" and file not in reached]
    assert sorted(named(path) for path in DOCS if path not in reached and ".github" not in path.parts) == []


def test_the_layers_of_the_document_are_those_of_the_contract():
    contracts = tomllib.loads(text_of(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (contract,) = (each for each in contracts if each.get("containers") == ["evaluation"])
    _, _, table = text_of(ROOT / "docs" / "ARCHITECTURE.md").partition("| layer, from the top |")
    rows = (row.split("|")[1] for row in table.partition("\n\n")[0].splitlines()[2:])
    listed = [{name.removesuffix(".py") for name in re.findall(r"`evaluation/([\w.]+)/?`", row)} for row in rows]
    assert listed == [set(layer.split(" | ")) for layer in contract["layers"]]


def test_a_path_that_is_gone_is_noticed():
    assert [
        word for word in ("evaluation/gone.py", "docs/gone/", "gone.po") if not is_path(word) or is_there(word)
    ] == []


# -- decisions ---------------------------------------------------------------------------------------------------------
ADR = ROOT / "docs" / "adr"
DECISIONS = sorted(path for path in ADR.glob("*.md") if path.name != "README.md")


@pytest.mark.parametrize("page", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_its_status_context_decision_and_consequences(page):
    text = text_of(page)
    assert re.match(rf"# {int(page.name[:4])}\. \S", text)
    assert "\n**Status:** " in text
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]


def test_every_decision_is_in_the_index():
    listed = re.findall(r"\]\((\S+\.md)\)", text_of(ADR / "README.md"))
    assert listed == [page.name for page in DECISIONS]


def test_the_page_on_monitoring_names_each_event_that_is_written_once_a_minute_and_no_other():
    text = " ".join((ROOT / "docs" / "operations" / "monitoring.md").read_text(encoding="utf-8").split())
    sentence = next(each for each in text.split(". ") if "once a minute at most" in each)
    named = set(re.findall(r"`([^`]+)`", sentence)) - {"times"}
    assert named == {name for name, event in EVENTS.items() if event.is_counted}
