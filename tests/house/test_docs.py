"""The papers for whoever carries this on say what is so: paths, targets, verbs, links, decisions, and words."""

import ast
import io
import re
import tokenize
from functools import cache
from pathlib import Path

import pytest

from evaluation.cli import VERBS

ROOT = Path(__file__).parents[2]
DOCS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob(".github/*.md"), ROOT / "analysis/README.md"]
)
TOP = {"analysis", "docs", "evaluation", "instruments", "templates", "tests", ".ci", ".github"}
SUFFIXES = (".cfg", ".css", ".html", ".js", ".md", ".mo", ".po", ".py", ".sh", ".svg", ".toml", ".yml")
MADE_BY_USE = {"report.json", "report.html", "report.pdf"}
"""What a command writes, named in the docs by the name that it gets there."""
CODE = [
    path
    for package in ("analysis", "evaluation", "instruments")
    for path in sorted((ROOT / package).rglob("*.py"))
    if path.parts[-2] != "versions"
]
WATCHED = [
    *CODE,
    *sorted((ROOT / "templates").rglob("*.html")),
    *sorted(path for path in (ROOT / "evaluation" / "static").rglob("*") if path.suffix in {".css", ".js"}),
    *(path for path in DOCS if path.name != "GLOSSARY.md"),
]


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


def test_decisions_are_numbered_without_a_gap_and_all_in_the_index():
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    listed = re.findall(r"\]\((\S+\.md)\)", text_of(ADR / "README.md"))
    assert listed == [page.name for page in DECISIONS]


# -- words -------------------------------------------------------------------------------------------------------------
NOWHERE = ("stencil", "shelf", "furniture", "surroundings", "lettered", "tallies", "doer", "deed")
"""Metaphors that mean nothing else here: in no code, template, style, script or document."""
IN_NO_NAME = (*NOWHERE, "saying", "spoken", "told", "heard", "desk", "room", "parts")
"""Words that are plain English in a sentence and a riddle in a name: in no module, public function or class."""
PLURALS = {"shelves": "shelf", "deeds": "deed", "stencils": "stencil", "shelved": "shelf", "furnish": "furniture"}
PLURALS |= {"rooms": "room", "doers": "doer", "tally": "tallies"}

ARCHIVE = "a field's name in releases that are frozen already"
ENDPOINT = (
    "the name of an endpoint or of a class of style, which nobody reads; it goes with the next change of the page"
)
LOCAL = "a name within one file, older than the glossary; whoever changes the file next takes it out"
ALLOWED = {
    "lettered": {
        "evaluation/impact_report/build/context.py": ARCHIVE,
        "evaluation/impact_report/text/translate.py": ARCHIVE,
        "evaluation/reports/releases/pseudonyms.py": ARCHIVE,
    },
    "furniture": {
        "evaluation/printing/pdf_tags.py": "printers call a page's running heads and feet its furniture",
        "evaluation/staff_app.py": ENDPOINT,
        "evaluation/web/staff_layout.py": ENDPOINT,
    },
    "deed": {
        "evaluation/store/evening/switch_wave.py": LOCAL,
        "evaluation/store/log/safeguards.py": LOCAL,
        "evaluation/web/audit_log.py": LOCAL,
    },
    "shelf": {
        "evaluation/evaluators/artefact_list.py": LOCAL,
        "evaluation/participants_app.py": LOCAL,
        "evaluation/survey/start.py": LOCAL,
        "instruments/library.py": LOCAL,
    },
    "stencil": {
        "evaluation/survey/delivery/page_cache.py": LOCAL,
        "evaluation/survey/delivery/prerendered.py": LOCAL,
        "evaluation/survey/receipt.py": LOCAL,
        "evaluation/survey/start.py": LOCAL,
    },
    "surroundings": {
        "evaluation/reports/releases/mask.py": LOCAL,
        "evaluation/reports/releases/pseudonyms.py": LOCAL,
        "evaluation/storage/settings.py": LOCAL,
        "evaluation/store/releases/listing.py": LOCAL,
    },
}
"""Where a word still stands, and why. Nothing is added here without a reason that a stranger accepts."""
ALLOWED_NAMES = {
    "evaluation/evaluators/report_pages.py: told": ENDPOINT,
    "evaluation/evaluators/report_pages.py: told_sum": ENDPOINT,
    "evaluation/store/reports/checks.py: told": LOCAL,
    "evaluation/store/responses/published_result.py: told_in": LOCAL,
}


def singular(word):
    return PLURALS.get(word.lower(), word.lower())


def words_in(name):
    """The words of a name, whether parted by underscores or by capitals."""
    return {singular(word) for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


@cache
def words_of(path):
    """Every word of a file: of code those of names, texts and comments."""
    if path.suffix != ".py":
        return words_in(text_of(path))
    tokens = tokenize.generate_tokens(io.StringIO(text_of(path)).readline)
    return {word for token in tokens for word in words_in(token.string)}


def public_names(path):
    """The module's stem, and every function and class that others can name."""
    yield path.stem
    for node in ast.walk(ast.parse(text_of(path))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name


@pytest.mark.parametrize("word", NOWHERE)
def test_a_metaphor_that_the_glossary_avoids_stands_nowhere(word):
    found = {named(path) for path in WATCHED if word in words_of(path)}
    fresh = sorted(found - ALLOWED.get(word, {}).keys())
    assert not fresh, (
        f"“{word}” is a word to avoid (docs/GLOSSARY.md says which to use); it stands in {', '.join(fresh)}"
    )


def test_no_public_name_is_a_word_that_the_glossary_avoids():
    found = {
        f"{named(path)}: {name}"
        for path in CODE
        for name in public_names(path)
        if words_in(name) & set(IN_NO_NAME) - {word for word, files in ALLOWED.items() if named(path) in files}
    }
    fresh = sorted(found - ALLOWED_NAMES.keys())
    assert not fresh, "Names with words to avoid (docs/GLOSSARY.md says which to use):\n" + "\n".join(fresh)


def test_the_glossary_lists_every_word_that_is_looked_for():
    rows = re.findall(r"^\|.*\|([^|]*)\|$", text_of(ROOT / "docs" / "GLOSSARY.md"), re.MULTILINE)
    avoided = {singular(word) for row in rows for word in re.findall(r"[a-z]+", row)}
    assert sorted(set(IN_NO_NAME) - avoided) == []


def test_words_are_found_in_names_texts_and_comments(tmp_path):
    (tmp_path / "odd.py").write_text('"""On the shelf."""\nTheStencil = 1  # a deed\nof_tallies = "furniture"\n')
    assert set(NOWHERE) & words_of(tmp_path / "odd.py") == {"shelf", "stencil", "deed", "tallies", "furniture"}
