"""A release's row names its renderer; the first releases hold a digest of their program's sources there."""

import pytest

from evaluation.models import Release


@pytest.mark.parametrize(("held", "renderer"), [("0c" * 32, 1), ("2", 2), ("12", 12)])
def test_a_digest_of_sources_stands_for_the_first_renderer(held, renderer):
    assert Release(template_version=held).renderer == renderer
