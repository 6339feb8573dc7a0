"""What is wrong with an instrument, said to a person."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing to mend: the key it stands at (`items.bt1.format`) and a sentence that says what is wrong."""

    key: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.key}: {self.sentence}" if self.key else self.sentence


class InvalidInstrument(Exception):  # noqa: N818 - the field's word
    """An instrument that cannot be taken as it is: `problems` holds all that is wrong, `name` the file or draft."""

    def __init__(self, problems: Iterable[Problem], *, name: str = "") -> None:
        self.problems = tuple(problems)
        self.name = name
        super().__init__(" ".join(self.sentences))

    @property
    def sentences(self) -> tuple[str, ...]:
        """One sentence a problem, naming the file and the key."""
        return tuple(f"{self.name}: {problem}" if self.name else str(problem) for problem in self.problems)


class Altered(InvalidInstrument):
    """A published file is no longer what was published."""


def meant(word: str, known: Iterable[str]) -> str:
    """The end of a sentence that suggests what was probably meant; empty where nothing known is close."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - loaded only where something was mistyped

    near = process.extractOne(word, tuple(known), scorer=fuzz.ratio, score_cutoff=60)
    return f"; did you mean '{near[0]}'?" if near else ""
