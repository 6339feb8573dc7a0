"""Reports as releases mask and round them."""

from evaluation.reports.releases.mask import Allowed, released


def as_released(report, *, waiting=4):
    """A report as a release of all its people says it."""
    flow = {
        name: {field: count for field, count in counts.items() if field != "came"}
        for name, counts in report.flow.chapters.items()
        if not hasattr(counts, "reason")
    }
    allowed = Allowed(items=frozenset(report.items), flow=flow, waiting=waiting, workshops=report.workshops or 1)
    return released(report, allowed)
