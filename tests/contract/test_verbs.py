"""Every verb explains itself, and says in one sentence what it cannot take."""

import pytest

VERBS = [
    "address",
    "analyse",
    "arrange",
    "audit",
    "backup",
    "benchmark",
    "cards",
    "chapter",
    "check",
    "copy",
    "demo",
    "evening",
    "evidence",
    "experiment",
    "export",
    "imported",
    "instrument",
    "key",
    "link",
    "map",
    "migrate",
    "pack",
    "paper",
    "person",
    "pool",
    "power",
    "privacy",
    "quality",
    "record",
    "release",
    "report",
    "restore",
    "retention",
    "serve",
    "setup",
    "study",
    "token",
    "wave",
    "withdraw",
    "worker",
]


MISSING = pytest.param("import", marks=pytest.mark.xfail(reason="promised, and no such verb yet"))


@pytest.mark.parametrize("verb", [*VERBS, MISSING])
def test_a_verb_explains_itself_and_refuses_an_unknown_option(home, verb):
    assert verb in home.weaving(verb, "--help").out
    refused = home.weaving(verb, "--no-such-option", expect=2)
    assert refused.err.strip()
    assert "Traceback" not in refused.err
