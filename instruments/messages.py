"""Sentences of the questionnaires' own, in English, that pages can say in another language."""

from typing import Self


class PlainMessage(str):  # noqa: SLOT000 - it keeps what it was made of
    """A sentence in English that remembers its text and its values, among which may be other messages.

    The application has messages of its own, which this package knows nothing of.
    """

    text: str
    values: dict[str, object]

    def __new__(cls, text: str, **values: object) -> Self:
        """A text with its values filled in."""
        made = super().__new__(cls, text % values if values else text)
        made.text, made.values = text, values
        return made
