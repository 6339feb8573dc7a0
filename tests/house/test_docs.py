"""The papers for whoever carries this on say what is so: paths, targets, verbs, links, decisions, and words."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import jinja2
import pytest

from evaluation.cli import VERBS
from evaluation.storage.events.vocabulary import EVENTS
from tests.house.parsed import nodes_of, parsed

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
    if path.parts[-3:-1] != ("migrations", "versions")
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


def test_decisions_are_numbered_without_a_gap_and_all_in_the_index():
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    listed = re.findall(r"\]\((\S+\.md)\)", text_of(ADR / "README.md"))
    assert listed == [page.name for page in DECISIONS]


# -- words -------------------------------------------------------------------------------------------------------------
NOWHERE = ("stencil", "shelf", "furniture", "surroundings", "lettered", "tallies", "doer", "deed")
"""Metaphors that mean nothing else here: in no code, template, style, script or document."""
IN_NO_NAME = (*NOWHERE, "saying", "spoken", "told", "heard", "desk", "room", "parts", "beside", "shipped", "reach")
"""Words that are plain English in a sentence and a riddle in a name: in no module, function, class, parameter, field,
attribute or variable, of code and of templates."""
WHOLE = ("here", "looked")
"""Words that no name may be alone, and that say something as one of several: `page_cache_here`."""
PLURALS = {"shelves": "shelf", "deeds": "deed", "stencils": "stencil", "shelved": "shelf", "furnish": "furniture"}
PLURALS |= {"rooms": "room", "doers": "doer", "tally": "tallies"}
PLURALS |= {"reached": "reach", "reaches": "reach", "reaching": "reach", "reachable": "reach"}
PREFIXES = ("un", "re", "over", "out", "mis", "pre", "non")
"""What may stand before a word to avoid without making it another."""

ALLOWED = {
    "lettered": {
        "evaluation/impact_report/build/context.py": "a field's name in releases that are frozen already",
        "evaluation/impact_report/sections/provenance_section.py": "a field's name in releases that are frozen already",
        "evaluation/impact_report/text/translate.py": "a field's name in releases that are frozen already",
        "evaluation/reports/releases/pseudonyms.py": "a field's name in releases that are frozen already",
    },
    "furniture": {
        "evaluation/printing/pdf_tags.py": "printers call a page's running heads and feet its furniture",
    },
}
"""Where a word still stands, and why. Nothing is added here without a reason that a stranger accepts."""
COMPARED = "figures of the comparison group: a field of reports that are frozen already, and of what is made for it"
STORY = "what people told, a field of reports that are frozen already and of the row that prints it"
LEDGER = "the groups that a group is made of: a key of the ledger's pages, which are kept for good"
ARCHIVE = {
    "beside": {
        "analysis/pooling/differences.py": COMPARED,
        "evaluation/impact_report/build/later/what_is_left.py": COMPARED,
        "evaluation/impact_report/build/later/who_answered.py": COMPARED,
        "evaluation/impact_report/build/badge_conditions.py": COMPARED,
        "evaluation/impact_report/build/comparison_group.py": COMPARED,
        "evaluation/impact_report/build/outcomes.py": COMPARED,
        "evaluation/impact_report/build/sides/began_apart.py": COMPARED,
        "evaluation/impact_report/text/counted/asked_of_one_side.py": COMPARED,
        "evaluation/impact_report/formats/json_counts.py": COMPARED,
        "evaluation/impact_report/formats/json_headlines.py": COMPARED,
        "evaluation/impact_report/layout/comparison_forest_rows.py": COMPARED,
        "evaluation/impact_report/text/care_taken.py": COMPARED,
        "evaluation/impact_report/text/later/chapters_later.py": COMPARED,
        "evaluation/impact_report/text/selection.py": COMPARED,
        "evaluation/reports/releases/disclosed_comparison.py": COMPARED,
        "evaluation/reports/releases/mask.py": COMPARED,
    },
    "flow_beside": {
        "evaluation/impact_report/build/report.py": COMPARED,
        "evaluation/reports/releases/mask.py": COMPARED,
    },
    "told": {
        "evaluation/impact_report/build/context.py": STORY,
        "evaluation/impact_report/layout/stories.py": STORY,
        "templates/impact_report/stories.html": STORY,
    },
    "told_at": {
        "evaluation/accounts/after_password.py": "a column of the database",
        "evaluation/models/sign_in_reset.py": "a column of the database",
        "evaluation/store/accounts/resets.py": "a column of the database",
        "evaluation/store/retention/due_rows.py": "a column of the database",
    },
    "parts": {
        "analysis/disclosure/admission.py": LEDGER,
        "analysis/disclosure/groups.py": LEDGER,
        "analysis/disclosure/ledger.py": LEDGER,
        "evaluation/storage/fault_log.py": "the standard library's name for the folders of a path",
        "evaluation/store/releases/ledger_entries.py": LEDGER,
        "evaluation/store/releases/ledger_json.py": LEDGER,
    },
    "_parts": {"analysis/disclosure/ledger.py": LEDGER},
}
"""Names with a word to avoid, and where each may stand: names that are kept for good elsewhere, and others' names."""
MACROS = ("parts",)
"""Names of files of macros, under which templates import them."""


def singular(word):
    return PLURALS.get(word.lower(), word.lower())


@cache
def words_in(name):
    """The words of a name, whether parted by underscores or by capitals; of one with a prefix, as unsaid, also said."""
    words = {singular(word) for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}
    return words | {singular(word.removeprefix(prefix)) for word in words for prefix in PREFIXES}


AVOIDED = {*IN_NO_NAME, *WHOLE}
LETTERS = re.compile("|".join(sorted({*AVOIDED, *(odd for odd, plain in PLURALS.items() if plain in AVOIDED)})))


@cache
def words_of(path):
    """The words to avoid that stand in a file, in names, texts and comments."""
    text = text_of(path)
    return words_in(text) & AVOIDED if LETTERS.search(text.lower()) else set()


def identifiers(path):
    """The module's stem and every name of its code: of what is defined, bound, taken in, passed on, or read of others.

    Of a template the names of its expressions and statements, without its texts.
    """
    if path.suffix == ".html":
        yield from {name for _, kind, name in TEMPLATES.lex(text_of(path)) if kind == "name"} - set(MACROS)
        return
    yield path.stem
    for node in (each for each in nodes_of(parsed(text_of(path))) if type(each) in NAMING):
        yield getattr(node, NAMING[type(node)]) or ""


TEMPLATES = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
NAMING = {
    ast.FunctionDef: "name",
    ast.AsyncFunctionDef: "name",
    ast.ClassDef: "name",
    ast.arg: "arg",
    ast.keyword: "arg",
    ast.Name: "id",
    ast.Attribute: "attr",
    ast.alias: "asname",
    ast.ExceptHandler: "name",
    ast.MatchAs: "name",
    ast.MatchStar: "name",
}
"""Where the syntax tree holds names."""


def avoided_names(path):
    """The names of a file that are, or hold, a word to avoid, without those that `ALLOWED` excuses by their word."""
    if not words_of(path):
        return set()
    excused = {word for word, files in ALLOWED.items() if named(path) in files} if path.is_relative_to(ROOT) else set()
    words = set(IN_NO_NAME) - excused
    return {name for name in {*identifiers(path)} if name.strip("_") in WHOLE or words_in(name) & words}


@pytest.mark.parametrize("word", NOWHERE)
def test_a_metaphor_that_the_glossary_avoids_stands_nowhere(word):
    found = {named(path) for path in WATCHED if word in words_of(path)}
    fresh = sorted(found - ALLOWED.get(word, {}).keys())
    assert not fresh, (
        f"“{word}” is a word to avoid (docs/GLOSSARY.md says which to use); it stands in {', '.join(fresh)}"
    )


def test_no_name_is_or_holds_a_word_that_the_glossary_avoids():
    pages = [path for path in WATCHED if path.suffix == ".html"]
    found = {(named(path), name) for path in [*CODE, *pages] for name in avoided_names(path)}
    allowed = {(file, name) for name, files in ARCHIVE.items() for file in files}
    fresh = [f"{file}: {name}" for file, name in sorted(found - allowed)]
    assert not fresh, "Names with words to avoid (docs/GLOSSARY.md says which to use):\n" + "\n".join(fresh)
    gone = [f"{file}: {name}" for file, name in sorted(allowed - found)]
    assert not gone, "Names that stand there no longer, so that nothing excuses them:\n" + "\n".join(gone)


def test_every_kind_of_name_is_looked_at(tmp_path):
    (tmp_path / "odd.py").write_text(
        "def f(parts, *, here=1):\n    told, spoken_in = parts.desk, g(heard=2)\n"
        "    return [saying for saying in told]\nimport x as rooms\n"
        "Retold = UNSPOKEN = is_reachable = 1\nfine = 'here, told and beside'\n"
    )
    odd = {"parts", "here", "told", "spoken_in", "desk", "heard", "saying", "rooms"}
    odd |= {"Retold", "UNSPOKEN", "is_reachable"}
    assert avoided_names(tmp_path / "odd.py") == odd
    (tmp_path / "odd.html").write_text('{% set told = 1 %}{{ row.beside }} told {{ _("here") }} {{ page_here }}')
    assert avoided_names(tmp_path / "odd.html") == {"told", "beside"}


def test_the_glossary_lists_every_word_that_is_looked_for():
    rows = re.findall(r"^\|.*\|([^|]*)\|$", text_of(ROOT / "docs" / "GLOSSARY.md"), re.MULTILINE)
    avoided = {singular(word) for row in rows for word in re.findall(r"[a-z]+", row)}
    assert sorted(AVOIDED - avoided) == []


def test_words_are_found_in_names_texts_and_comments(tmp_path):
    (tmp_path / "odd.py").write_text('"""On the shelf."""\nTheStencil = 1  # a deed\nof_tallies = "furniture"\n')
    assert set(NOWHERE) & words_of(tmp_path / "odd.py") == {"shelf", "stencil", "deed", "tallies", "furniture"}


def test_the_page_on_monitoring_names_each_event_that_is_written_once_a_minute_and_no_other():
    text = " ".join((ROOT / "docs" / "operations" / "monitoring.md").read_text(encoding="utf-8").split())
    sentence = next(each for each in text.split(". ") if "once a minute at most" in each)
    named = set(re.findall(r"`([^`]+)`", sentence)) - {"times"}
    assert named == {name for name, event in EVENTS.items() if event.is_counted}
