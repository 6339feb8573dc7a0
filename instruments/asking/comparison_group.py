"""What is asked of a comparison group: all but the questions about the meeting, which its people did not have.

An instrument says which these are: their role is `process`, and no wave before a meeting asks them. One that is asked
before it too, such as whether somebody helped to answer, is about something else and is asked of everybody.
"""

from instruments.model import Item, Version
from instruments.terms import ItemRole, WaveKind

BEFORE_MEETING = frozenset({WaveKind.PRETEST, WaveKind.PRE})


def for_comparison_group(version: Version) -> Version:
    """The version without its questions about the meeting, and without those that rest on the answer to one."""
    left_out = {item.id for item in version.items if _is_about_meeting(item)}
    items = tuple(item for item in version.items if not left_out & {item.id, item.follows, item.at_most})
    return version.having(items=items) if left_out else version


def _is_about_meeting(item: Item) -> bool:
    return item.role is ItemRole.PROCESS and not BEFORE_MEETING & set(item.waves)
