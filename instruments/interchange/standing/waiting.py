"""Words that are read before a question, from the place where a file has them until the question comes."""

from dataclasses import dataclass, field

from instruments.interchange.answers import Said

LONGEST_HEADING = 200


@dataclass(frozen=True)
class Waiting:
    """Words with where they stand in the file, and why they stay behind where no question comes after them."""

    where: str
    said: Said
    why: str
    heading: bool = False


@dataclass
class Preface:
    """The heading of a section and the information that wait for the next question."""

    waiting: list[Waiting] = field(default_factory=list)

    def taken(self) -> list[Waiting]:
        """What waits, in the order of the file; nothing waits from then on."""
        taken, self.waiting = self.waiting, []
        return taken


def is_heading(words: str) -> bool:
    """Whether words are short enough to head a section: one line."""
    return "\n" not in words.strip() and len(words) <= LONGEST_HEADING
