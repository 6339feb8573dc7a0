"""How long the server takes to save one change of a long draft, as the editor sends it while somebody types."""

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from evaluation import migrations
from evaluation.domain.clock import now_utc
from evaluation.storage.database import open_database
from evaluation.storage.settings import Settings
from evaluation.store.instruments.drafts import Writer, add_draft
from tests.authoring.conftest import fields_of
from tests.authoring.test_long_drafts import long_version
from tests.staff_pages import desk_of, token_in

ITEMS = 300
RUNS = 7
GOAL_SECONDS = 0.3


@contextmanager
def long_draft() -> Iterator[Callable[[int], float]]:
    """A draft of 300 items; calling it with a number gives the seconds that saving a change of that item takes."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.at(Path(folder))
        database = open_database(settings)
        migrations.upgrade(database)
        desk = desk_of(settings, database, now_utc)
        client = desk.as_person(desk.person("researcher", email="first@example.org"))
        with database.transaction() as db:
            writer = Writer("-", "somebody", now_utc())
            draft = add_draft(db, long_version(ITEMS), based_on=None, translations=(), writer=writer).id

        def save(item: int) -> float:
            address = f"/instruments/drafts/{draft}/items/q{item}"
            page = client.get(address).text
            sent = {**fields_of(page), "text": f"people who hum {item} songs?", "csrf_token": token_in(page)}
            begun = time.perf_counter()
            answer = client.post(address, data=sent, headers={"Accept": "application/json"})
            spent = time.perf_counter() - begun
            assert "saved" in answer.json, answer.text
            return spent

        yield save
        database.close()


def draft_save_300_seconds(_quick: bool) -> dict[str, object]:  # noqa: FBT001 - every row is asked with whether to be quick
    """Seconds that the server takes to save a change of one item of 300, in the best of some runs."""
    with long_draft() as save:
        value = min(save(item) for item in range(RUNS))
    how = f"the editor's own request to the staff's application, from form to JSON, in process; best of {RUNS}"
    return {"value": round(value, 4), "goal": GOAL_SECONDS, "met": value <= GOAL_SECONDS, "how": how}


ROWS: dict[str, Callable[[bool], Mapping[str, object]]] = {"draft_save_300_seconds": draft_save_300_seconds}
