"""Of a study in which the lot decided who came, the report does not say that people chose to come."""

import pytest

from evaluation.impact_report.formats import html
from tests.impact_report.adversarial import made, nothing_for_those_who_came
from tests.impact_report.page_one import plain

CHOSE = "People chose to come."
BY_LOT = "It was drawn by lot who came, but not who took part in the study: nothing here speaks for a whole community."


@pytest.mark.parametrize(("drawn", "said", "unsaid"), [(True, BY_LOT, CHOSE), (False, CHOSE, BY_LOT)])
def test_what_is_said_of_who_came_follows_the_design(drawn, said, unsaid):
    page = plain(html.page(made(*nothing_for_those_who_came(), randomised=drawn)))
    assert said in page
    assert unsaid not in page
