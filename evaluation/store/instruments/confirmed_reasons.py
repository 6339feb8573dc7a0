"""The reasons in a draft: each stands for the exact change it was given for, and for no other under the same key.

After another edit it is shown to be used again, and counts as not given until somebody confirms it for what is there.
"""

from collections.abc import Iterator, Mapping

from evaluation.models import Draft
from evaluation.store.instruments.drafts import Writer, touched
from instruments.comparison import Comparison

Reasons = Mapping[str, str]
"""Why something changed, by the change's key."""


def reasons_in(draft: Draft, comparison: Comparison | None) -> dict[str, str]:
    """The reasons that were given for the changes as they stand."""
    return dict(_reasons(draft, comparison, confirmed=True))


def reasons_before(draft: Draft, comparison: Comparison | None) -> dict[str, str]:
    """The reasons that were given for other changes under the same keys: to use again, once somebody confirms them."""
    return dict(_reasons(draft, comparison, confirmed=False))


def reasons_shown(draft: Draft, comparison: Comparison, *, shown: Reasons) -> dict[str, str]:
    """What stands in the form of reasons now; a reason that was `shown` in it and only lost its change still does."""
    outdated = reasons_before(draft, comparison)
    return reasons_in(draft, comparison) | {key: text for key, text in outdated.items() if shown.get(key) == text}


def keep_reasons(draft: Draft, reasons: Reasons, *, digests: Mapping[str, str], writer: Writer) -> None:
    """Keep reasons, each for the change that its giver saw, by its digest; an emptied one goes."""
    given = {key: {"text": text, "change": digests.get(key, "")} for key, text in reasons.items()}
    whole = {**draft.reasons, **given}
    kept = {key: one for key, one in whole.items() if _text(one).strip()}
    if kept != draft.reasons:
        draft.reasons = kept
        touched(draft, writer)


def _reasons(draft: Draft, comparison: Comparison | None, *, confirmed: bool) -> Iterator[tuple[str, str]]:
    digests = comparison.digests if comparison else {}
    for key, kept in draft.reasons.items():
        if key in digests and (_digest(kept) == digests[key]) is confirmed:
            yield key, _text(kept)


def _text(kept: object) -> str:
    """The words of a reason; one kept before changes had digests is its words alone, and stands for none."""
    return str(kept["text"] if isinstance(kept, dict) else kept)


def _digest(kept: object) -> str:
    return str(kept["change"]) if isinstance(kept, dict) else ""
