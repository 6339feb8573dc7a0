"""Changes of a response format: nearly all of them shift the answers, so nearly none of them compare."""

from collections.abc import Iterator

from instruments.comparison.change import Change, Comparability
from instruments.comparison.word_changes import class_of_words, word_changes
from instruments.messages import PlainMessage
from instruments.model import ResponseFormat
from instruments.terms import Layout


def format_changes(
    old: ResponseFormat, new: ResponseFormat, *, items: tuple[str, ...], language: str = "en"
) -> Iterator[Change]:
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
            yield _label(f"formats.{new.id}.{key}", before, after, items, language)


Shape = tuple[str, str, str, Comparability]


def _shape(old: ResponseFormat, new: ResponseFormat) -> Iterator[Shape]:
    if old.layout is not new.layout:
        said = PlainMessage("A %(old)s became a %(new)s.", old=old.layout, new=new.layout)
        yield ".layout", said, "layout", Comparability.NOT
    elif old.layout in {Layout.NUMBER, Layout.DATE, Layout.TEXT}:
        yield from _limits(old, new)
    elif old.layout is Layout.CHECKBOXES:
        yield from _boxes(old, new)
    else:
        yield from _points(old, new)


def _limits(old: ResponseFormat, new: ResponseFormat) -> Iterator[Shape]:
    if (old.minimum, old.maximum) != (new.minimum, new.maximum):
        words = PlainMessage("The limits %(old)s became %(new)s.", old=_span(old), new=_span(new))
        yield "", words, "limits", Comparability.SAME if old.layout is Layout.TEXT else Comparability.WITH_CARE


def _span(found: ResponseFormat) -> str:
    low, high = ((PlainMessage("none") if end is None else str(end)) for end in (found.minimum, found.maximum))
    return PlainMessage("%(low)s to %(high)s", low=low, high=high)


def _points(old: ResponseFormat, new: ResponseFormat) -> Iterator[Shape]:
    before, after = old.choices, new.choices
    if len(before) != len(after):
        yield ".options", _other_number(len(before), len(after), new), "points", Comparability.NOT
    elif [option.value for option in before] != [option.value for option in after]:
        reordered = sorted(str(one.value) for one in before) == sorted(str(one.value) for one in after)
        if reordered:
            yield ".options", PlainMessage("The options stand in another order."), "order of options", Comparability.NOT
        else:
            yield ".options", PlainMessage("The values stored are others."), "values", Comparability.NOT
    elif [option.overlap for option in before] != [option.overlap for option in after]:
        yield ".options", PlainMessage("The circles overlap by other amounts."), "pictures", Comparability.NOT
    if old.worded != new.worded:
        yield ".worded", _other_place(new), "words beside pictures", Comparability.NOT


def _boxes(old: ResponseFormat, new: ResponseFormat) -> Iterator[Shape]:
    """Each box has a key of its own, so that those that both offer still say the same; what stands beside may lead."""
    before, after = ([str(option.value) for option in found.options] for found in (old, new))
    if set(before) != set(after):
        came, went = ([key for key in one if key not in other] for one, other in ((after, before), (before, after)))
        named = {"came": ", ".join(came) or "–", "went": ", ".join(went) or "–"}
        said = PlainMessage("Other options to choose several from: %(came)s came, %(went)s went.", **named)
        yield ".options", said, "options offered", Comparability.NOT
    elif before != after:
        said = PlainMessage("The options stand in another order.")
        yield ".options", said, "order of checkboxes", Comparability.WITH_CARE
    if _keys(old, "exclusive") != _keys(new, "exclusive"):
        said = PlainMessage("Another option, or none, is chosen alone.")
        yield ".exclusive", said, "option chosen alone", Comparability.NOT
    if _keys(old, "specify") != _keys(new, "specify"):
        said = PlainMessage("Words are asked for beside another option, or beside none.")
        yield ".specify", said, "words asked for", Comparability.WITH_CARE


def _keys(found: ResponseFormat, mark: str) -> list[int | str]:
    return [option.value for option in found.options if getattr(option, mark)]


def _other_number(before: int, after: int, new: ResponseFormat) -> str:
    if new.layout is Layout.PICTURES:
        return PlainMessage("%(old)s pictures became %(new)s.", old=before, new=after)
    return PlainMessage("%(old)s points became %(new)s.", old=before, new=after)


def _other_place(new: ResponseFormat) -> str:
    if new.worded:
        return PlainMessage("The words of the pictures now stand beside them for everybody.")
    return PlainMessage("The words of the pictures now are for whoever listens alone.")


def _labels(old: ResponseFormat, new: ResponseFormat) -> Iterator[tuple[str, str, str]]:
    yield "low_label", old.low_label, new.low_label
    yield "high_label", old.high_label, new.high_label
    before = {option.value: option.label for option in old.options}
    for option in new.options:
        if option.value in before:
            yield f"options.{option.value}", before[option.value], option.label


def _label(key: str, before: str, after: str, items: tuple[str, ...], language: str) -> Change:
    comparability, rule = class_of_words(before, after, language=language)
    if comparability is Comparability.SAME:
        sentence = _corrected(rule, before, after)
    else:
        sentence = PlainMessage("The label '%(old)s' became '%(new)s'.", old=before, new=after)
        comparability, rule = Comparability.NOT, "label"
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


def _corrected(rule: str, before: str, after: str) -> str:
    if rule == "spelling":
        return PlainMessage("The label '%(old)s' became '%(new)s': spelling only.", old=before, new=after)
    return PlainMessage("The label '%(old)s' became '%(new)s': punctuation only.", old=before, new=after)
