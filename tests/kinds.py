"""Which kind of test each is, told from the parts it asks for, so that nobody has to remember a mark.

- `browser`: drives Chromium.
- `integration`: needs a database, a server or a process beside itself, draws whole documents to print, or simulates
  studies or attacks them, releases or files.
- `unit`: everything else.
- What says itself which of these it is, is that: it takes something from those modules without running them, say.
- `long`: set by hand, whatever the kind; too long for every day.
"""

PARTS = {
    "browser": {"chromium"},
    "integration": {"settings", "migrated_sqlite", "postgresql_server", "empty_database", "valkey"},
}
"""The fixtures that make a test what it is; a browser outweighs the rest."""


RUNNING = (
    "subprocess",
    "click.testing",
    "evaluation.storage.database",
    "evaluation.impact_report.formats.pdf",
    "evaluation.impact_report.formats.write",
    "evaluation.printing",
    "tests.benchmarks",
    "tests.evidence",
    "tests.homes",
    "tests.jobs.killing",
    "tests.printing",
    "tests.linking.crowd",
    "tests.releases.attacker",
    "tests.releases.reading",
    "tests.serving",
)
"""Modules, and what is within them, that start programs, open databases, draw documents or attack releases; who takes
something from them does so too."""


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


def _runs_programs(module) -> bool:
    """Whether a module of tests runs programs, types commands (which open databases) or draws documents."""
    names = {getattr(each, "__module__", None) or getattr(each, "__name__", "") for each in vars(module).values()}
    return any(f"{name}.".startswith(f"{running}.") for name in {*names, module.__name__} for running in RUNNING)
