"""Two people save one part of a draft at the same moment, on either engine: one wins, the other sees both texts."""

import threading
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest

from evaluation.models import Draft
from evaluation.store.instruments.drafts import Writer, add_draft, all_drafts, version_in
from evaluation.store.instruments.published_versions import translations_of, version_of
from tests.authoring.conftest import fields_of
from tests.staff_pages import desk_of, post

IN_A_FILE = Path(__file__).parents[1] / "corpora" / "xlsform" / "field-list.xlsx"


@pytest.fixture
def table(settings, database, clock):
    """A desk on each engine."""
    settings.home.mkdir(exist_ok=True, parents=True)
    return desk_of(settings, database, clock)


@pytest.fixture
def address(table, clock):
    with table.services.database.transaction() as db:
        version = version_of(db, "common-ground", 1)
        writer = Writer("-", "somebody", clock())
        draft = add_draft(db, version, based_on=1, translations=translations_of(db, version), writer=writer)
        return draft.id


@pytest.fixture
def both(table):
    """Two researchers' browsers."""
    return [table.as_person(table.person("researcher", email=f"{name}@example.org")) for name in ("first", "second")]


def at_once(*calls):
    """What each call answers, all begun together."""
    gate, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        gate.wait()
        answers[place] = call()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def text_of(table, draft):
    with table.services.database.reading() as db:
        return version_in(db, db.get(Draft, draft)).items_by_id["bt2"].text


def test_of_two_who_save_one_text_at_once_one_wins_and_the_other_sees_both(table, address, both):
    part = f"/instruments/drafts/{address}/items/bt2"
    shown = fields_of(both[0].get(part).text)
    texts = ["people who WHISTLE?", "people who HUM?"]
    answers = at_once(
        *(
            lambda client=client, text=text: post(client, part, **{**shown, "text": text})
            for client, text in zip(both, texts, strict=True)
        )
    )
    codes = [answer.status_code for answer in answers]
    assert sorted(codes) == [303, 409]
    assert text_of(table, address) == texts[codes.index(303)]
    late = answers[codes.index(409)].text
    assert all(word in late for word in ("WHISTLE", "HUM", "whose background is very different"))


def test_of_two_who_change_different_things_at_once_neither_is_lost(table, address, both):
    part = f"/instruments/drafts/{address}/items/bt2"
    shown = fields_of(both[0].get(part).text)
    changes = [{"text": "people who whistle?"}, {"source": "Somebody's idea"}]
    answers = at_once(
        *(
            lambda client=client, change=change: post(client, part, **{**shown, **change})
            for client, change in zip(both, changes, strict=True)
        )
    )
    assert [answer.status_code for answer in answers] == [303, 303]
    with table.services.database.reading() as db:
        item = version_in(db, db.get(Draft, address)).items_by_id["bt2"]
    assert (item.text, item.source) == ("people who whistle?", "Somebody's idea")


def test_of_two_who_translate_one_text_at_once_one_wins_and_the_other_sees_both(table, address, both):
    part = f"/instruments/drafts/{address}/translations/cy"
    with table.services.database.reading() as db:
        shown = {"before.title": translations_of(db, version_of(db, "common-ground", 1))[1].strings["title"]}
    answers = at_once(
        *(
            lambda client=client, text=text: post(client, part, **{**shown, "words.title": text})
            for client, text in zip(both, ["Un teitl", "Teitl arall"], strict=True)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]


def begin_blank(client):
    return post(client, "/instruments/drafts", page="/instruments/", name="walks-by-night")


def begin_from_a_file(client):
    sent = (BytesIO(IN_A_FILE.read_bytes()), IN_A_FILE.name)
    return post(client, "/instruments/import", page="/instruments/", file=sent)


def begun_in(table):
    with table.services.database.reading() as db:
        return len(all_drafts(db))


@pytest.mark.parametrize("press", [begin_blank, begin_from_a_file])
def test_a_beginning_pressed_twice_at_once_is_one_draft(table, press):
    person = table.person("researcher")
    answers = at_once(*(partial(press, table.as_person(person)) for _press in range(2)))
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len({answer.location for answer in answers}) == 1
    assert begun_in(table) == 1


def test_the_same_beginning_by_another_or_later_is_another_draft(table, both, clock):
    begin_blank(both[0])
    begin_blank(both[1])
    clock.advance(seconds=90)
    begin_blank(both[0])
    assert begun_in(table) == 3
