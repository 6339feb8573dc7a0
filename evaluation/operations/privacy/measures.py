"""What could go wrong for people, and what is done against it: the part of a DPIA that the program answers for.

A test looks that each place in the code is there still.
"""

from typing import Final, NamedTuple


class Risk(NamedTuple):
    """A risk to people, how likely and how bad it is before and after, and where what is done stands."""

    what: str
    measure: str
    left: str
    where: str


RISKS: Final = (
    Risk(
        "Somebody learns what one person answered, from a report or from comparing several.",
        "Nothing is told of fewer than the plan's threshold; figures are rounded; one ledger over all that was told.",
        "low",
        "analysis/disclosure/ledger.py",
    ),
    Risk(
        "It becomes known that somebody was at a meeting of a faith, a union or a party.",
        "No name, e-mail address, telephone number or internet address is asked or kept; logs name nobody.",
        "low",
        "evaluation/storage/fault_log.py",
    ),
    Risk(
        "Somebody is recognised by their own words.",
        "Words are kept apart, shown only above the threshold, quoted only with leave and once a person released them.",
        "medium",
        "evaluation/store/responses/open_answers.py",
    ),
    Risk(
        "A copy of the database is used to find out who somebody is.",
        "Memory questions are hashes under keys outside the database; the keys are destroyed at the end of keeping.",
        "low",
        "evaluation/operations/keys/destroy_keys.py",
    ),
    Risk(
        "Somebody who should not gets into staff pages.",
        "A second factor or a passkey for all; roles with a scope; dangerous actions ask for a proof once more.",
        "low",
        "evaluation/accounts/step_up/ask_again.py",
    ),
    Risk(
        "Answers are kept for longer than people were told.",
        "A study tells a last day, after which a check asks for deletion; taking answers back deletes them at once.",
        "low",
        "evaluation/store/studies/who_asks.py",
    ),
    Risk(
        "Somebody feels that they must answer.",
        "Every question can be left out; answers can be taken back without a name; the organiser sees counts alone.",
        "low",
        "evaluation/survey/rights/withdraw.py",
    ),
    Risk(
        "A child answers without a parent's leave.",
        "People under 16 are turned away and nothing is stored, or let in where a parent or carer agreed.",
        "low",
        "evaluation/survey/start.py",
    ),
    Risk(
        "Something goes wrong and nobody can say who did it.",
        "Each action of staff is in a log that is added to only, chained by a key, and checked.",
        "low",
        "evaluation/store/log/audit_entries.py",
    ),
)
