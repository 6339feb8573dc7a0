"""The invented study: six chapters, two evenings each. No name here belongs to a real place."""

from dataclasses import dataclass
from datetime import date

from evaluation.models import Kind
from evaluation.store.studies.who_asks import WhoAsks

STUDY = "Organising Together Across Difference (example)"
EXAMPLE_ASKS = WhoAsks(
    organisation="Example Citizens",
    contact="study@example.org",
    basis="legitimate_interests",
    special_basis="research",
    keep_until=date(2031, 12, 31),
    processor="Example Hosting, United Kingdom",
)


@dataclass(frozen=True, slots=True)
class InventedEvening:
    """One experiment of the demonstration."""

    title: str
    kind: Kind
    on: date
    rounds: int
    minutes_a_round: int
    uses_cards: bool


@dataclass(frozen=True, slots=True)
class ExampleChapter:
    """One chapter of the demonstration: `lean` moves its true changes up or down, in standard deviations."""

    name: str
    place: str
    lean: float
    evenings: tuple[InventedEvening, InventedEvening]


def _evenings(
    first: str, second: str, *, month: int, kinds: tuple[Kind, Kind], day: int
) -> tuple[InventedEvening, InventedEvening]:
    return (
        InventedEvening(first, kinds[0], date(2026, month, day), 5, 7, uses_cards=True),
        InventedEvening(second, kinds[1], date(2026, month + 2, day + 3), 4, 8, uses_cards=False),
    )


TRUST, HOUSE, ASSEMBLY = Kind.WEAVING_TRUST, Kind.HOUSE_MEETING, Kind.ASSEMBLY

CHAPTERS = (
    ExampleChapter(
        "Alder Vale", "Alder Vale", 0.05, _evenings("Mill Hall", "Old Library", month=3, kinds=(TRUST, TRUST), day=5)
    ),
    ExampleChapter(
        "Brackenford", "Brackenford", 0.12, _evenings("Wharf Rooms", "St Ode’s", month=3, kinds=(HOUSE, TRUST), day=12)
    ),
    ExampleChapter(
        "Caer Lliw", "Caer Lliw", -0.06, _evenings("Neuadd Lliw", "Y Gegin", month=3, kinds=(TRUST, HOUSE), day=19)
    ),
    ExampleChapter(
        "Dunmere", "Dunmere", 0.0, _evenings("Lakeside School", "Union House", month=4, kinds=(TRUST, TRUST), day=2)
    ),
    ExampleChapter(
        "Eastwick Cross",
        "Eastwick Cross",
        -0.12,
        _evenings("Crescent Mosque", "Town Rooms", month=4, kinds=(TRUST, ASSEMBLY), day=9),
    ),
    ExampleChapter(
        "Fenbridge", "Fenbridge", 0.08, _evenings("Corn Store", "Bridge Chapel", month=4, kinds=(HOUSE, TRUST), day=16)
    ),
)
