"""All that people write in a draft as one flat mapping, so that two states can be told apart and put together again.

Its keys are `items/bt2` for a part, `order/items` for the order of its kind, `about/title` for what stands once,
`translations/cy/items.bt2.text` for a text in another language, `reasons/...` and `classes/...` for what is said of a
change, `translator_notes/items.bt2.text` for what translators are told of a text,
`back_translations/cy/items.bt2.text` for what somebody read in its translation. A value is as JSON has it; what is not
there has no key, and stands as None in a change.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Draft, DraftTranslation
from instruments import Version

Content = Mapping[str, Any]
IDENTITY = {"items": "id", "formats": "id", "scales": "id", "waves": "kind"}
"""The kinds of parts, and what each is known by."""
GIVEN = frozenset({"id", "number"})
"""What nobody writes in a draft."""
BY_LANGUAGE = {"translations": "entries", "back_translations": "back_translations"}
"""What is kept of a text in another language, and in which column of a draft's translation."""
BY_KEY = ("reasons", "classes", "translator_notes")


def content_of(db: Session, draft: Draft) -> Content:
    """What a draft holds now."""
    return {
        **dict(_of_body(json.loads(draft.body))),
        **{f"{kind}/{key}": said for kind in BY_KEY for key, said in getattr(draft, kind).items()},
        **{
            f"{kind}/{row.language}/{key}": entry
            for kind, column in BY_LANGUAGE.items()
            for row in _translations(db, draft)
            for key, entry in getattr(row, column).items()
        },
    }


def version_of_content(draft: Draft, content: Content) -> Version:
    """The version that a content holds, under the id and the number of the draft's own."""
    own = {key: value for key, value in json.loads(draft.body).items() if key in GIVEN}
    body = {**own, **_under(content, "about/")}
    for table, order in _under(content, "order/").items():
        body[table] = [content[f"{table}/{name}"] for name in order]
    return Version.model_validate_json(json.dumps(body))


def keep_reasons_and_texts(db: Session, draft: Draft, content: Content) -> None:
    """Put the reasons, classes, notes and translations of a content into a draft."""
    for kind in BY_KEY:
        setattr(draft, kind, _under(content, f"{kind}/"))
    rows = {row.language: row for row in _translations(db, draft)}
    wanted = {language: _nothing() for language in rows}
    for kind, column in BY_LANGUAGE.items():
        for key, entry in _under(content, f"{kind}/").items():
            language, _slash, text = key.partition("/")
            wanted.setdefault(language, _nothing())[column][text] = entry
    for language, kept in wanted.items():
        row = rows.get(language)
        if row is None:
            db.add(DraftTranslation(draft_id=draft.id, language=language, **kept))
        elif kept != {column: getattr(row, column) for column in kept}:
            row.entries, row.back_translations = kept["entries"], kept["back_translations"]
            row.counter += 1
    db.flush()


def differences(before: Content, after: Content) -> dict[str, dict[str, Any]]:
    """What changed from one content to another, by key."""
    keys = (*before, *(key for key in after if key not in before))
    return {
        key: {"before": before.get(key), "after": after.get(key)} for key in keys if before.get(key) != after.get(key)
    }


def merged_order(now: Sequence[str], before: Sequence[str], after: Sequence[str]) -> list[str] | None:
    """The order that takes back a step from `before` to `after`, with what was added or went since.

    None where somebody put what both have in another order since.
    """
    if [name for name in now if name in after] != [name for name in after if name in now]:
        return None
    order = [name for name in before if name in now or name not in after]
    for place, name in enumerate(now):
        if name not in after and name not in before:
            follows = next((one for one in reversed(now[:place]) if one in order), None)
            order.insert(order.index(follows) + 1 if follows else 0, name)
    return order


def _nothing() -> dict[str, dict[str, Any]]:
    return {column: {} for column in BY_LANGUAGE.values()}


def _of_body(body: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for field, value in body.items():
        names = [row[IDENTITY[field]] for row in value] if field in IDENTITY else []
        if field in IDENTITY and len(set(names)) == len(names):
            yield f"order/{field}", names
            yield from ((f"{field}/{name}", row) for name, row in zip(names, value, strict=True))
        elif field not in GIVEN:
            yield f"about/{field}", value


def _under(content: Content, prefix: str) -> dict[str, Any]:
    return {key.removeprefix(prefix): value for key, value in content.items() if key.startswith(prefix)}


def _translations(db: Session, draft: Draft) -> Sequence[DraftTranslation]:
    return db.scalars(select(DraftTranslation).where(DraftTranslation.draft_id == draft.id)).all()
