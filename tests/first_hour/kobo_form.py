"""An XLSForm as a form builder exports it: metadata, a group, hints, conditions, and a question for a name."""

from tests.instruments.workbooks import workbook

NAME = "Neighbours after the supper.xlsx"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ASKED = ("trust_neighbours", "trust_faith", "talked", "with_whom", "belong", "again", "liked")
"""The questions that a version can ask, in their order."""
AGREE = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
_HEADING = ("type", "name", "label::English (en)", "hint::English (en)", "required", "relevant", "constraint")
_SURVEY = (
    ("start", "start"),
    ("end", "end"),
    ("today", "today"),
    ("deviceid", "deviceid"),
    ("note", "welcome", "Thank you for coming to the supper. It takes two minutes."),
    ("text", "full_name", "What is your full name?", None, "true"),
    ("begin_group", "trust", "Trust"),
    ("select_one agree", "trust_neighbours", "Most people in my street can be trusted.", None, "true"),
    ("select_one agree", "trust_faith", "I trust people whose faith is not mine.", None, "true"),
    ("end_group",),
    ("integer", "talked", "How many people did you talk to that you had not met before?", "A guess will do", None, None,
     ". >= 0 and . <= 60"),
    ("select_multiple whom", "with_whom", "With whom did you talk?", None, None, "${talked} > 0"),
    ("select_one agree", "belong", "I feel that I belong here.", None, "true"),
    ("select_one again", "again", "Would you come again?", None, "true"),
    ("text", "liked", "What will you remember?"),
    ("calculate", "version_of_form", None),
)  # fmt: skip
_WHOM = ("Somebody of my street", "Somebody of another faith", "Somebody who came to this country")


def kobo_form():
    """Its bytes."""
    choices = [
        ("list_name", "name", "label::English (en)"),
        *(("agree", number, label) for number, label in enumerate(AGREE, start=1)),
        *(("whom", f"w{number}", label) for number, label in enumerate(_WHOM, start=1)),
        *(("again", number, label) for number, label in enumerate(("No", "Perhaps", "Yes"), start=1)),
    ]
    settings = [("form_title", "form_id", "default_language"), ("Neighbours after the supper", "a7Kq", "English (en)")]
    return workbook(survey=[_HEADING, *_SURVEY], choices=choices, settings=settings)
