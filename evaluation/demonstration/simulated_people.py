"""Simulated people, with changes of the size that is realistic: small, mixed, and one of them a fall.

A person's level on a construct is the same before and after but for the true change and for chance; the correlation
of before and after is about 0.6, some answers are declined or skipped, and some people answer only once.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

import instruments
from evaluation.store.responses.submission import TICKED, quote_name
from instruments.asking.follow_on import follow_ons
from instruments.several_choice import answer_of

CHANGES: Mapping[str, float] = {
    "bridging_trust": 0.22,
    "common_ground": 0.35,
    "closeness": 0.4,
    "difference": -0.25,
    "anxiety": -0.25,
    "agency": 0.1,
}
"""True changes in standard deviations before; sameness grows here while being heard in one's difference falls."""

STABLE = 0.6
"""Share of a level's variance that belongs to the person."""

ANSWERS_BEFORE, ANSWERS_AFTER = 0.88, 0.86
DECLINES, SKIPS = 0.02, 0.015
AGREES = 0.9
"""Of those who write something freely, the share who let it be quoted."""


@dataclass(slots=True)
class SimulatedPerson:
    """Somebody who came: what they have to say in their own words, if anything, and their levels, standard normal."""

    rng: random.Random
    lean: float
    remark: str = ""
    levels: dict[str, float] = field(default_factory=dict)

    def answers(self, version: instruments.Version, wave: instruments.WaveKind) -> dict[str, str]:
        """What this person fills in: an item to the value of the form; what they skip is absent."""
        filled: dict[str, str] = {}
        following = follow_ons(version, wave)
        for item in version.questions(wave):
            if item.id in following and not following[item.id].is_due(filled.get(following[item.id].item)):
                continue
            chance = self.rng.random()
            if chance < SKIPS:
                continue
            filled[item.id] = (
                instruments.DECLINED if chance < SKIPS + DECLINES else self._answer(version, item, wave, filled)
            )
        return {name: value for name, value in filled.items() if value} | self._consent(filled)

    def _consent(self, filled: Mapping[str, str]) -> dict[str, str]:
        """The box beside what they wrote freely, ticked by most."""
        written = [item for item, value in filled.items() if self.remark and value == self.remark]
        return {quote_name(item): str(TICKED) for item in written if self.rng.random() < AGREES}

    def _answer(
        self,
        version: instruments.Version,
        item: instruments.Item,
        wave: instruments.WaveKind,
        filled: Mapping[str, str],
    ) -> str:
        response_format = version.format_of(item)
        if response_format.layout is instruments.Layout.TEXT:
            return self.remark
        if item.construct in CHANGES and response_format.limits:
            return str(self._rating(item, response_format.limits, wave))
        if response_format.layout is instruments.Layout.CHECKBOXES:
            together = [option for option in response_format.options if not (option.exclusive or option.specify)]
            return answer_of(response_format, {str(each.value) for each in self.rng.sample(together, 2)})
        if response_format.layout is instruments.Layout.DATE:
            return (
                f"{self.rng.randint(*response_format.years)}-{self.rng.randint(1, 12):02}-{self.rng.randint(1, 28):02}"
            )
        if response_format.choices:
            return str(self.rng.choice(response_format.choices).value)
        return str(self._count(response_format.limits or (0, 9), at_most=filled.get(item.at_most or "")))

    def _count(self, limits: tuple[int, int], *, at_most: str | None) -> int:
        lowest, highest = limits
        highest = int(at_most) if at_most and at_most.isdecimal() else min(highest, 6)
        return self.rng.randint(min(lowest + 2, highest), highest)

    def _rating(self, item: instruments.Item, limits: tuple[int, int], wave: instruments.WaveKind) -> int:
        lowest, highest = limits
        person = self.levels.setdefault(item.construct, self.rng.gauss(0, 1))
        shift = 0.0 if wave in {"pretest", "pre", "then"} else CHANGES[item.construct] + self.lean
        level = STABLE**0.5 * person + (1 - STABLE) ** 0.5 * self.rng.gauss(0, 1) + shift
        middle, spread = lowest + 0.54 * (highest - lowest), 0.19 * (highest - lowest)
        rating: int = min(highest, max(lowest, round(middle + spread * level)))
        return rating
