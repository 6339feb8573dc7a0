"""Modules: questions that score nothing, asked after the others of a wave.

A module is an instrument like any other, so it is written, translated, signed, published and compared as one. What is
asked at a wave is then one questionnaire: its own questions, and those of each module after them in turn.
"""

from collections.abc import Iterable, Iterator

from instruments.messages import PlainMessage
from instruments.model import ConsentText, Item, ResponseFormat, Version


def is_module(version: Version) -> bool:
    """Whether a version can be asked after another: it scores nothing."""
    return not version.scales


def joined(version: Version, modules: Iterable[Version], *, wave: str) -> Version:
    """The questionnaire of one wave: a version with the questions of its modules after its own, in the same language.

    What stands before the questions of a module stands before its first; what its consent says is said with the rest.
    """
    asked = tuple(modules)
    if not asked:
        return version
    return version.having(
        consent=_consent([version.consent, *(module.consent for module in asked)]),
        formats=(*version.formats, *(each for module in asked for each in _formats(module))),
        items=(*version.items, *(item for module in asked for item in _items(module, wave))),
    )


def _consent(texts: list[ConsentText]) -> ConsentText:
    """The first consent with what the others say besides; of each kind that any of them has."""
    together = {
        "statements": [words for text in texts for words in text.statements],
        "online": [
            words
            for text in texts
            for words in text.statements_of(is_online=True)
            if any(each.online for each in texts)
        ],
        "parent": [
            words
            for text in texts
            for words in text.statements_of(by_parent=True)
            if any(each.parent for each in texts)
        ],
    }
    return texts[0].model_copy(update={kind: tuple(dict.fromkeys(said)) for kind, said in together.items()})


def joining_faults(version: Version, modules: Iterable[Version], *, wave: str) -> Iterator[str]:
    """Why modules cannot be asked after a version at a wave, a sentence each."""
    taken = {item.id: f"{version.id}/{version.number}" for item in version.items}
    for module in modules:
        name = f"{module.id}/{module.number}"
        if not is_module(module):
            yield PlainMessage(
                "%(module)s scores outcomes, so it is asked by itself and not after another.", module=name
            )
        if module.language != version.language:
            yield PlainMessage(
                "%(module)s is written in %(one)s, and %(version)s in %(other)s.",
                module=name,
                one=module.language,
                version=version.id,
                other=version.language,
            )
        if not module.questions(wave):
            yield PlainMessage("%(module)s asks nothing at the wave %(wave)s.", module=name, wave=repr(wave))
        for item in module.items:
            if item.id in taken:
                yield PlainMessage(
                    "%(module)s asks %(item)s, and so does %(other)s.", module=name, item=item.id, other=taken[item.id]
                )
            taken[item.id] = name


def _formats(module: Version) -> Iterator[ResponseFormat]:
    yield from (each.model_copy(update={"id": _own(module, each.id)}) for each in module.formats)


def _items(module: Version, wave: str) -> Iterator[Item]:
    page = module.wave(wave)
    for place, item in enumerate(module.questions(wave)):
        before = page.intro if page and place == 0 else ""
        own = {"ask": f"{before} {item.ask}".strip(), "format": _own(module, item.format), "waves": (wave,)}
        clip = f"{module.id}/{module.number}/{item.clip}" if item.clip else ""
        yield item.model_copy(update={**own, "clip": clip})


def _own(module: Version, name: str) -> str:
    """A response format's name by its module, so that two may have formats of one name."""
    return f"{module.id.replace('-', '_')}__{name}"
