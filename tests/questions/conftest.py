"""Evenings that ask every kind of question, and phones at them."""

import random

import pytest

from evaluation.participants_app import participants_app
from evaluation.web.app import Services
from tests.hall import Phone
from tests.questions.asked import Walk
from tests.questions.following import VERSION_THAT_FOLLOWS


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


@pytest.fixture
def asking(database, settings, clock):
    """The evening that asks what follows on another question, on either engine."""
    found = Walk(database, clock, random.Random(7), version=VERSION_THAT_FOLLOWS)
    found.settings = settings
    return found


@pytest.fixture
def asked(asking):
    """Somebody's phone there."""
    app = participants_app(Services(asking.settings, asking.database, asking.clock))
    app.testing = True
    return Phone(app)
