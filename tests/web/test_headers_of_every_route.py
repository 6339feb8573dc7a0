"""Every answer of every route, also a refusal, carries the headers that keep a browser from what it must not do."""

import pytest

from evaluation.models import Role
from evaluation.participants_app import participants_app
from tests.markup.pages import participants_pages, staff_pages
from tests.mounted import Mounted
from tests.people.matrix.walk import marked
from tests.populated.world import world_of

BOTH = {
    "X-Content-Type-Options": {"nosniff"},
    "Referrer-Policy": {"same-origin"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "Cross-Origin-Resource-Policy": {"same-origin"},
}
DENIED = ("camera=()", "geolocation=()", "microphone=()")
POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "base-uri": {"'none'"},
    "form-action": {"'self'"},
    "require-trusted-types-for": {"'script'"},
    "trusted-types": {"weaving"},
}
FRAMED = ("authoring.preview.phone", "authoring.autosave.over_the_page", "security.")
"""What stands in a frame of a page of ours: the phone beside the editor, and signing in over a page."""
OTHER_CACHING = {
    **dict.fromkeys(("staff_layout.asset", "authoring.preview.style"), "public, max-age=31536000, immutable"),
    **dict.fromkeys(("screen.count", "screen.now", "wall.count", "evening.now"), "private, no-cache"),
}
"""Files that are everybody's, and counts that are asked for again and again; nothing else is kept by a browser."""


@pytest.fixture
def mounted(sqlite_settings, sqlite_database, clock):
    return Mounted(sqlite_settings, sqlite_database, clock)


@pytest.fixture
def world(mounted):
    return world_of(mounted.services, marked)


def policy_of(answer):
    said = (part.split() for part in answer.headers.get("Content-Security-Policy", "").split(";") if part.strip())
    return {name: set(values) for name, *values in said}


def faults(answer):
    """What is missing of an answer's headers, whatever it answers to."""
    missing = [
        f"{name}: {answer.headers.get(name)}" for name, any_of in BOTH.items() if answer.headers.get(name) not in any_of
    ]
    denied = answer.headers.get("Permissions-Policy", "")
    missing += [f"Permissions-Policy lacks {each}" for each in DENIED if each not in denied]
    policy = policy_of(answer)
    missing += [f"{name} {policy.get(name)}" for name, values in POLICY.items() if policy.get(name) != values]
    loose = [
        f"{name} {value}" for name, values in policy.items() for value in values if "unsafe" in value or value == "*"
    ]
    return missing + loose


def test_every_staff_route_answers_with_them(mounted, world):
    browser, wrong, asked = mounted.person("all@example.org", *Role), {}, 0
    for name, address in staff_pages(mounted.desk.app, world):
        answer = browser.get(address)
        answer.close()
        found = faults(answer)
        ancestors = policy_of(answer).get("frame-ancestors")
        if ancestors != ({"'self'"} if name.startswith(FRAMED) else {"'none'"}):
            found.append(f"frame-ancestors {ancestors}")
        if (caching := answer.headers.get("Cache-Control")) != OTHER_CACHING.get(name, "no-store"):
            found.append(f"Cache-Control: {caching}")
        asked += 1
        if found:
            wrong[name] = found
    assert wrong == {}
    assert asked > 100


def test_every_route_of_participants_answers_with_them(mounted, world):
    browser, wrong, asked = mounted.nobody(), {}, 0
    for name, address in participants_pages(participants_app(mounted.services), world):
        answer = browser.get(address)
        answer.close()
        if found := faults(answer) + (
            [] if policy_of(answer)["frame-ancestors"] == {"'none'"} else ["frame-ancestors"]
        ):
            wrong[name] = found
        asked += 1
    assert wrong == {}
    assert asked > 20


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/staff/nowhere", 404),
        ("POST", "/staff/language", 400),
        ("DELETE", "/staff/account", 405),
        ("GET", "/a/b/c/d/e", 404),
        ("PUT", "/privacy", 405),
    ],
)
def test_a_refusal_carries_them(mounted, method, address, status):
    answer = mounted.nobody().client.open(address, method=method)
    assert (answer.status_code, faults(answer)) == (status, [])


def test_what_is_missing_would_be_named(mounted):
    answer = mounted.nobody().get("/privacy")
    answer.headers["Content-Security-Policy"] = "default-src *; script-src 'self' 'unsafe-inline'"
    del answer.headers["X-Content-Type-Options"]
    said = faults(answer)
    assert {"X-Content-Type-Options: None", "default-src *", "script-src 'unsafe-inline'"} <= set(said)
