"""Reports as releases mask and round them."""

from evaluation.reports.releases.mask import Allowed, released


def as_released(report, *, waiting=4, below=0):
    """A report as a release of all its people says it; `below` is the threshold of a public one."""
    flow = {
        name: {field: count for field, count in counts.items() if field != "came"}
        for name, counts in report.flow.chapters.items()
        if not hasattr(counts, "reason")
    }
    workshops = report.workshops or 1
    items = frozenset(report.items)
    return released(report, Allowed(items=items, flow=flow, waiting=waiting, workshops=workshops, below=below))
