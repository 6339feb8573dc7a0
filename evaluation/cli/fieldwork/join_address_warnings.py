"""What is said of the address that cards, posters and invitations begin with, where phones cannot use it well."""

from urllib.parse import urlsplit

from evaluation.web.hosts.lan_address import leads_past, same_here

LOCAL = {"localhost", "127.0.0.1", "::1"}


def plain_http(base_url: str) -> str | None:
    """What to say where phones would get plain http; None where they get https or all is on this machine."""
    if urlsplit(base_url).scheme == "https" or is_local(base_url):
        return None
    return (
        f"{base_url} is plain http: answers could be read on the way, a page that was closed does not open again while "
        "its phone is offline, and staff cookies are less well guarded. Put a server with a certificate in front and "
        "set WEAVING_BASE_URL to https."
    )


def on_this_machine_alone(base_url: str) -> str | None:
    """What to say of what is printed, where its address leads nowhere from a phone; None where it leads somewhere."""
    if not is_local(base_url):
        return None
    return (
        f"The codes and addresses on these pages begin with {base_url}, which only this machine can open. Before an "
        "evening, set WEAVING_BASE_URL to the address that phones open, and print again."
    )


def served_elsewhere(base_url: str, *, host: str, port: int) -> str | None:
    """What to say where this machine is served under another address than the one that is printed; None where not."""
    same_port = (urlsplit(base_url).port or 80) == port
    if not is_local(base_url) or (host in LOCAL and same_port):
        return None
    return (
        f"Cards, posters and invitations name {base_url}. Set WEAVING_BASE_URL to the address that people open, for "
        f"instance http://{'192.168.1.20' if host not in LOCAL else host}:{port}, so that they lead here."
    )


def left_behind(base_url: str, *, port: int | None) -> str | None:
    """What to say where this machine is in another network, or served on another port, than is printed; else None."""
    if not leads_past(base_url, port=port):
        return None
    now = same_here(base_url, port=port)
    return (
        f"This computer is {f'now at {now}' if now else 'on no network now'}, and codes, cards and posters name "
        f"{base_url}: phones cannot come by those. Change it under “Public address”"
        f"{f' (http://127.0.0.1:{port}/staff/address)' if port else ''}, or WEAVING_BASE_URL where that is set."
    )


def is_local(base_url: str) -> bool:
    """Whether an address leads to the machine that opens it."""
    return urlsplit(base_url).hostname in LOCAL
