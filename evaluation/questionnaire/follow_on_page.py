"""Questions that follow on another, as pages show them: by what chooses them, and by their place without a script."""

from collections.abc import Mapping
from dataclasses import dataclass

from instruments import Version
from instruments.asking.follow_on import answers_at, follow_ons


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFollowOn:
    """One such question on a page."""

    words: str
    """The answers at which it is asked, as they are worded."""
    number: int
    """The number of the question that it follows on."""
    place: int
    """Its place among those that follow on the same question, from 1."""
    chooses: str
    """What chooses, as a selector of style sheets, the answers at which it is asked once they are given."""


def shown_follow_ons(version: Version, wave: str) -> dict[str, ShownFollowOn]:
    """The questions of a wave that follow on another."""
    found, asked = dict[str, ShownFollowOn](), version.questions(wave)
    numbers = {item.id: number for number, item in enumerate(asked, start=1)}
    for item, when in follow_ons(version, wave).items():
        values = version.items_by_id[item].follows_at
        found[item] = ShownFollowOn(
            words=" / ".join(answers_at(version, version.items_by_id[item])),
            number=numbers.get(when.item, 0),
            place=1 + sum(shown.number == numbers.get(when.item, 0) for shown in found.values()),
            chooses=",".join(f"[name={when.item}][value={_quoted(str(value))}]:checked" for value in values),
        )
    return found


def leading_answers(version: Version, wave: str) -> Mapping[str, Mapping[str, str]]:
    """Of each question the answers that others follow on, with a class for each place of these."""
    shown, found = shown_follow_ons(version, wave), dict[str, dict[str, str]]()
    for item, when in follow_ons(version, wave).items():
        answers = found.setdefault(when.item, {})
        for value in when.at:
            answers[value] = f"{answers.get(value, '')} on{shown[item].place}".strip()
    return found


def _quoted(value: str) -> str:
    """A value as a string of style sheets."""
    escaped = "".join(f"\\{letter}" if letter in '\\"' else letter for letter in value)
    return f'"{escaped}"'
