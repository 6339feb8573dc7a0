"""Two files as an online form exports them: the same people before and after an evening, known by e-mail and code."""

import csv
import io
import random

AGREE = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
TRUST = ("Trust: most people here", "Trust: people of another faith", "Trust: people I have just met")
CODE, MAIL = "What is the code on your card?", "Email Address"
HEADING = ("Timestamp", MAIL, CODE, *TRUST, "What did you like?")
FIRST = 18


def card_of(number):
    """The code of somebody, such as nobody would write by chance."""
    return f"ZEBRA-{4000 + number * 7}"


def mail_of(number):
    """Their address."""
    return f"quagga{number}@mail.example"


def rows_of(wave, *, people=FIRST, seed=5, words=AGREE):
    """A row a person: after the evening most say a step more, and the last two are new."""
    later, rng = wave == "After", random.Random(seed)
    for number in range(people):
        own = number % 4 + (later and number % 3 > 0)
        answers = [words[min(4, max(0, own + rng.choice((-1, 0, 0, 1))))] for _question in TRUST]
        who = number + 100 if later and number >= people - 2 else number
        day = "14/05/2026 21:0" if later else "14/05/2026 18:0"
        wrote = f"I met wildebeest{who}" if later else ""
        yield (f"{day}{number % 10}:00", mail_of(who), card_of(who), *answers, wrote)


def google_file(wave, *, heading=HEADING, **about):
    """One file: its name and its bytes."""
    text = io.StringIO()
    csv.writer(text).writerows([heading, *rows_of(wave, **about)])
    return f"{wave} (Responses).csv", text.getvalue().encode("utf-8-sig")


def google_files(**about):
    """Before and After."""
    return [google_file("Before", **about), google_file("After", **about)]


SECRETS = ("ZEBRA", "zebra", "quagga", "wildebeest")
"""What of these files may stand nowhere once they are read."""
