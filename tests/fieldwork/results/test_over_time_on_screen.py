"""The evaluator's page shows the workshops of a report in order of date, as the report does."""

import pytest

from evaluation.evaluators.shown_results import front_page
from evaluation.impact_report.formats.write import write
from tests.impact_report.sections.test_over_time import held


@pytest.mark.parametrize(("further", "shown"), [({}, True), ({"days": {}}, False)])
def test_workshops_stand_in_order_of_date_where_their_days_are_known(tmp_path, further, shown):
    write(held(**further), tmp_path, formats=("json", "html"))
    table = front_page(tmp_path).markup["over_time"]
    assert (table.startswith("<table"), "Average so far (range)" in table) == (shown, shown)
