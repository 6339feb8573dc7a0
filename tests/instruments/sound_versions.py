"""Versions of every shape the model allows, for tests that hold for all of them."""

import string

from hypothesis import strategies as st

from instruments.model import ConsentText, Item, Option, ResponseFormat, ScaleKey, Version, WavePage, Wording
from instruments.terms import ItemRole, Layout, WaveKind
from instruments.validation import COLUMNS

NAMES = st.text(string.ascii_letters + string.digits + "_", min_size=1, max_size=8).map(lambda text: "q" + text)
KEYS = st.text(string.ascii_letters + string.digits, min_size=1, max_size=8).map(lambda text: "k" + text)
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from("\n\t\"'\\"),
    min_size=1,
    max_size=40,
)
WORDS = st.just("") | TEXTS
SHARES = st.floats(min_value=0.01, max_value=1.0)


@st.composite
def formats(draw, name):
    layout = draw(st.sampled_from(list(Layout)))
    if layout is Layout.STRIP:
        low = draw(st.integers(-5, 5))
        ends = {"low_label": draw(TEXTS), "high_label": draw(TEXTS)}
        return ResponseFormat(id=name, layout=layout, minimum=low, maximum=low + draw(st.integers(1, 10)), **ends)
    if layout is Layout.NUMBER:
        return ResponseFormat(
            id=name,
            layout=layout,
            minimum=draw(st.none() | st.integers(-9, 0)),
            maximum=draw(st.none() | st.integers(0, 9)),
        )
    if layout is Layout.DATE:
        first = draw(st.none() | st.integers(1900, 2000))
        return ResponseFormat(id=name, layout=layout, minimum=first, maximum=draw(st.none() | st.integers(2000, 2100)))
    if layout is Layout.TEXT:
        return ResponseFormat(id=name, layout=layout, maximum=draw(st.none() | st.integers(1, 10_000)))
    return ResponseFormat(
        id=name, layout=layout, options=draw(boxes() if layout is Layout.CHECKBOXES else options(layout))
    )


@st.composite
def boxes(draw):
    keys = draw(st.lists(KEYS, min_size=3, max_size=5, unique_by=str.lower))
    marks = [{}] * (len(keys) - 2) + [{"specify": draw(st.booleans())}, {"exclusive": draw(st.booleans())}]
    return tuple(Option(value=key, label=draw(TEXTS), **marked) for key, marked in zip(keys, marks, strict=True))


@st.composite
def options(draw, layout):
    kinds = [st.integers(-99, 99)] + (
        [TEXTS.filter(lambda text: text != "declined")] if layout is Layout.CHOICE else []
    )
    values = draw(st.one_of([st.lists(kind, min_size=2, max_size=7, unique=True) for kind in kinds]))
    overlaps = sorted(draw(st.lists(st.integers(0, 100), min_size=len(values), max_size=len(values), unique=True)))
    shown = overlaps if layout is Layout.PICTURES else [None] * len(values)
    ordered = values if layout is Layout.CHOICE else sorted(values)
    return tuple(
        Option(value=value, label=draw(TEXTS), overlap=overlap) for value, overlap in zip(ordered, shown, strict=True)
    )


@st.composite
def items(draw, name, found, waves):
    return Item(
        id=name,
        label=draw(TEXTS),
        ask=draw(WORDS),
        text=draw(TEXTS),
        format=draw(st.sampled_from(found)).id,
        construct="any",
        role=draw(st.sampled_from(list(ItemRole))),
        direction="higher",
        target=draw(WORDS),
        waves=tuple(wave for wave in waves if draw(st.booleans())),
        source=draw(WORDS),
        licence=draw(WORDS),
    )


@st.composite
def scales(draw, name, asked, by_id):
    first = draw(st.sampled_from(asked))
    low, high = by_id[first.format].limits
    alike = [item.id for item in asked if by_id[item.format].limits == (low, high)]
    margin = draw(st.none() | st.floats(min_value=0.001, max_value=(high - low) * 0.99))
    counted = tuple(draw(st.lists(st.sampled_from(alike), min_size=1, unique=True)))
    return ScaleKey(
        id=name,
        label=draw(TEXTS),
        construct="any",
        items=counted,
        minimum=low,
        maximum=high,
        minimum_answered=draw(SHARES),
        margin=margin,
        primary=draw(st.booleans()),
        missing=tuple(draw(st.lists(st.integers(-99, 99), max_size=2))),
    )


@st.composite
def sound_versions(draw):
    unique = st.lists(NAMES.filter(lambda name: name.lower() not in COLUMNS), min_size=1, max_size=4, unique=True)
    waves = tuple(draw(st.lists(st.sampled_from(list(WaveKind)), min_size=1, unique=True)))
    found = tuple(draw(formats(name)) for name in draw(unique))
    by_id = {one.id: one for one in found}
    asked = tuple(draw(items(name, found, waves)) for name in draw(unique))
    countable = [
        item for item in asked if (by_id[item.format].limits or (0, 0))[0] < (by_id[item.format].limits or (0, 0))[1]
    ]
    return Version(
        id="any",
        number=draw(st.integers(1, 999)),
        title=draw(TEXTS),
        description=draw(WORDS),
        status_note=draw(WORDS),
        languages=tuple(draw(st.lists(st.sampled_from(["en", "cy", "pa-Guru"]), min_size=1, unique=True))),
        consent=ConsentText(
            version=1, title=draw(TEXTS), statements=tuple(draw(st.lists(TEXTS, max_size=3))), agree=draw(TEXTS)
        ),
        waves=tuple(draw(pages(kind, asked)) for kind in waves),
        formats=found,
        items=asked,
        scales=tuple(draw(scales(name, countable, by_id)) for name in draw(unique)) if countable else (),
    )


@st.composite
def pages(draw, kind, asked):
    here = [item for item in asked if kind in item.waves]
    wording = tuple(Wording(item=item.id, ask=draw(WORDS), text=draw(TEXTS)) for item in here if draw(st.booleans()))
    return WavePage(kind=kind, title=draw(TEXTS), intro=draw(WORDS), wording=wording)
