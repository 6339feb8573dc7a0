"""Closing what a test opened in Chromium, with an end: now and then Chromium never says that something is closed."""

import asyncio
from contextlib import suppress

PATIENCE = 5.0
"""Seconds. Closing takes a fraction of one; what does not close then goes with the browser, after the last test."""


def close_context(context):
    """Close a phone; one that was just changing pages without signal may never answer, and is left to the browser."""
    with suppress(TimeoutError):
        context._sync(asyncio.wait_for(context._impl_obj.close(reason=None), PATIENCE))


def close_page(page):
    """Close a tab; one that Chromium never says is closed is left behind the others until the phone is closed."""
    with suppress(TimeoutError):
        page._sync(asyncio.wait_for(page._impl_obj.close(run_before_unload=None, reason=None), PATIENCE))
