"""Which kind of test each is, told from the parts it asks for, so that nobody has to remember a mark.

- `browser`: drives Chromium.
- `integration`: needs a database, a server or a process beside itself, makes whole reports or documents to print,
  reads other tools' files, or simulates studies or attacks them, releases or files.
- `unit`: everything else.
- What says itself which of these it is, is that: it takes something from those modules without running them, say.
- `long`: too long for every day, whatever the kind; set by hand, and for a test of pages on its second engine and for
  its further cases, of which the first is tried every day.
"""

import re
from functools import cache
from pathlib import Path

ENGINES = ("sqlite", "postgresql")
PARTS = {
    "browser": {"chromium"},
    "integration": {"settings", "migrated_sqlite", "postgresql_server", "empty_database", "valkey"},
}
"""The fixtures that make a test what it is; a browser outweighs the rest."""


RUNNING = (
    "subprocess",
    "click.testing",
    "evaluation.storage.database",
    "evaluation.impact_report.formats.docx",
    "evaluation.impact_report.formats.pdf",
    "evaluation.impact_report.formats.write",
    "evaluation.impact_report.formats.xlsx",
    "evaluation.operations.backup.key_file",
    "evaluation.printing",
    "tests.benchmarks",
    "tests.evidence",
    "tests.homes",
    "tests.importing.corpus",
    "tests.importing.corpus_of_questions",
    "tests.instruments.corpora",
    "tests.instruments.workbooks",
    "tests.intake.code_guessing",
    "tests.intake.flood_load",
    "tests.impact_report.adversarial",
    "tests.impact_report.examples",
    "tests.impact_report.made_once",
    "tests.impact_report.page_one",
    "tests.jobs.killing",
    "tests.printing",
    "tests.linking.crowd",
    "tests.releases.attacker",
    "tests.releases.kept",
    "tests.releases.reading",
    "tests.releases.whole_numbers",
    "tests.seating.exact_seating",
    "tests.serving",
)
"""Modules, and what is within them, that start programs, open databases, make whole reports or documents, or attack
releases; who takes something from them does so too."""
TAKES_ONE_THAT_RUNS = re.compile(rf"^(?:from|import) (?:{'|'.join(map(re.escape, RUNNING))})\b", re.MULTILINE)


OF_PAGES = tuple(
    f"tests/{folder}"
    for folder in (
        "authoring",
        "comparison_groups",
        "crafted",
        "export",
        "fieldwork",
        "paper",
        "people",
        "plans",
        "releases",
    )
)
"""Folders of tests that look at pages, releases and exports: what an engine does is tested where the store is."""
ON_BOTH = {
    "test_authorisation_matrix",
    "test_frozen_while_people_answer",
    "test_races",
    "test_reports_wait_for_nobody",
    "test_second_tap",
    "test_the_life_of_a_release",
    "test_two_who_decide",
}
"""Modules in those folders about what happens at once, which engines do differently."""


def is_further_engine(item) -> bool:
    """Whether a test shows on PostgreSQL what it shows on SQLite too, and that does not depend on the engine."""
    folder = item.path.relative_to(item.config.rootpath).as_posix()
    if not folder.startswith(OF_PAGES) or item.path.stem in ON_BOTH:
        return False
    return hasattr(item, "callspec") and "postgresql" in item.callspec.params.values()


OF_MANY_CASES = tuple(
    f"tests/{folder}" for folder in ("accounts", "authoring", "export", "fieldwork", "plans", "releases", "survey")
)
"""Folders of tests that press through pages, one case after another in the same way."""


def is_further_case(item) -> bool:
    """Whether a test in a browser, or of those folders, shows of a further case what it shows of its first.

    What differs by engine is told by `is_further_engine`.
    """
    folder = item.path.relative_to(item.config.rootpath).as_posix()
    kind = item.get_closest_marker("browser"), item.get_closest_marker("integration")
    if not hasattr(item, "callspec") or not (kind[0] or (kind[1] and folder.startswith(OF_MANY_CASES))):
        return False
    cases = {name: place for name, place in item.callspec.indices.items() if item.callspec.params[name] not in ENGINES}
    return any(cases.values())


def kind_of(item) -> str:
    """The kind of a collected test."""
    asked = set(item.fixturenames)
    for kind in ("browser", "integration", "unit"):
        if item.get_closest_marker(kind):
            return kind
    if asked & PARTS["browser"]:
        return "browser"
    if asked & PARTS["integration"] or _runs_programs(item.module):
        return "integration"
    return "unit"


def holds_no_unit(path) -> bool:
    """Whether the name of a file of tests, or what it takes, says that none in it is `unit`, so that it is not read.

    A file in which `unit` is written says itself what its tests are.
    """
    if not path.name.startswith("test_"):
        return False
    if path.stem.endswith("_in_a_browser"):
        return True
    written = path.read_text(encoding="utf-8")
    return bool(TAKES_ONE_THAT_RUNS.search(written)) and "mark.unit" not in written


@cache
def _runs_programs(module) -> bool:
    """Whether a module of tests runs programs, types commands (which open databases) or draws documents."""
    if TAKES_ONE_THAT_RUNS.search(Path(module.__file__).read_text(encoding="utf-8")):
        return True
    names = {getattr(each, "__module__", None) or getattr(each, "__name__", "") for each in vars(module).values()}
    return any(f"{name}.".startswith(f"{running}.") for name in {*names, module.__name__} for running in RUNNING)
