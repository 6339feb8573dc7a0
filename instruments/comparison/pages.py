"""Changes of what stands around the questions: waves, consent, languages, titles, and translations."""

from collections.abc import Iterator

from instruments.blanks import blanks_in
from instruments.comparison.change import Change, Comparability
from instruments.comparison.items import SAID, wording_changes
from instruments.comparison.word_changes import class_of_words, word_changes
from instruments.messages import PlainMessage
from instruments.model import ConsentText, Version, WavePage
from instruments.translation import Translation

TURNING = frozenset({"negation", "number", "quantity", "time frame"})
"""Rules by which words before questions make other questions of them."""


def page_changes(old: Version, new: Version) -> Iterator[Change]:
    """Every change of the waves between two versions."""
    before, after = ({page.kind: page for page in version.waves} for version in (old, new))
    for kind in before:
        if kind not in after:
            said = PlainMessage("The wave '%(wave)s' is gone.", wave=kind)
            yield _bare(f"waves.{kind}", said, "wave dropped", Comparability.NOT, wave=kind)
    for kind, page in after.items():
        if kind not in before:
            said = PlainMessage("The wave '%(wave)s' is new.", wave=kind)
            yield _bare(f"waves.{kind}", said, "wave added", Comparability.SAME, wave=kind)
            continue
        yield from _worded(f"waves.{kind}.title", before[kind].title, page.title, wave=kind, least=True)
        asked = tuple(item.id for item in new.items if kind in item.waves and item.id in old.items_by_id)
        intros = before[kind].intro, page.intro
        yield from _worded(f"waves.{kind}.intro", *intros, wave=kind, items=asked, source=new.language)
        yield from _wave_wording(old, new, before[kind], page)


def _wave_wording(old: Version, new: Version, before: WavePage, after: WavePage) -> Iterator[Change]:
    """Changes of the words a wave has of its own for an item it asks in both versions."""
    own = {wording.item for page in (before, after) for wording in page.wording}
    earlier = {item.id: item for item in old.questions(after.kind)} if own else {}
    later = {item.id: item for item in new.questions(after.kind)} if own else {}
    for name in sorted(own & earlier.keys() & later.keys()):
        first, second = earlier[name], later[name]
        path = f"waves.{after.kind}.wording.{name}"
        said = (first.ask, first.text), (second.ask, second.text)
        yield from wording_changes(path, *said, item=name, wave=after.kind, language=new.language)


def consent_changes(old: ConsentText, new: ConsentText) -> Iterator[Change]:
    """Changes of what people agree to: other words may bring other people."""
    before, after = ("\n".join((one.title, *one.all_statements, one.agree)) for one in (old, new))
    if before != after:
        comparability, rule = class_of_words(before, after)
        yield Change(
            key="consent",
            sentence=PlainMessage("The consent says something else.")
            if comparability is not Comparability.SAME
            else SAID[rule],
            comparability=min(comparability, Comparability.WITH_CARE, key=lambda one: one.gravity),
            rule="consent" if comparability is not Comparability.SAME else rule,
            before=before,
            after=after,
            words=word_changes(before, after),
        )
    if old.version != new.version:
        sentence = PlainMessage("The consent's number was %(old)s and is %(new)s.", old=old.version, new=new.version)
        yield _bare("consent.version", sentence, "number", Comparability.SAME)


def heading_changes(old: Version, new: Version) -> Iterator[Change]:
    """Changes of an instrument's id, titles, note and languages."""
    if old.id != new.id:
        sentence = PlainMessage(
            "These are versions of two instruments, '%(old)s' and '%(new)s'.", old=old.id, new=new.id
        )
        yield _bare("id", sentence, "instrument", Comparability.WITH_CARE)
    for name in ("title", "description", "status_note"):
        yield from _worded(name, getattr(old, name), getattr(new, name), least=True)
    if old.suppress_below != new.suppress_below:
        sentence = PlainMessage(
            "Counts were told of %(old)s and are told of %(new)s.", old=_fewest(old), new=_fewest(new)
        )
        yield _bare("suppress_below", sentence, "fewest people told of", Comparability.SAME)
    if old.language != new.language:
        sentence = PlainMessage(
            "The source language was '%(old)s' and is '%(new)s'.", old=old.language, new=new.language
        )
        everything = tuple(item.id for item in new.items)
        yield _bare("languages", sentence, "source language", Comparability.NOT, items=everything)
    elif set(old.languages) != set(new.languages):
        were, are = (", ".join(version.languages) for version in (old, new))
        sentence = PlainMessage("The languages were %(old)s and are %(new)s.", old=were, new=are)
        yield _bare("languages", sentence, "languages", Comparability.SAME)


def _fewest(version: Version) -> str:
    if version.suppress_below is None:
        return PlainMessage("as many as the plan says")
    return PlainMessage("%(count)s people or more", count=version.suppress_below)


def translation_changes(old: Translation, new: Translation, version: Version) -> Iterator[Change]:
    """Changes of one language's words for a version, touching only those who answer in it."""
    for key in dict.fromkeys((*new.strings, *old.strings)):
        before, after = _said(key, old, version), _said(key, new, version)
        if before and after and before != after:
            wave, items, asked = _read_by(key, version)
            yield from _worded(
                key, before, after, least=not items, eased=not asked, items=items, wave=wave, language=new.language
            )


def _said(key: str, translation: Translation, version: Version) -> str:
    """What people read in a place: an item's own words for an answer, or else those that items share."""
    if said := translation.strings.get(key):
        return said
    part, name, *rest = (*key.split("."), "", "")
    item = version.items_by_id.get(name) if (part, rest[0]) == ("items", "options") else None
    return translation.strings.get(f"formats.{item.format}.options.{rest[1]}", "") if item else ""


def _read_by(key: str, version: Version) -> tuple[str, tuple[str, ...], bool]:
    """Where a text of a translation is read: its wave if of one, the items it touches, whether it is part of them."""
    part, name, *rest = (*key.split("."), "")
    if part == "waves" and rest[0] == "wording":
        return name, (rest[1],), True
    if part == "waves":
        items = tuple(item.id for item in version.items if name in item.waves) if rest[0] == "intro" else ()
        return name, items, False
    if part == "formats":
        return "", tuple(item.id for item in version.items if item.format == name), True
    return "", (name,) if part == "items" and rest[0] != "label" else (), True


def _worded(
    key: str,
    before: str,
    after: str,
    *,
    least: bool = False,
    eased: bool = True,
    items: tuple[str, ...] = (),
    wave: str = "",
    language: str = "",
    source: str = "en",
) -> Iterator[Change]:
    """A change of a text, if it is one; one that no answer hangs on is `least` of all, one that stands before questions
    is `eased` unless it says something else of what they ask.
    """
    if before == after:
        return
    comparability, rule = class_of_words(before, after, language=language or source)
    if least:
        comparability, rule = Comparability.SAME, "heading"
    elif comparability is Comparability.NOT and eased and rule not in TURNING and blanks_in(before) == blanks_in(after):
        comparability = Comparability.WITH_CARE
    foreign = bool(language and comparability.gravity)
    yield Change(
        key=f"translations.{language}.{key}" if language else key,
        sentence=PlainMessage("The translation (%(language)s) was reworded.", language=language)
        if foreign
        else SAID[rule],
        comparability=comparability,
        rule="translation" if foreign else rule,
        before=before,
        after=after,
        words=word_changes(before, after),
        items=items,
        wave=wave,
        language=language,
    )


def _bare(
    key: str, sentence: str, rule: str, comparability: Comparability, *, items: tuple[str, ...] = (), wave: str = ""
) -> Change:
    return Change(key=key, sentence=sentence, comparability=comparability, rule=rule, items=items, wave=wave)
