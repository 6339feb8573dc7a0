"""What has to be done before a version can be published: a list a person ticks off by doing it."""

import re
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from instruments.asking.identifying import asks_who_somebody_is
from instruments.blanks import blank_problems
from instruments.comparison import Comparison
from instruments.comparison.between_waves import incomplete_scales
from instruments.messages import PlainMessage
from instruments.model import Item, Version
from instruments.terms import IDENTIFYING, Layout
from instruments.translation import Translation, missing, strings_of, translation_digest, words_of
from instruments.validation import problems

LONGEST_WAVE = 180
"""Seconds a wave may take: people in a hall give three minutes."""

READING = 60 / 238
"""Seconds to read a word (Brysbaert 2019, silent reading of English: 238 words a minute)."""

ANSWERING = {
    Layout.STACK: 4.0,
    Layout.STRIP: 4.0,
    Layout.PICTURES: 5.0,
    Layout.CHOICE: 3.0,
    Layout.CHECKBOXES: 6.0,
    Layout.NUMBER: 5.0,
    Layout.DATE: 8.0,
    Layout.TEXT: 20.0,
}
"""Seconds to choose and go on, once everything is read; our own estimate, checked against no one yet."""

FILLED = {"place": ("items", "waves", "consent"), "release_day": ("consent",)}
"""What may stand in braces, and where: the place of the experiment, the day averages are published."""


@dataclass(frozen=True)
class ChecklistLine:
    """One line of the list: what is asked, and what is left to do, a sentence each; done when nothing is left."""

    id: str
    title: str
    left: tuple[str, ...]

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return not self.left


def checklist(
    version: Version,
    *,
    translations: Iterable[Translation] = (),
    signed: AbstractSet[str] = frozenset(),
    comparison: Comparison | None = None,
    reasons: Mapping[str, str] | None = None,
    confirmed: Collection[str] = (),
    interface_languages: AbstractSet[str] | None = None,
) -> tuple[ChecklistLine, ...]:
    """Every line of the list for one draft.

    `signed` are the digests of translations a second person signed; `reasons` are given for the changes of a
    `comparison` with the version before, by the change's key; `confirmed` are the keys of those that two people said to
    compare against the rule; `interface_languages` are those that the pages have words in, where that is asked.
    """
    return (
        ChecklistLine("items", "Every item has an id and a construct", tuple(_items(version))),
        ChecklistLine("asked", "Every item is asked in a wave, and every wave asks one", tuple(_asked(version))),
        ChecklistLine("identity", "No item asks who somebody is", tuple(_identifying(version))),
        ChecklistLine(
            "scoring", "Scoring and reversal are valid", tuple(problem.said for problem in problems(version))
        ),
        ChecklistLine("parts", "Every wave asks whole outcomes", tuple(_incomplete(version))),
        ChecklistLine("margins", "Every outcome has a margin", tuple(_margins(version))),
        ChecklistLine("length", "Every wave takes under 3 minutes", tuple(_length(version))),
        ChecklistLine("licences", "Sources and licences are cited", tuple(_licences(version))),
        ChecklistLine("consent", "The consent says what people agree to", tuple(_consent(version))),
        ChecklistLine("blanks", "Every blank in the words is filled in", tuple(_blanks(version))),
        ChecklistLine(
            "translations", "Translations are complete and signed", tuple(_translated(version, translations, signed))
        ),
        ChecklistLine(
            "interface", "The pages speak every language", tuple(_without_interface(version, interface_languages))
        ),
        ChecklistLine("reasons", "Every change has a reason", tuple(_reasons(comparison, reasons or {}))),
        ChecklistLine(
            "confirmed", "What compares against the rule is confirmed", tuple(_unconfirmed(comparison, confirmed))
        ),
    )


def seconds(version: Version, wave: str) -> float:
    """How long one wave is expected to take: reading every word once, and answering.

    What stands there again is not read again: labels once a format, and a lead-in where the question before had it too.
    """
    asked = version.questions(wave)
    read = [words for item in asked for words in (*item.preface, item.text)]
    read += [item.ask for before, item in zip((None, *asked), asked, strict=False) if not _led_in(before, item)]
    for found in {item.format: version.format_of(item) for item in asked}.values():
        read += [found.low_label, found.high_label, *(option.label for option in found.options)]
    words = sum(len(text.split()) for text in read)
    return words * READING + sum(ANSWERING[version.format_of(item).layout] for item in asked)


def _led_in(before: Item | None, item: Item) -> bool:
    return before is not None and before.ask == item.ask


def _items(version: Version) -> Iterable[str]:
    if not version.items:
        yield PlainMessage("There is no item yet.")
    for item in version.items:
        if not item.construct.strip():
            yield PlainMessage("%(item)s names no construct; write 'descriptive' if it measures none.", item=item.id)


def _asked(version: Version) -> Iterable[str]:
    for item in version.items:
        if not item.waves:
            yield PlainMessage("%(item)s is asked in no wave.", item=item.id)
    for page in version.waves:
        if not version.questions(page.kind):
            yield PlainMessage("The wave '%(wave)s' asks nothing.", wave=page.kind)


def _identifying(version: Version) -> Iterable[str]:
    for item in version.items:
        if item.construct == IDENTIFYING:
            yield PlainMessage(
                "%(item)s: the file it came from marks it as telling who somebody is. Take it out; "
                "where it asks nothing of the kind, write as its construct what it measures.",
                item=item.id,
            )
    for item, words in asks_who_somebody_is(version):
        if item.construct != IDENTIFYING:
            yield PlainMessage(
                "%(item)s asks for “%(words)s” in words of one's own, which tells who somebody is. Take it out, or ask "
                "for less, such as a part of town.",
                item=item.id,
                words=words,
            )


def _incomplete(version: Version) -> Iterable[str]:
    for found in incomplete_scales(version):
        yield PlainMessage(
            "%(scale)s: the wave '%(wave)s' asks %(asked)s and leaves out %(left_out)s, so a change could be made of "
            "the questions alone. Ask all of them there, or say in the scale that this wave asks a part on purpose.",
            scale=found.label,
            wave=found.wave,
            asked=", ".join(found.asked),
            left_out=", ".join(found.left_out),
        )


def _margins(version: Version) -> Iterable[str]:
    for scale in version.scales:
        if scale.margin is None:
            yield PlainMessage("%(scale)s has no smallest change worth counting.", scale=scale.id)


def _length(version: Version) -> Iterable[str]:
    for page in version.waves:
        expected = seconds(version, page.kind)
        if expected >= LONGEST_WAVE:
            minutes, rest = divmod(int(expected), 60)
            yield PlainMessage(
                "'%(wave)s' takes about %(minutes)s min %(seconds)s s.", wave=page.title, minutes=minutes, seconds=rest
            )


def _licences(version: Version) -> Iterable[str]:
    for item in version.items:
        absent = tuple(noun for noun in ("source", "licence") if not getattr(item, noun).strip())
        if absent == ("source",):
            yield PlainMessage("%(item)s cites no source.", item=item.id)
        elif absent == ("licence",):
            yield PlainMessage("%(item)s cites no licence.", item=item.id)
        elif absent:
            yield PlainMessage("%(item)s cites no source and no licence.", item=item.id)


def _consent(version: Version) -> Iterable[str]:
    if not version.consent.statements:
        yield PlainMessage(
            "consent: it has no statement, so people would agree to nothing. Write at least one, such as that nobody "
            "asks for a name."
        )


def _blanks(version: Version) -> Iterable[str]:
    for key, text in strings_of(version).items():
        for name in re.findall(r"\{([^{}]*)\}", text):
            if key.split(".")[0] not in FILLED.get(name, ()):
                yield PlainMessage("%(key)s: nothing fills in %(blank)s there.", key=key, blank=f"{{{name}}}")


def _translated(version: Version, translations: Iterable[Translation], signed: AbstractSet[str]) -> Iterable[str]:
    found = {translation.language: translation for translation in translations}
    for language in version.languages[1:]:
        if language not in found:
            yield PlainMessage(
                "%(language)s: there is no translation yet. Translate it, or take it out of the languages for now.",
                language=language,
            )
        elif absent := missing(version, found[language]):
            yield PlainMessage(
                "%(language)s: %(count)s of %(all)s words are missing, first %(first)s.",
                language=language,
                count=len(absent),
                all=len(strings_of(version)),
                first=absent[0],
            )
        elif faults := list(blank_problems(words_of(version), found[language].strings, language=language)):
            yield from (fault.said for fault in faults)
        elif translation_digest(found[language]) not in signed:
            yield PlainMessage("%(language)s: a second person needs to sign the translation.", language=language)


def _without_interface(version: Version, interface_languages: AbstractSet[str] | None) -> Iterable[str]:
    for language in version.languages:
        if interface_languages is not None and language not in interface_languages:
            yield PlainMessage(
                "%(language)s: the pages around the questions (buttons, agreement, receipt) have no words in this "
                "language yet, so nobody would be offered it. Take it out of the languages for now.",
                language=language,
            )


def _reasons(comparison: Comparison | None, reasons: Mapping[str, str]) -> Iterable[str]:
    if comparison is None:
        return
    for change in comparison.to_confirm:
        if not reasons.get(change.key, "").strip():
            yield PlainMessage("%(key)s: %(sentence)s", key=change.key, sentence=change.sentence)
    before, after = comparison.old.consent, comparison.new.consent
    if before != after and before.version >= after.version:
        yield PlainMessage("consent: its words changed; give it a higher number.")


def _unconfirmed(comparison: Comparison | None, confirmed: Collection[str]) -> Iterable[str]:
    raised = [change for change in comparison.changes if change.raised] if comparison else []
    for key in dict.fromkeys(change.key for change in raised):
        if key not in confirmed:
            yield PlainMessage(
                "%(key)s: that the answers compare has to be said by two people, each with a reason.", key=key
            )
