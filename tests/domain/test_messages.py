"""A sentence of code that knows no language is English as it stands, and remembers what it was made of."""

from datetime import date

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message


def test_it_is_the_sentence_in_english():
    assert Message("%(wave)s is open until %(day)s.", wave=Message("After"), day=date(2026, 5, 1)) == (
        "After is open until 1 May 2026."
    )


def test_it_remembers_its_text_and_its_values():
    said = Message("%(wave)s is open.", wave=Message("After"))
    assert (said.text, said.values["wave"].text) == ("%(wave)s is open.", "After")


def test_a_text_without_values_may_hold_a_percent_sign():
    assert Message("95 % of them.") == "95 % of them."


def test_a_refusal_keeps_it():
    (fault,) = Refused(Message("%(count)s came.", count=3)).faults
    assert (str(fault), fault.values) == ("3 came.", {"count": 3})
