"""What holds of the comparison of any two versions."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import instruments
from instruments.comparison import Comparability, compare
from tests.instruments.sound_versions import sound_versions

EVERY = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@EVERY
@given(sound_versions())
def test_a_version_is_the_same_as_itself(version):
    assert compare(version, version).changes == ()


@st.composite
def edited(draw):
    """The published version with some items reworded, dropped or moved, and some answered in another format."""
    version = instruments.load("common-ground", 1)
    items = [item for item in draw(st.permutations(version.items)) if draw(st.integers(0, 9))]
    words = st.lists(
        st.sampled_from(
            ["I", "people", "trust", "not", "have", "never", "a", "lot", "very", "{place}", "today", "7", "other"]
        ),
        min_size=1,
    )
    formats = st.sampled_from([found.id for found in version.formats])
    return version.having(
        items=tuple(
            item.model_copy(update={"text": " ".join(draw(words)), "format": draw(formats)})
            if draw(st.booleans())
            else item
            for item in items
        )
    )


@EVERY
@given(edited(), edited())
def test_whether_scores_compare_does_not_depend_on_which_version_came_first(one, other):
    there, back = compare(one, other), compare(other, one)
    assert {scale.id: there.scale_comparability(scale.id) for scale in one.scales} == {
        scale.id: back.scale_comparability(scale.id) for scale in one.scales
    }


@EVERY
@given(sound_versions(), sound_versions())
def test_a_scale_only_one_version_has_never_compares(one, other):
    mine, theirs = ({scale.id for scale in version.scales} for version in (one, other))
    comparison = compare(one, other)
    assert {comparison.scale_comparability(name) for name in mine ^ theirs} <= {Comparability.NOT}
