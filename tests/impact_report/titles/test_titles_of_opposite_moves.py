"""A title that tells of no move says so where about half moved one way and half the other."""

from tests.impact_report.adversarial import ALONE, SIX, group, made
from tests.impact_report.page_one import page_1


def parted(up, down, still=0, *, names=SIX):
    """Chapters in which so many people each rose by 2, fell by 2, and stayed where they were."""
    moved = {"u": (up, 2.0), "d": (down, -2.0), "s": (still, 0.0)}
    noise = 0.1
    return made(
        *(
            group(name, "", n, moved=far, scales=(ALONE,), seed=place, key=key, noise=noise)
            for place, name in enumerate(names)
            for key, (n, far) in moved.items()
            if n
        ),
        scales=(ALONE,),
    )


def test_half_rose_and_half_fell():
    said = page_1(parted(10, 10))["headline"]
    assert said.startswith("Across six chapters, trust stayed about the same on average") or "cannot tell" in said
    assert said.endswith(", but about half rose and half fell")


def test_many_rose_and_many_fell():
    assert page_1(parted(7, 7, 6))["headline"].endswith(", but many rose and many fell")


CHANCE = "If nobody had truly changed, people would seem so divided in one or two studies of 100 at most."


def test_the_paragraph_says_how_often_chance_brings_such_a_title():
    assert CHANCE in page_1(parted(7, 7, 6))["lede"]
    assert CHANCE not in page_1(parted(16, 4))["lede"]


def test_not_where_an_outcome_only_varies():
    groups = [group(name, "", 20, moved=0.0, scales=(ALONE,), seed=k, noise=0.8) for k, name in enumerate(SIX)]
    assert "half" not in page_1(made(*groups, scales=(ALONE,)))["headline"]


def test_not_where_the_shape_of_changes_is_one_that_chance_brings_now_and_then():
    """By its shape one in twenty studies in which nothing changed looks so."""
    rows = [group(name, "", 20, moved=0.0, scales=(ALONE,), seed=6 * 14 + k, noise=0.8) for k, name in enumerate(SIX)]
    report = made(*rows, scales=(ALONE,))
    assert report.first.divided
    assert "many" not in page_1(report)["headline"]


def test_not_where_the_title_tells_of_a_rise():
    assert "half" not in page_1(parted(16, 4))["headline"]


def test_of_two_chapters_that_are_not_averaged_it_is_said_of_what_and_of_whom():
    assert page_1(parted(20, 20, names="AB"))["headline"] == (
        "We do not average trust over two chapters; of all people about half rose and half fell"
    )
