"""Sentences in English that can be said in another language where a page shows them."""

from datetime import date
from typing import Self


class Message(str):  # noqa: SLOT000 - it keeps what it was made of
    """A sentence in English that remembers its text and its values, among which may be other messages.

    Code that knows no language makes it, and uses it as it stands; a page looks its text up in a catalogue.
    """

    text: str
    values: dict[str, object]

    def __new__(cls, text: str, **values: object) -> Self:
        """A text with its values filled in, days in English."""
        shown = {name: f"{said.day} {said:%B %Y}" if isinstance(said, date) else said for name, said in values.items()}
        made = super().__new__(cls, text % shown if values else text)
        made.text, made.values = text, values
        return made
