"""Evenings that ask every kind of question, and phones at them."""

import random

import pytest

from evaluation.participants_app import participants_app
from evaluation.web.app import Services
from tests.hall import Phone
from tests.questions.asked import Walk


@pytest.fixture
def walk(database, settings, clock):
    """The evening on either engine."""
    found = Walk(database, clock, random.Random(7))
    found.settings = settings
    return found


@pytest.fixture
def phone(walk):
    """Somebody's phone there."""
    app = participants_app(Services(walk.settings, walk.database, walk.clock))
    app.testing = True
    return Phone(app)
