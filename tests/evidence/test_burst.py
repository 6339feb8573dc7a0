"""The short version of the burst runs always."""

from tests.evidence.burst import burst


def test_a_burst_with_duplicates_and_lost_replies_loses_nothing_and_doubles_nothing():
    row = burst(quick=True)
    assert row["holds"], row["figure"]
    assert row["control_fails"], row["figure"]
