"""The five first hours, each walked from an empty machine state, in one table.

python -m tests.first_hour.walk_hours

An interaction is a press, a typed field, a tick, a chosen file or a typed command; a dead end is a page that says no.
"""

import sys

import pytest

HERE = "tests/first_hour"
WALKS = {
    "organiser": f"{HERE}/test_set_up_in_a_browser.py"
    "::test_an_organiser_comes_from_nothing_to_an_evening_that_a_phone_opens",
    "evaluator": "tests/bring/test_first_hour_in_a_browser.py"
    "::test_an_evaluator_has_a_report_of_two_files_in_at_most_eight_interactions[scripts]",
    "researcher": f"{HERE}/test_researcher_in_a_browser.py"
    "::test_a_researcher_publishes_what_an_xlsform_asks_in_at_most_ten_interactions",
    "engineer": f"{HERE}/test_engineer_from_a_clone.py::test_quick_checks_are_green_within_five_minutes_of_a_clone",
    "administrator": f"{HERE}/test_administrator_in_a_browser.py"
    "::test_an_administrator_has_https_a_service_that_comes_again_and_a_backup_that_serves",
}
"""The test that walks each person's hour."""
ROW = "{:<14} {:>12} {:>5} {:>8} {:>9}  {}"


class Figures:
    """What each walk has told, and how it ended."""

    def __init__(self):
        self.told, self.ended = {}, {}

    def pytest_runtest_logreport(self, report):
        """Take what a walk tells; a part before or after it that fails, or that leaves it out, is how it ended too."""
        person = next((who for who, test in WALKS.items() if report.nodeid.endswith(test)), "")
        if person and (report.when == "call" or report.outcome != "passed"):
            self.ended[person] = report.outcome
            self.told |= {name: value for name, value in report.user_properties if name in WALKS}

    def lines(self):
        """The table, a line a person."""
        yield ROW.format("person", "interactions", "most", "seconds", "dead ends", "")
        for person in WALKS:
            told, ended = self.told.get(person, {}), self.ended.get(person, "not run")
            counted = [told.get(name) for name in ("interactions", "most", "seconds")]
            ends = len(told["dead_ends"]) if told else None
            shown = ["–" if each is None else each for each in (*counted, ends)]
            yield ROW.format(person, *shown, " · ".join(filter(None, (ended, told.get("notes")))))


def main():
    """Walk them one after the other; the status is that of the tests."""
    figures = Figures()
    ended = pytest.main(
        ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-rs", *WALKS.values()], plugins=[figures]
    )
    sys.stdout.writelines(f"{line}\n" for line in figures.lines())
    return int(ended)


if __name__ == "__main__":
    sys.exit(main())
