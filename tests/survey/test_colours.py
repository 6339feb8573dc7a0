"""Every pair of colours that stands on a phone's page can be told apart, in the light and in the dark."""

import re
from pathlib import Path

import pytest

import evaluation

SHEET = (Path(evaluation.__file__).parent / "static" / "survey" / "survey.css").read_text("utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", part)) for part in re.findall(r":root \{(.*?)\}", SHEET, re.DOTALL)
)
WORDS = [
    *((ink, ground) for ink in ("ink", "mute", "brand", "error") for ground in ("paper", "card")),
    *((ink, "tint") for ink in ("ink", "mute", "brand")),
    ("them", "paper"),
    ("on", "fill"),
    ("ink", "paper"),
]
CONTROLS = [
    *((line, ground) for line in ("ctl", "brand") for ground in ("paper", "card")),
    ("brand", "tint"),
    ("fill", "paper"),
    ("them", "card"),
    ("ink", "paper"),
]


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, 1 to 21, as WCAG counts."""
    lighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _light(colour: str) -> float:
    full = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", [LIGHT, LIGHT | DARK], ids=["light", "dark"])
def test_words_can_be_read_and_controls_be_seen(colours):
    low = [(ink, ground) for ink, ground in WORDS if contrast(colours[ink], colours[ground]) < 4.5]
    faint = [(line, ground) for line, ground in CONTROLS if contrast(colours[line], colours[ground]) < 3]
    assert (low, faint) == ([], [])


def test_every_colour_has_another_for_the_dark():
    assert LIGHT.keys() - DARK.keys() == {"focus"}


def test_no_page_moves():
    """Nobody has asked for motion, so there is none to be reduced; the three animations only wait."""
    assert re.findall(r"transition|scroll-behavior", SHEET) == []
    assert set(re.findall(r"animation: (\w+)", SHEET)) == {"soon", "pressed", "lifted"}
