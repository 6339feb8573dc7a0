"""Changes of a response format: nearly all of them shift the answers, so nearly none of them compare."""

from collections.abc import Iterator

from instruments.comparison.change import Change, Comparability
from instruments.comparison.word_changes import class_of_words, word_changes
from instruments.model import ResponseFormat
from instruments.terms import Layout


def format_changes(old: ResponseFormat, new: ResponseFormat, *, items: tuple[str, ...]) -> Iterator[Change]:
    """Every change between the format some items had and the one they have, each touching those items."""
    for key, sentence, rule, comparability in _shape(old, new):
        yield Change(
            key=f"formats.{new.id}{key}",
            sentence=sentence,
            comparability=comparability,
            rule=rule,
            exact=f"{old.model_dump_json()} {new.model_dump_json()}" if key else "",
            items=items,
        )
    for key, before, after in _labels(old, new):
        if before != after:
            yield _label(f"formats.{new.id}.{key}", before, after, items)


Shape = tuple[str, str, str, Comparability]


def _shape(old: ResponseFormat, new: ResponseFormat) -> Iterator[Shape]:
    if old.layout is not new.layout:
        yield ".layout", f"A {old.layout} became a {new.layout}.", "layout", Comparability.NOT
    elif old.layout in {Layout.NUMBER, Layout.TEXT}:
        yield from _limits(old, new)
    else:
        yield from _points(old, new)


def _limits(old: ResponseFormat, new: ResponseFormat) -> Iterator[Shape]:
    if (old.minimum, old.maximum) != (new.minimum, new.maximum):
        words = f"The limits {_span(old)} became {_span(new)}."
        yield "", words, "limits", Comparability.SAME if old.layout is Layout.TEXT else Comparability.WITH_CARE


def _span(found: ResponseFormat) -> str:
    low, high = (("none" if end is None else str(end)) for end in (found.minimum, found.maximum))
    return f"{low} to {high}"


def _points(old: ResponseFormat, new: ResponseFormat) -> Iterator[Shape]:
    before, after = old.choices, new.choices
    if len(before) != len(after):
        noun = "pictures" if new.layout is Layout.PICTURES else "points"
        yield ".options", f"{len(before)} {noun} became {len(after)}.", "points", Comparability.NOT
    elif [option.value for option in before] != [option.value for option in after]:
        reordered = sorted(str(one.value) for one in before) == sorted(str(one.value) for one in after)
        sentence = "The options stand in another order." if reordered else "The values stored are others."
        yield ".options", sentence, "order of options" if reordered else "values", Comparability.NOT
    elif [option.overlap for option in before] != [option.overlap for option in after]:
        yield ".options", "The circles overlap by other amounts.", "pictures", Comparability.NOT
    if old.worded != new.worded:
        now = "stand beside them for everybody" if new.worded else "are for whoever listens alone"
        yield ".worded", f"The words of the pictures now {now}.", "words beside pictures", Comparability.NOT


def _labels(old: ResponseFormat, new: ResponseFormat) -> Iterator[tuple[str, str, str]]:
    yield "low_label", old.low_label, new.low_label
    yield "high_label", old.high_label, new.high_label
    before = {option.value: option.label for option in old.options}
    for option in new.options:
        if option.value in before:
            yield f"options.{option.value}", before[option.value], option.label


def _label(key: str, before: str, after: str, items: tuple[str, ...]) -> Change:
    comparability, rule = class_of_words(before, after)
    if comparability is Comparability.SAME:
        sentence = f"The label '{before}' became '{after}': {rule} only."
    else:
        comparability, rule, sentence = Comparability.NOT, "label", f"The label '{before}' became '{after}'."
    return Change(
        key=key,
        sentence=sentence,
        comparability=comparability,
        rule=rule,
        before=before,
        after=after,
        words=word_changes(before, after),
        items=items,
    )
