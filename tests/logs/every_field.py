"""Requests to every route that hold a word of their own, found nowhere else, in each place that takes one."""

import json
import re
import uuid
from urllib.parse import quote, urlencode

from tests.crafted.test_crafted_input import FIELDS, addressed

WORD = re.compile(r"kanari(\d{5})vogel", re.IGNORECASE)
HEADERS = (
    "User-Agent", "Referer", "Origin", "X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Real-IP", "From",
    "Accept-Language", "Authorization", "If-None-Match", "Range", "X-Request-Id", "HX-Current-URL", "HX-Target",
    "Via", "Cookie2",
)  # fmt: skip
COOKIES = ("weaving_phone", "staff", "staff-device", "session", "lang")
QUERY = ("lang", "search", "q", "item", "next", "tick", "k", "proof", "code", "card", "o", "by", "email", "kiosk")
HUGE = 3 * 1024 * 1024


class Words:
    """Gives a fresh word for each place, and knows how many it gave."""

    def __init__(self):
        self.places = []

    def fresh(self, *place):
        self.places.append(place)
        return f"kanari{len(self.places):05d}vogel"

    def of(self, names, *place):
        return {name: self.fresh(*place, name) for name in names}


def path_of(rule, known, words, prefix):
    """The address of a route, with a word for each part that takes text and nothing known stands for."""
    values = {}
    for name in rule.arguments:
        converter = type(rule._converters[name]).__name__
        if converter == "AnyConverter":
            values[name] = min(rule._converters[name].items)
        elif name in known:
            values[name] = known[name]
        elif converter == "UUIDConverter":
            values[name] = uuid.uuid4()
        elif converter == "ColumnInteger":
            values[name] = 1
        else:
            values[name] = words.fresh(rule.rule, "path", name)
    return addressed(rule, values, prefix)


def headers_of(words, rule, *, cookie=""):
    """A word in each header and, beside a session's, in each cookie."""
    named = [name for name in COOKIES if not cookie.startswith(f"{name}=")]
    cookies = [f"{name}={word}" for name, word in words.of(named, rule.rule, "cookie").items()]
    return words.of(HEADERS, rule.rule, "header") | {"Cookie": "; ".join([*filter(None, [cookie]), *cookies])}


def file_of(words, rule, token):
    """A file with a word as its name and others in it, as a form sends it."""
    name, within = words.fresh(rule.rule, "file", "name"), words.fresh(rule.rule, "file", "within")
    head = f'--b\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
    part = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}.csv"\r\n\r\n'
    return (head + part + f"{within},1\n\xff\r\n--b--\r\n").encode("latin-1"), "multipart/form-data; boundary=b"


def requests_to(rule, known, words, *, prefix="", token="", cookie=""):
    """What is sent to one route: method, address, body, kind of body, headers."""
    address = path_of(rule, known, words, prefix)
    headers = headers_of(words, rule, cookie=cookie)
    if "GET" in rule.methods:
        query = urlencode(words.of(QUERY, rule.rule, "query"))
        yield "GET", f"{address}?{query}", None, "", headers
    if "POST" not in rule.methods:
        return
    headers.pop("Origin")
    form = words.of(FIELDS, rule.rule, "form") | {"csrf_token": token}
    yield "POST", address, urlencode(form).encode(), "application/x-www-form-urlencoded", headers
    yield "POST", address, *file_of(words, rule, token), headers
    said = json.dumps(words.of(FIELDS[:12], rule.rule, "json")).encode()
    yield "POST", address, said, "application/json", headers | {"X-CSRFToken": token}


def broken_requests(words, known, response):
    """Bytes that are no text, NUL, bodies that are too large, methods that nobody has, addresses of nothing."""
    joined, fresh = known["words"], lambda *place: words.fresh("broken", *place)
    form = "application/x-www-form-urlencoded"
    for place in ("%00", "%ff", "%0d%0a", "/../", "%2e%2e%2f"):
        yield "GET", f"/{fresh('path', place)}{place}", None, "", {}
        yield "GET", f"/{joined}?lang={fresh('query', place)}{place}", None, "", {}
        yield "POST", "/withdraw", f"code={fresh('code', place)}{place}".encode(), form, {}
        body = f"op1={fresh('answer', place)}{place}".encode() + b"\xff\x00"
        yield "POST", f"/{joined}/post/en/{response}", body, form, {}
    yield "POST", f"/{joined}", f"lang={fresh('huge')}".encode() + b"x" * HUGE, form, {}
    yield "POST", "/staff/login", f"email={fresh('huge')}".encode() + b"x" * HUGE, form, {}
    yield fresh("method").upper(), f"/{joined}", None, "", {}
    yield "TRACE", f"/{fresh('trace')}", None, "", {}
    yield "GET", f"/c/{fresh('card')}", None, "", {"Host": f"{fresh('host')}.example.org"}
    yield "GET", f"/staff/{fresh('path')}", None, "", {"Host": f"{fresh('host')}.example.org"}
    yield "GET", "/", None, "", {"Cookie": f"weaving_phone={quote(fresh('cookie'))}.{fresh('cookie')}; =; ;;"}
