"""Two people change one part of a draft: as for every form, what both did is kept or both texts are shown."""

from evaluation.authoring.draft_scope import DraftScope
from evaluation.store.instruments.draft_history import LastWriter, last_to_change
from evaluation.web.concurrent_edits import Conflict, Merged, merged

__all__ = ["Conflict", "Merged", "merged", "who_changed"]


def who_changed(scope: DraftScope, found: Merged | None, part: str, *, is_whole: bool = False) -> LastWriter | None:
    """Who wrote what stands beside one's own; None where nothing does.

    The names of what both wrote stand under a part of the draft, or within it where it `is_whole` one form.
    """
    if not (found and found.conflicts):
        return None
    places = [part] if is_whole else [f"{part}/{conflict.name}" for conflict in found.conflicts]
    return last_to_change(scope.db, scope.draft, places)
