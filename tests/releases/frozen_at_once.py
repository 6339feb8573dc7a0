"""A release that is read, computed and kept in one transaction, for tests that hold one of their own."""

from evaluation.reports.releases.release_steps import WantedRelease, computed_release, keep_release, read_release


def frozen_at_once(db, gathered, *, subject, **about):
    """The release of what was gathered, kept in the session of a test."""
    wanted = WantedRelease(gather=lambda _db: (gathered, subject), **about)
    read = read_release(db, wanted)
    return keep_release(db, wanted, read, computed_release(wanted, read))
