"""What is wrong with an instrument, said to a person."""

from collections.abc import Iterable
from dataclasses import dataclass

from instruments.messages import PlainMessage


@dataclass(frozen=True)
class Problem:
    """One thing to mend: the key it stands at (`items.bt1.format`) and a sentence that says what is wrong."""

    key: str
    sentence: str

    @property
    def said(self) -> str:
        """The sentence with the key before it."""
        return (
            PlainMessage("%(key)s: %(sentence)s", key=self.key, sentence=self.sentence) if self.key else self.sentence
        )

    def __str__(self) -> str:
        return str(self.said)


class InvalidInstrument(Exception):  # noqa: N818 - the field's word
    """An instrument that cannot be taken as it is: `problems` holds all that is wrong, `name` the file or draft."""

    def __init__(self, problems: Iterable[Problem], *, name: str = "") -> None:
        self.problems = tuple(problems)
        self.name = name
        super().__init__(" ".join(self.sentences))

    @property
    def sentences(self) -> tuple[str, ...]:
        """One sentence a problem, naming the file and the key."""
        if not self.name:
            return tuple(problem.said for problem in self.problems)
        return tuple(PlainMessage("%(key)s: %(sentence)s", key=self.name, sentence=each.said) for each in self.problems)


class Altered(InvalidInstrument):
    """A published file is no longer what was published."""


def meant(word: str, known: Iterable[str]) -> str:
    """The end of a sentence that suggests what was probably meant; a full stop where nothing known is close."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - loaded only where something was mistyped

    near = process.extractOne(word, tuple(known), scorer=fuzz.ratio, score_cutoff=60)
    return PlainMessage("; did you mean '%(word)s'?", word=near[0]) if near else "."
