"""A page drawn once: what is filled in is escaped, and the compressed page says what the plain one says."""

import gzip

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.survey.delivery.prerendered import blank, prerendered_of

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Co")), max_size=200)


@settings(deadline=None)
@given(before=TEXTS, between=TEXTS, after=TEXTS, name=TEXTS, code=TEXTS)
def test_the_compressed_page_says_what_the_plain_one_says(before, between, after, name, code):
    page = prerendered_of(f"{before}{blank('NAME')}{between}{blank('CODE')}{after}")
    values = {"NAME": name, "CODE": code}
    assert gzip.decompress(page.zipped(values)).decode() == page.cut(values)


def test_what_is_filled_in_is_escaped():
    assert prerendered_of(f"<p>{blank('NAME')}</p>").cut({"NAME": "<b>"}) == "<p>&lt;b&gt;</p>"
