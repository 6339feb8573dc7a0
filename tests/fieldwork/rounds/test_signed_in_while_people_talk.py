"""Whoever runs an evening stays signed in while people talk, also without a day and past midnight."""

import pytest


@pytest.mark.parametrize("wave", ["pre", "post"])
def test_an_hour_between_before_and_after_ends_no_session_and_an_hour_after_both_does(
    organiser, evening, clock, desk, wave
):
    with desk.services.database.transaction() as db:
        for one in (desk.here, desk.there):
            db.merge(one).date = None
    waves = ("pre", "post") if wave == "post" else ("pre",)
    for each in waves:
        evening.open(each)
        evening.close(each)
    clock.advance(minutes=60)
    assert organiser.get(f"/experiments/{evening.id}").status_code == (200 if wave == "pre" else 303)
