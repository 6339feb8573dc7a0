"""What must hold between the parts of a version, beyond the shape of each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from instruments.asking.follow_on import follow_on_faults
from instruments.format_rules import of_format
from instruments.messages import PlainMessage
from instruments.model import Item, ResponseFormat, ScaleKey, Version, WavePage
from instruments.problem import Problem, meant
from instruments.several_choice import column_faults
from instruments.terms import Layout

COLUMNS = frozenset({"participant", "chapter", "wave", "experiment", "arm", "version", "language", "item", "answer"})
"""Columns of the files answers are written to, so no item can bear their names."""


def problems(version: Version, *, known: Mapping[str, frozenset[str]] | None = None) -> list[Problem]:
    """Everything that does not hold between the parts of a version, in the order of its tables; empty when it is sound.

    `known` names, table by table, ids that exist though their rows are not in the version.
    """
    ids = {
        "waves": frozenset(str(page.kind) for page in version.waves),
        "formats": frozenset(version.formats_by_id),
        "items": frozenset(version.items_by_id),
    }
    for table, names in (known or {}).items():
        ids[table] = ids.get(table, frozenset()) | names
    return [
        *_repeated(version),
        *(problem for page in version.waves for problem in _of_wave(page, version, ids)),
        *(problem for found in version.formats for problem in of_format(found)),
        *(problem for item in version.items for problem in _of_item(item, version, ids)),
        *column_faults(version),
        *follow_on_faults(version),
        *(problem for scale in version.scales for problem in _of_scale(scale, version, ids)),
    ]


def _of_item(item: Item, version: Version, ids: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    path = f"items.{item.id}"
    if item.id.lower() in COLUMNS:
        yield Problem(
            path, PlainMessage("'%(item)s' is a column of exported files; call the item something else.", item=item.id)
        )
    if item.format not in ids["formats"]:
        yield Problem(
            f"{path}.format",
            PlainMessage(
                "there is no response format called '%(word)s'%(meant)s", **_absent(item.format, ids["formats"])
            ),
        )
    absent = [wave for wave in item.waves if wave not in ids["waves"]]
    yield from (
        Problem(f"{path}.waves", PlainMessage("this version has no wave '%(wave)s'.", wave=wave)) for wave in absent
    )
    if len(set(item.waves)) < len(item.waves):
        yield Problem(f"{path}.waves", PlainMessage("a wave is named more than once."))
    if item.labels:
        yield Problem(
            f"{path}.labels", PlainMessage("words of its own are for a translation; give the item a format of its own.")
        )
    found = version.formats_by_id.get(item.format)
    if item.not_applicable and found is not None and not found.choices:
        yield Problem(
            f"{path}.not_applicable",
            PlainMessage("only a question with answers to choose from has one more to choose."),
        )
    if item.at_most is not None:
        yield from _limited(item, version, ids)


def _limited(item: Item, version: Version, ids: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    path, first = f"items.{item.id}.at_most", version.items_by_id.get(item.at_most or "")
    if item.at_most not in ids["items"]:
        yield Problem(path, _no_item(str(item.at_most), ids["items"]))
    for one in (item, first) if first is not None else ():
        found = version.formats_by_id.get(one.format)
        if found is not None and found.layout is not Layout.NUMBER:
            said = PlainMessage(
                "only numbers can be compared, and '%(item)s' is answered in '%(format)s'.",
                item=one.id,
                format=one.format,
            )
            yield Problem(path, said)
    if first is not None and not set(item.waves) <= set(first.waves):
        yield Problem(path, PlainMessage("'%(item)s' is not asked in every wave this item is asked in.", item=first.id))


def _of_wave(page: WavePage, version: Version, ids: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    for wording in page.wording:
        path, item = f"waves.{page.kind}.wording.{wording.item}", version.items_by_id.get(wording.item)
        if wording.item not in ids["items"]:
            yield Problem(path, _no_item(wording.item, ids["items"]))
        if item is not None and page.kind not in item.waves:
            yield Problem(path, PlainMessage("'%(item)s' is not asked in this wave.", item=wording.item))


def _of_scale(scale: ScaleKey, version: Version, ids: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    path = f"scales.{scale.id}"
    if not scale.items:
        yield Problem(f"{path}.items", PlainMessage("a scale needs at least one item."))
    if len(set(scale.items)) < len(scale.items):
        yield Problem(f"{path}.items", PlainMessage("an item is named more than once."))
    if scale.minimum >= scale.maximum:
        said = PlainMessage(
            "the minimum %(low)s is not below the maximum %(high)s.", low=scale.minimum, high=scale.maximum
        )
        yield Problem(path, said)
    elif scale.margin is not None and scale.margin >= scale.maximum - scale.minimum:
        yield Problem(f"{path}.margin", PlainMessage("a margin as wide as the scale itself counts no change."))
    absent = [wave for wave in scale.partial if wave not in {page.kind for page in version.waves}]
    yield from (
        Problem(f"{path}.partial", PlainMessage("this version has no wave '%(wave)s'.", wave=wave)) for wave in absent
    )
    for name in scale.reverse:
        if name not in scale.items:
            said = PlainMessage("'%(item)s' is reversed but not among the scale's items.", item=name)
            yield Problem(f"{path}.reverse", said)
    for name in scale.items:
        item = version.items_by_id.get(name)
        if name not in ids["items"]:
            yield Problem(f"{path}.items", _no_item(name, ids["items"]))
        elif item is not None:
            yield from _scored(item, scale, version)


def _scored(item: Item, scale: ScaleKey, version: Version) -> Iterator[Problem]:
    path, found = f"scales.{scale.id}.items", version.formats_by_id.get(item.format)
    if found is not None and found.limits != (scale.minimum, scale.maximum):
        yield Problem(path, _other_limits(item, found, scale))
    if item.construct != scale.construct:
        said = PlainMessage(
            "'%(item)s' measures '%(one)s', the scale '%(other)s'.",
            item=item.id,
            one=item.construct,
            other=scale.construct,
        )
        yield Problem(path, said)
    turned = item.id in scale.reverse
    if item.direction is None:
        said = PlainMessage("say which way is better, since the scale '%(scale)s' counts this item.", scale=scale.id)
        yield Problem(f"items.{item.id}.direction", said)
    elif (item.direction is scale.direction) == turned:
        yield Problem(f"scales.{scale.id}.reverse", _other_way(item, turned=turned))


def _other_limits(item: Item, found: ResponseFormat, scale: ScaleKey) -> str:
    runs = {"item": item.id, "from": scale.minimum, "to": scale.maximum}
    if found.limits is None:
        return PlainMessage("'%(item)s' is answered not in numbers, the scale runs from %(from)s to %(to)s.", **runs)
    return PlainMessage(
        "'%(item)s' is answered from %(low)s to %(high)s, the scale runs from %(from)s to %(to)s.",
        low=found.limits[0],
        high=found.limits[1],
        **runs,
    )


def _other_way(item: Item, *, turned: bool) -> str:
    points = {"item": item.id, "direction": str(item.direction)}
    if turned:
        return PlainMessage("'%(item)s' points %(direction)s and must not be reversed here.", **points)
    return PlainMessage("'%(item)s' points %(direction)s and must be reversed here.", **points)


def _repeated(version: Version) -> Iterator[Problem]:
    tables: dict[str, Iterable[str]] = {
        "languages": version.languages,
        "waves": (page.kind for page in version.waves),
        "formats": (found.id for found in version.formats),
        "items": (item.id for item in version.items),
        "scales": (scale.id for scale in version.scales),
    }
    for table, names in tables.items():
        for name, count in Counter(names).items():
            if count > 1:
                said = PlainMessage(
                    "the name '%(name)s' stands %(count)s times; each needs its own.", name=name, count=count
                )
                yield Problem(f"{table}.{name}", said)


def _no_item(word: str, known: Iterable[str]) -> str:
    return PlainMessage("there is no item called '%(word)s'%(meant)s", **_absent(word, known))


def _absent(word: str, known: Iterable[str]) -> dict[str, object]:
    return {"word": word, "meant": meant(word, sorted(known))}
