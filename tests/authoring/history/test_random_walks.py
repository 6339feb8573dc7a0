"""Two people wander through one draft at random: every word that either typed is in the draft or in its history."""

import json
import random

import pytest
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from evaluation.models import Draft
from evaluation.store.instruments.draft_history import history_of
from evaluation.store.instruments.drafts import Writer, add_draft, version_in
from evaluation.store.instruments.published_versions import version_of
from instruments import canonical_json
from tests.authoring.history.walking import Wanderer
from tests.close_browser import close_context
from tests.hall import served

pytestmark = pytest.mark.browser
ASKED = {"bt1", "bt2", "an1", "wm1", "op1"}
STEPS = 16
FEW, MANY, TOGETHER = 2, 500, 25


def without_the_phone(staff):
    """The staff's pages but the phone that stands beside the editor, which is slow.

    A browser that was asked to hold requests back would keep no script for the next page.
    """
    return lambda environ, start: (NotFound() if "/phone/" in environ["PATH_INFO"] else staff)(environ, start)


@pytest.fixture
def two(desk, chromium):
    """Two people in a browser each, in which nothing goes wrong unseen."""
    wrong, contexts = [], []
    with served(DispatcherMiddleware(NotFound(), {"/staff": without_the_phone(desk.app)})) as address:
        people = []
        for name in ("first", "second"):
            context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
            context.set_default_timeout(60_000)
            context.on("weberror", lambda error: wrong.append(str(error.error)))
            contexts.append(context)
            account = desk.person("researcher", email=f"{name}@example.org")
            people.append(Wanderer(desk, f"{address}/staff", context, account))
        yield people
        for context in contexts:
            close_context(context)
    assert wrong == []


def new_draft(desk):
    """A draft of a short questionnaire: its own scale and response format, and no version before it."""
    with desk.services.database.transaction() as db:
        whole = version_of(db, "common-ground", 1)
        items = tuple(item for item in whole.items if item.id in ASKED)
        formats = tuple(found for found in whole.formats if found.id in {item.format for item in items})
        scales = tuple(scale for scale in whole.scales if scale.id == "anxiety")
        version = whole.having(id="walked", items=items, formats=formats, scales=scales, waves=whole.waves[:3])
        writer = Writer("-", "somebody", desk.services.clock())
        return add_draft(db, version, based_on=None, translations=(), writer=writer).id


def held(desk, draft):
    """All that a draft and its history say."""
    with desk.services.database.reading() as db:
        row = db.get_one(Draft, draft)
        changes = [change.changes for change in history_of(db, row)]
        return canonical_json(version_in(db, row)) + json.dumps(changes, ensure_ascii=False)


def lost_on_a_walk(desk, two, seed):
    """The words that two people typed on a walk and that are nowhere, and what they did."""
    chance, draft = random.Random(seed), new_draft(desk)
    for person, name in zip(two, ("ann", "bob"), strict=True):
        person.begin(draft, chance, name)
    for _ in range(STEPS):
        chance.choice(two).step()
    for person in two:
        person.end()
    found = held(desk, draft)
    lost = [word for person in two for word in person.typed if word not in found]
    return [(seed, lost, [person.done for person in two])] if lost else []


@pytest.mark.parametrize("seed", range(FEW))
def test_every_word_typed_on_a_walk_is_in_the_draft_or_its_history(desk, two, seed):
    assert lost_on_a_walk(desk, two, seed) == []


@pytest.mark.long
@pytest.mark.parametrize("first", range(FEW, MANY, TOGETHER))
def test_every_word_typed_on_five_hundred_walks_is_in_the_draft_or_its_history(desk, two, first):
    seeds = range(first, min(first + TOGETHER, MANY))
    assert [each for seed in seeds for each in lost_on_a_walk(desk, two, seed)] == []
