"""A phone that has been on the first screen and is then without signal."""

import pytest


@pytest.fixture
def page(phone):
    with phone() as context:
        yield context.new_page()
