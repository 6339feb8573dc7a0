"""An evening whose organiser goes through the whole application, as it is mounted."""

import html
import re

import pytest
from lxml import html as documents

from tests.fieldwork.conftest import Evening


@pytest.fixture
def evening(mounted):
    return Evening(mounted.desk)


@pytest.fixture
def organiser(mounted):
    return mounted.person("org@example.org", "organiser", study=mounted.desk.study)


def read(page):
    """What a page says."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.text)))


def details_sent(organiser, at, **changed):
    """Send the form of an evening's details, with a reason and some entries changed."""
    page = documents.fromstring(organiser.get(f"{at}/arrange").text)
    (form,) = [each for each in page.forms if "before" in each.fields]
    return organiser.client.post(f"{at}/arrange", data={**dict(form.form_values()), "reason": "a slip", **changed})
