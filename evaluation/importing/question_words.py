"""What a question about some files asks, and its two readings, by its kind."""

from collections.abc import Mapping
from typing import NamedTuple

from evaluation.importing.column_question_words import COLUMN_WORDINGS
from evaluation.importing.row_question_words import ROW_WORDINGS


class QuestionWording(NamedTuple):
    """The texts of one kind of question: what is asked, why, and each reading with what follows from it."""

    asks: str
    because: str
    readings: tuple[tuple[str, str], tuple[str, str]]


def _(text: str) -> str:
    """Marks a text for the catalogues."""
    return text


LEFT = _("These questions are not compared; all else is, as before")
WORDINGS: Mapping[str, QuestionWording] = {
    "same_answer": QuestionWording(
        _("Are “%(one)s” in Before and “%(other)s” in After the same answer?"),
        _("The other answers are the same. %(ones)s people chose the first of these two, %(others)s the second."),
        (
            (_("Yes, both are %(number)s of %(size)s"), _("The questions with these answers are compared")),
            (_("No, they mean different things"), LEFT),
        ),
    ),
    "unchosen": QuestionWording(
        _("How many answers could be chosen where people chose %(words)s?"),
        _("Nobody chose any other, so the file does not tell how many there were."),
        (
            (_("%(few)s: %(few_words)s"), _("The highest is %(few)s")),
            (_("%(many)s: %(many_words)s"), _("The highest is %(many)s")),
        ),
    ),
    "which_ends": QuestionWording(
        _("From which number to which could people choose, in “%(column)s”?"),
        _("They chose %(low)s to %(high)s. Other ends can be typed under the outcomes on the page, or in a map."),
        (
            (_("%(one_low)s to %(one_high)s"), _("The lowest is %(one_low)s, the highest %(one_high)s")),
            (_("%(other_low)s to %(other_high)s"), _("The lowest is %(other_low)s, the highest %(other_high)s")),
        ),
    ),
    "fewer_answers": QuestionWording(
        _("Could people choose the same answers both times, in “%(column)s”?"),
        _("Before has answers up to %(one)s, After up to %(other)s."),
        (
            (_("Yes, the answers were the same; not all were chosen"), _("The questions are compared")),
            (_("No, the answers to choose from were changed"), LEFT),
        ),
    ),
    "middle": QuestionWording(
        _("Is “%(word)s” the middle of the answers, or no answer?"),
        _("%(count)s people chose it, in “%(column)s”, and no other answer is in the middle."),
        (
            (_("It is the middle: %(number)s of %(size)s"), _("It counts in the averages")),
            (_("It is no answer"), _("It is left out of the averages")),
        ),
    ),
    "code_for_missing": QuestionWording(
        _("Does %(code)s mean that somebody did not answer?"),
        _("It stands %(count)s times in “%(column)s”, where all else is from %(low)s to %(high)s."),
        (
            (_("Yes, it is a code for no answer"), _("It is left out of the averages")),
            (_("No, it is an answer"), _("The averages count it as %(code)s")),
        ),
    ),
    "unknown_answer": QuestionWording(
        _("What is “%(word)s”, in “%(column)s”?"),
        _("It stands %(count)s times, and is none of the answers that were understood."),
        (
            (_("It is no answer"), _("It is left out of the averages")),
            (_("It is one, and its number is not known"), LEFT),
        ),
    ),
    "like_answer": QuestionWording(
        _("Is “%(word)s” the same answer as “%(known)s”, in “%(column)s”?"),
        _("It stands %(count)s times."),
        (
            (_("Yes, it is the same"), _("Both are %(number)s")),
            (_("No, it is no answer"), _("It is left out of the averages")),
        ),
    ),
    "best_is_low": QuestionWording(
        _("Is %(low)s the most, in “%(column)s”?"),
        _("%(low)s is called “%(word)s”, so that a higher number says less."),
        (
            (_("Keep the numbers as they are"), _("A lower number is better in the report")),
            (_("Turn them round, so that “%(word)s” is %(high)s"), _("A higher number is better in the report")),
        ),
    ),
    "numbers_and_words": QuestionWording(
        _("Are the numbers of one file the words of the other in their order, in “%(column)s”?"),
        _("One file has numbers and the other words."),
        (
            (_("Yes: “%(low)s” is %(one)s and “%(high)s” is %(other)s"), _("The questions are compared")),
            (_("No: “%(low)s” is %(other)s and “%(high)s” is %(one)s"), _("The words are turned round")),
        ),
    ),
    "codes_in_order": QuestionWording(
        _("Is “%(low)s” the least and “%(high)s” the most, in “%(column)s”?"),
        _("The file has the codes of answers, and not their words."),
        (
            (_("Yes, the codes go up"), _("A code counts as its number")),
            (_("No, “%(low)s” is the most"), _("The numbers are turned round")),
        ),
    ),
    "which_is_before": QuestionWording(
        _("Which file is Before?"),
        _("%(why)s"),
        (
            (_("“%(one)s” is Before"), _("“%(other)s” is After")),
            (_("“%(other)s” is Before"), _("“%(one)s” is After")),
        ),
    ),
    "which_value": QuestionWording(
        _("Which is Before in “%(column)s”: “%(one)s” or “%(other)s”?"),
        _("The rows of %(count)s people have the one and the other, and neither is a known word for a time."),
        (
            (_("“%(one)s” is Before"), _("“%(other)s” is After")),
            (_("“%(other)s” is Before"), _("“%(one)s” is After")),
        ),
    ),
    "which_columns": QuestionWording(
        _("Do the columns “%(one)s” and “%(other)s” ask the same at two times?"),
        _("Their names differ in “%(sign)s” and “%(sign_other)s” alone, which says nothing of a time."),
        (
            (_("Yes, the first is Before and the second After"), _("Each row is a person")),
            (_("No, the second is Before and the first After"), _("Each row is a person")),
        ),
    ),
    "which_waves": QuestionWording(
        _("Which of %(waves)s is After?"),
        _("More than two times are named."),
        (
            (_("“%(one)s”; “%(other)s” is months later"), _("Before is compared with “%(one)s”")),
            (_("“%(other)s”; “%(one)s” is left out"), _("Before is compared with “%(other)s”")),
        ),
    ),
    "same_column": QuestionWording(
        _("Do “%(one)s” in Before and “%(other)s” in After ask the same?"),
        _("Their words differ, and each stands in one file alone."),
        (
            (_("Yes, it is the same question"), _("It is compared")),
            (_("No, they ask different things"), _("Neither is compared")),
        ),
    ),
    "which_key": QuestionWording(
        _("Which column says who somebody is: “%(one)s” or “%(other)s”?"),
        _("By the first %(ones)s people answered both times, by the second %(others)s."),
        ((_("“%(one)s”"), _("%(ones)s pairs")), (_("“%(other)s”"), _("%(others)s pairs"))),
    ),
    "row_counter": QuestionWording(
        _("Is “%(column)s” a person's own number, the same both times, or a count of the rows?"),
        _("It runs from one row to the next, as a count does, and no other column says who somebody is."),
        (
            (_("It is a person's own number"), _("%(pairs)s people answered both times")),
            (_("It only counts rows"), _("Nobody can be joined: before and after are told, and no change")),
        ),
    ),
    "nobody_joined": QuestionWording(
        _("Does any column say who somebody is?"),
        _("None has the same entries before and after."),
        (
            (_("No"), _("Nobody can be joined: before and after are told, and no change")),
            (_("Yes, another one"), _("It has to be named in the map, as the key")),
        ),
    ),
    "no_key": QuestionWording(
        _("Does any column say who somebody is?"),
        _("None was found that surely does."),
        (
            (_("No"), _("Nobody can be joined: before and after are told, and no change")),
            (_("Yes, “%(column)s”"), _("%(pairs)s people answered both times")),
        ),
    ),
    "first_is_before": QuestionWording(
        _("Is each person's first row Before and the second After?"),
        _("The file says nothing of before and after, and %(count)s codes stand in it twice."),
        (
            (_("Yes, in the order of time"), _("%(count)s people answered both times")),
            (_("No, the second is the same answer sent again"), _("Nothing can be compared")),
        ),
    ),
    "day_or_month": QuestionWording(
        _("Is %(date)s written with the day or the month first?"),
        _("It decides which of two rows of one person is the later, and no date in the file tells it."),
        ((_("The day first"), _("as in Britain")), (_("The month first"), _("as in the United States"))),
    ),
    "loose_keys": QuestionWording(
        _("Are codes one that differ only in signs between letters, such as AB-12 and AB12?"),
        _("More people can be joined if they are."),
        (
            (_("Yes, they are one code"), _("%(loose)s people answered both times")),
            (_("No, they are two"), _("%(exact)s people answered both times")),
        ),
    ),
    "one_set": QuestionWording(
        _("Could people choose the same answers in “%(one)s” as in “%(other)s”?"),
        _("Some answers to the second were chosen by nobody in the first, and few people answered."),
        (
            (_("Yes, the answers were the same; not all were chosen"), _("Both are numbered alike")),
            (_("No, the first had fewer answers"), _("It is not compared; all else is, as before")),
        ),
    ),
    **{kind: QuestionWording(*wording) for kind, wording in {**COLUMN_WORDINGS, **ROW_WORDINGS}.items()},
}
