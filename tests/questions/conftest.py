"""Evenings that ask every kind of question, and phones at them."""

import random

import pytest

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
    return walk.phone()


@pytest.fixture
def asking(database, settings, clock):
    """The evening that asks what follows on another question, on either engine."""
    found = Walk(database, clock, random.Random(7), version=VERSION_THAT_FOLLOWS)
    found.settings = settings
    return found


@pytest.fixture
def asked(asking):
    """Somebody's phone there."""
    return asking.phone()
