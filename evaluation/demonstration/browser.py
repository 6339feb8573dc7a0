"""A browser without JavaScript: gets pages, fills in the forms they show, follows where they lead."""

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

FOLLOWED = {301, 302, 303, 307, 308}


@dataclass(slots=True)
class Form:
    """A form of a page: where it goes and what it asks.

    `given` is what it sends of itself; `offered` maps each name that a person can fill in to the values there are to
    choose from, none for free text.
    """

    action: str
    method: str
    name: str
    given: dict[str, str] = field(default_factory=dict)
    offered: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Page:
    """What the server answered."""

    address: str
    status: int
    text: str
    forms: tuple[Form, ...]


class Browser:
    """One person's browser, with its own cookies and one connection that is kept."""

    def __init__(self, host: str, port: int) -> None:
        self._connection = http.client.HTTPConnection(host, port, timeout=30)
        self._origin = f"http://{host}:{port}"
        self._cookies: dict[str, str] = {}

    def get(self, address: str) -> Page:
        """The page at an address, after any redirections."""
        return self._request("GET", address, None)

    def send(self, page: Page, form: Form, values: Mapping[str, str], *, button: int = 0) -> Page:
        """Submit a form of a page: what it gives of itself, the values it offers a place for, and a button."""
        fields = {**form.given, **{name: value for name, value in values.items() if name in form.offered}}
        if form.buttons and form.buttons[button][0]:
            fields[form.buttons[button][0]] = form.buttons[button][1]
        address = urljoin(page.address, form.action)
        if form.method == "get":
            return self._request("GET", f"{address.partition('?')[0]}?{urlencode(fields)}", None)
        return self._request("POST", address, urlencode(fields))

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _request(self, method: str, address: str, body: str | None) -> Page:
        for _ in range(10):
            status, headers, text = self._exchange(method, address, body)
            if status not in FOLLOWED:
                return Page(urljoin(self._origin, address), status, text, forms_of(text))
            method, body = ("GET", None) if status == 303 or method == "GET" else (method, body)
            address = urljoin(address, headers["Location"])
        raise RuntimeError(f"{address} leads round in a circle.")

    def _exchange(self, method: str, address: str, body: str | None) -> tuple[int, http.client.HTTPMessage, str]:
        address_split = urlsplit(address)
        path = (address_split.path or "/") + (f"?{address_split.query}" if address_split.query else "")
        headers = {"Origin": self._origin, "Accept": "text/html"}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body=body, headers=headers)
        answer = self._connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            self._cookies.update({name: morsel.value for name, morsel in SimpleCookie(cookie).items()})
        return answer.status, answer.headers, answer.read().decode()


def forms_of(text: str) -> tuple[Form, ...]:
    """The forms of a page, in order."""
    reader = _FormReader()
    reader.feed(text)
    return tuple(reader.forms)


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._inside = False
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = True
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower(), given.get("name", "")))
        elif self._inside and tag == "input":
            self._input(self.forms[-1], given)
        elif (
            self._inside and tag == "button" and given.get("type", "submit") == "submit" and "aria-hidden" not in given
        ):
            self.forms[-1].buttons.append((given.get("name", ""), given.get("value", "")))
        elif self._inside and tag == "textarea":
            self.forms[-1].offered.setdefault(given.get("name", ""), [])
        elif self._inside and tag == "select":
            self._select = given.get("name", "")
        elif self._inside and tag == "option":
            self.forms[-1].offered.setdefault(self._select, []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False

    def _input(self, form: Form, given: Mapping[str, str]) -> None:
        name, value, kind = given.get("name", ""), given.get("value", ""), given.get("type", "text")
        if kind in {"radio", "checkbox"}:
            form.offered.setdefault(name, []).append(value or "on")
            if "checked" in given:
                form.given[name] = value or "on"
        elif kind == "submit":
            form.buttons.append((name, value))
        else:
            form.given[name] = value
            if kind != "hidden":
                form.offered.setdefault(name, [])
