"""The short version of the burst runs always, the whole one among the long runs."""

import pytest

from tests.evidence.burst import SIZES, bursts, on_sqlite


def fresh(request, tmp_path, engine):
    return on_sqlite if engine == "sqlite" else lambda _: request.getfixturevalue("postgresql_settings")


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_burst_over_a_bad_line_loses_nothing_and_doubles_nothing(request, tmp_path, engine):
    row = bursts(fresh(request, tmp_path, engine), (40,))
    assert row["holds"], row["figure"]
    assert row["control_fails"], row["figure"]


@pytest.mark.long
@pytest.mark.parametrize("people", SIZES)
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_burst_of_a_whole_assembly_loses_nothing_and_doubles_nothing(request, tmp_path, engine, people):
    row = bursts(fresh(request, tmp_path, engine), (people,))
    print(row["figure"])  # noqa: T201 - the counts are asked for
    assert row["holds"], row["figure"]
    assert row["control_fails"], row["figure"]
