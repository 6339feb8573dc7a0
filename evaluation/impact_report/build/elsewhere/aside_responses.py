"""Responses that do not count, since their people had been to an earlier workshop."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Aside:
    """Responses at one workshop of people who had been to an earlier one: they do not count.

    `whole` tells that nobody else answered there, so that nothing of the workshop is in the figures.
    """

    chapter: str
    experiment: str
    responses: int
    whole: bool
