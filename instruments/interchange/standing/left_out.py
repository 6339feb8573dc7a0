"""Takes items out of a draft again, with everything that hangs on them, and writes each of it down."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from instruments.interchange.imported import Imported, NotCarried, refusal
from instruments.interchange.reasons import ONE_STEP, TEXT_SHOWN
from instruments.messages import PlainMessage
from instruments.model import Item
from instruments.several_choice import is_several
from instruments.translation import Translation

SEVERAL_LISTED = PlainMessage("Questions with several answers were to be listed only.")
SEVERAL_ALONE = PlainMessage("each of its questions has several answers, and those were to be listed only.")


def left_out(found: Imported, reasons: Mapping[str, str]) -> Imported:
    """The draft without some items, each with the reason why; what followed on one of them is asked of everybody."""
    version, left = found.version_draft, list(found.not_carried)
    kept = []
    for item in version.items:
        where = found.places.get(item.id, item.id)
        if item.id in reasons:
            left.append(NotCarried(where, item.text[:200], reasons[item.id], question=True))
            left += [NotCarried(where, words[:200], TEXT_SHOWN) for words in item.preface]
        elif item.follows in reasons:
            left.append(NotCarried(where, _condition(item), ONE_STEP))
            kept.append(item.model_copy(update={"follows": None, "follows_at": ()}))
        else:
            kept.append(item)
    used = {item.format for item in kept}
    formats = tuple(each for each in version.formats if each.id in used)
    gone = {f"items.{name}" for name in reasons} | {
        f"formats.{each.id}" for each in version.formats if each.id not in used
    }
    return replace(
        found,
        version_draft=version.model_copy(update={"items": tuple(kept), "formats": formats}),
        not_carried=tuple(left),
        translations=tuple(_without(gone, found.translations)),
    )


def without_several(name: str, found: Imported) -> Imported:
    """The draft without questions of which several answers can be chosen; refused where no other is left."""
    version = found.version_draft
    reasons = {item.id: SEVERAL_LISTED for item in version.items if is_several(version.format_of(item))}
    if len(reasons) == len(version.items):
        raise refusal(name, SEVERAL_ALONE)
    return left_out(found, reasons) if reasons else found


def _condition(item: Item) -> str:
    return f"{item.follows} = {' / '.join(map(str, item.follows_at))}"


def _without(gone: set[str], translations: tuple[Translation, ...]) -> Iterator[Translation]:
    """The translations without the words of these items and response formats."""
    for each in translations:
        kept = {key: text for key, text in each.strings.items() if key.rsplit(".", key.count(".") - 1)[0] not in gone}
        yield each.model_copy(update={"strings": kept})
