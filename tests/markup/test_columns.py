"""Every column of text was decided upon, and the world of these tests holds markup in each that takes words."""

import json

from sqlalchemy import select

from tests.markup.columns import DECIDED, UNDECIDED, text_columns, words_of_people
from tests.markup.payloads import KINDS, PAYLOADS


def test_every_column_of_text_was_decided_upon():
    unsaid = [UNDECIDED.format(column=name) for name in sorted(text_columns().keys() - DECIDED.keys())]
    assert unsaid == [], "\n".join(unsaid)
    assert sorted(DECIDED.keys() - text_columns().keys()) == []


def test_there_are_payloads_of_every_kind():
    assert len(set(PAYLOADS)) == len(PAYLOADS) == sum(KINDS.values()) >= 40


def holds_markup(value):
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return any(each in text or json.dumps(each, ensure_ascii=False)[1:-1] in text for each in PAYLOADS)


def test_every_column_that_takes_words_holds_markup(marked_world):
    with marked_world.services.database.reading() as db:
        bare = [
            name
            for name, column in words_of_people().items()
            if not any(holds_markup(value) for value in db.scalars(select(column)) if value)
        ]
    assert bare == []
