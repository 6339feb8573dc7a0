"""The digest by which the same answers are known again."""

import hashlib
import json
from collections.abc import Collection, Mapping

Answer = int | str


def answers_digest(
    answers: Mapping[str, Answer], texts: Mapping[str, str], *, may_quote: Collection[str] = frozenset()
) -> str:
    """SHA-256 of answers, free words and which of these may be quoted, whatever their order.

    Where nothing may be quoted it is that of answers and words alone, as it was before anybody was asked.
    """
    contents = [answers, texts, *([sorted(may_quote)] if may_quote else [])]
    whole = json.dumps(contents, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()


BLANK = answers_digest({}, {})
"""The digest of a submission in which nothing is answered: it is kept, and counts as nobody's answers."""
