"""What a page of another site posts is taken by no page of ours."""

from urllib.parse import urlsplit

from flask import Request


def is_foreign(sent: Request, base_url: str) -> bool:
    """Whether a page of another site posted this; browsers say so, and what is no browser is left alone.

    The public name is ours too: a server in front may ask for pages under this machine's own.
    """
    site = sent.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = sent.headers.get("Origin")
    return origin is not None and _site_of(origin) not in {sent.host.lower(), _site_of(base_url)}


def _site_of(address: str) -> str | None:
    """Name and port of an address; None of what is no address, as no browser sends it."""
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return None
