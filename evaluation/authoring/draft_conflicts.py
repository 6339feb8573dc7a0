"""Two people change one part of a draft: as for every form, what both did is kept or both texts are shown."""

from evaluation.web.concurrent_edits import Conflict, Merged, merged

__all__ = ["Conflict", "Merged", "merged"]
