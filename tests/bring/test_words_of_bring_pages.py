"""What the pages for brought answers say of files and evenings agrees with what the commands and documents say."""

from evaluation.importing.question_words import WORDINGS
from tests.old_answers.files_of_an_evening import files_of
from tests.old_answers.test_put_in_on_a_page import Keeper


def test_every_form_of_file_that_is_read_is_named_and_may_be_chosen(bringer):
    page = bringer.page("/bring")
    assert "CSV, XLSX, XLS or ODS" in page
    assert ".xlsx,.xls,.ods" in page


def test_an_evening_of_a_file_is_of_no_kind_until_somebody_says_which(desk):
    keeper = Keeper(desk)
    page = keeper.page(keeper.page_of_evening(files_of(), instrument="common-ground/1"))
    assert '<option value="other" selected>' in page


def test_the_command_says_where_other_ends_are_typed():
    asked = str(WORDINGS["which_ends"].because)
    assert asked.endswith("Other ends can be typed under the outcomes on the page, or in a map.")
