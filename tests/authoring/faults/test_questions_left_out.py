"""What is said of an import: how many questions came along, how many did not, which these are, and why."""

import pytest
from lxml import html

from instruments.interchange import read_content
from tests.staff_pages import take_in

FORM = """\
| survey  |                     |            |                           |
|         | type                | name       | label                     |
|         | select_one agree    | q1         | I trust people            |
|         | select_one nolist   | q3         | Choose one                |
|         | geopoint            | q4         | Where are you?            |
|         | select_one agree    | q2         | I like people             |
| choices |                     |            |                           |
|         | list_name           | name       | label                     |
|         | agree               | 1          | No                        |
|         | agree               | 2          | Yes                       |
|         | spare               | 1          | Used by nobody            |
"""


@pytest.fixture
def form(tmp_path):
    (tmp_path / "form.md").write_text(FORM, encoding="utf-8")
    return tmp_path / "form.md"


def test_the_command_says_how_many_came_and_how_many_did_not(run, form):
    assert run("import", form).startswith("2 items came along. 2 questions were left out, named below with why.\n")


def test_it_names_each_question_with_why_before_what_else_is_missing(run, form):
    lost = [line for line in run("import", form).splitlines() if line.startswith(("Question left out", "Not carried"))]
    assert lost[0] == "Question left out: survey row 3: “Choose one”. There is no list of choices called 'nolist'."
    assert [line.split(":")[0] for line in lost] == ["Question left out", "Question left out", "Not carried"]


def test_where_every_question_came_along_none_is_said_to_be_missing(run, form):
    form.write_text("\n".join(FORM.splitlines()[:3] + FORM.splitlines()[5:]), encoding="utf-8")
    assert run("import", form).startswith("2 items came along.\n")


def test_an_option_or_a_column_is_no_question(form):
    marked = {one.what: one.question for one in read_content(form.name, form.read_bytes()).not_carried}
    assert marked == {"Choose one": True, "Where are you?": True, "spare, 1, Used by nobody": False}


def test_the_page_names_them_at_its_top(researcher, form):
    page = html.fromstring(take_in(researcher, form.read_bytes(), form.name).text)
    said = " ".join(page.xpath("string(//h1/following-sibling::p[1])").split())
    assert said == "2 questions were left out: “Choose one”, “Where are you?”. Why"


def test_they_come_first_in_the_table_that_says_why(researcher, form):
    page = html.fromstring(take_in(researcher, form.read_bytes(), form.name).text)
    assert page.xpath("//tbody/tr/td[1]/text()") == ["Choose one", "Where are you?", "spare, 1, Used by nobody"]
