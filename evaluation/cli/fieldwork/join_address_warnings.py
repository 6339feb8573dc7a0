"""What is said of the address that cards, posters and invitations begin with, where phones cannot use it well."""

from urllib.parse import urlsplit

from evaluation.web.hosts.lan_address import leads_here_alone, leads_past, own_address, same_here
from evaluation.web.hosts.participants_host import LOOPBACK


def plain_http(base_url: str) -> str | None:
    """What to say where phones would get plain http; None where they get https or all is on this machine."""
    if urlsplit(base_url).scheme == "https" or leads_here_alone(base_url):
        return None
    return (
        f"{base_url} is plain http: answers could be read on the way, a page that was closed does not open again while "
        "its phone is offline, and staff cookies are less well guarded. Put a server with a certificate in front and "
        "set WEAVING_BASE_URL to https."
    )


def on_this_machine_alone(base_url: str) -> str | None:
    """What to say of what is printed, where its address leads nowhere from a phone; None where it leads somewhere."""
    if not leads_here_alone(base_url):
        return None
    return (
        f"The codes and addresses on these pages begin with {base_url}, which only this machine can open. Before an "
        "evening, write the address that phones open under “Public address” or with `weaving address`, and print again."
    )


def served_elsewhere(base_url: str, *, host: str, port: int, is_set_up: bool) -> str | None:
    """What to say where this machine is served under another address than the one that is printed; None where not.

    A home that is not set up has a page that asks for the address, and finds this machine's own.
    """
    same_port = (urlsplit(base_url).port or 80) == port
    if not leads_here_alone(base_url) or (host in LOOPBACK and same_port):
        return None
    if not is_set_up:
        return "The set-up page will ask for the address that phones open, and names the one of this computer."
    listens_to_all = host in {"0.0.0.0", "::"}  # noqa: S104 - compared, never listened on
    opened = (own_address(port) if listens_to_all else "") or f"http://{'127.0.0.1' if listens_to_all else host}:{port}"
    return (
        f"Cards, posters and invitations name {base_url}. Write the address that people open, for instance {opened}, "
        f"under “Public address” (http://127.0.0.1:{port}/staff/address), so that they lead here; services are given "
        "it as WEAVING_BASE_URL."
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
