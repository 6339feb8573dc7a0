"""Whether anybody whose answers were brought answered both times, and what is asked where nobody did."""

from evaluation.domain.messages import Message
from evaluation.importing.applying import Applied

IS_IT_SO = Message("Nobody answered both times: is that so?")
NOT_JOINED = Message("No answer before is joined to one after, so a report could not say whether anybody changed.")


def is_joined(applied: Applied) -> bool:
    """Whether anybody who came answered both times."""
    counts = applied.counts
    return bool(counts.both if counts.came is None else counts.came)
