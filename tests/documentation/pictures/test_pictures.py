"""The pictures of the README: small, described in words, and, once a week, what the product shows today."""

import re

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.documentation.pictures.take_pictures import PLACE, take
from tests.house.test_docs import ROOT, text_of

KEPT = sorted(PLACE.glob("*.png"))
HEAVIEST = 150 * 1024
MOST_APART = 2.0
"""The mean difference of two pictures of a page, of 255: smoothed edges may fall otherwise, a changed line may not."""


def apart(one, other):
    """How far two pictures lie apart on average, of 255; all the way where their sizes differ."""
    with Image.open(one) as first, Image.open(other) as second:
        if first.size != second.size:
            return 255.0
        difference = ImageChops.difference(first.convert("L"), second.convert("L"))
        return ImageStat.Stat(difference).mean[0]


def test_every_picture_is_shown_and_described_in_the_readme():
    shown = dict(
        re.findall(r'<img src="docs/pictures/(\S+)" width="\d+" alt="([^"]{20,})">', text_of(ROOT / "README.md"))
    )
    assert sorted(shown) == [path.name for path in KEPT]
    assert len(KEPT) == 4


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_a_picture_is_small(path):
    assert path.stat().st_size < HEAVIEST


def test_pictures_of_two_pages_lie_apart():
    reports = [path for path in KEPT if path.stem.startswith("report")]
    assert apart(*reports) > MOST_APART


@pytest.mark.long
def test_pictures_show_what_the_product_shows_today(tmp_path):
    found = {path.name: round(apart(path, PLACE / path.name), 2) for path in take(tmp_path)}
    assert {name: far for name, far in found.items() if far > MOST_APART} == {}, (
        "Run `make pictures`, and look at them."
    )
