"""What every staff page has around it: style sheets and scripts, the navigation, dates and QR codes in words."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

import segno
from babel.dates import format_date, format_datetime, format_time
from flask import Blueprint, Flask, Response, abort, current_app, request, url_for
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from evaluation.domain.languages import STAFF_LANGUAGES
from evaluation.printing.qr import LEVEL, QUIET_ZONE
from evaluation.web.access import public
from evaluation.web.app import services
from evaluation.web.current_user import anybody, may
from evaluation.web.hosts.address_left_behind import address_left_behind
from evaluation.web.hosts.lan_address import leads_here_alone
from evaluation.web.i18n import current_language, in_own_language
from evaluation.web.labels import EXPLAINED, role_label
from evaluation.web.state_labels import who_did

TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "woff2": "font/woff2"}
HOME_ZONE = "Europe/London"
NAVIGATION = (
    ("home.home", _l("Today"), "experiment.see", "home."),
    ("experiments.listed", _l("Experiments"), "experiment.see", "experiments."),
    ("reports.overview", _l("Reports"), "report.see", ("reports.", "bring.")),
    ("authoring.overview.listed", _l("Instruments"), "instrument.see", "authoring."),
    ("plans.listed", _l("Plans"), "plan.see", "plans."),
    ("invitations.people", _l("People"), "person.manage", "invitations."),
    ("places.listed", _l("Chapters"), "chapter.add", "places."),
)
"""The places of the bar: the page, what it is called, the action that opens it, and the pages that belong to it.
Whoever signs in and has no evenings arrives at the first that their roles open."""
pages = Blueprint("staff_layout", __name__)


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """A place in the bar: where it is, what it is called, and whether we are there."""

    address: str
    label: str
    current: bool


def add_staff_layout(app: Flask) -> None:
    """Give an application its style sheets, its bar and its ways of writing dates."""
    app.extensions["weaving_staff_assets"] = assets = _read_assets()
    app.register_blueprint(pages)
    stamps = {name: hashlib.sha256(body).hexdigest()[:10] for name, body in assets.items()}
    app.jinja_env.globals["asset"] = lambda name: url_for("staff_layout.asset", stamp=stamps[name], name=name)
    app.jinja_env.globals["qr"] = qr
    app.jinja_env.globals["authenticator_address"] = authenticator_address
    app.jinja_env.globals["may"] = may
    app.jinja_env.globals["pips"] = pips
    app.jinja_env.globals["explained"] = EXPLAINED
    app.jinja_env.filters.update(moment=moment, day=day, clock=clock, role=role_label, said=in_own_language)
    app.jinja_env.filters["who"] = lambda by: who_did(by, anybody())
    app.context_processor(_around)


@pages.get("/static/<stamp>/<name>")
@public
def asset(stamp: str, name: str) -> Response:  # noqa: ARG001 - the stamp makes the address change with the bytes
    """A style sheet or a script; its address changes when its bytes do."""
    body = current_app.extensions["weaving_staff_assets"].get(name)
    if body is None:
        abort(404)
    response = Response(body, content_type=TYPES[name.rpartition(".")[2]])
    response.cache_control.public, response.cache_control.max_age = True, 31_536_000
    response.cache_control.immutable = True
    return response


def qr(address: str, *, label: str, css: str = "qr") -> Markup:
    """A QR code as a drawing with a name, dark on light."""
    drawn = segno.make(address, error=LEVEL, micro=False).svg_inline(
        svgclass=css, lineclass=None, dark="#17252a", omitsize=True, title=label, border=QUIET_ZONE
    )
    return Markup(drawn.replace("<svg", '<svg role="img"', 1))  # noqa: S704 - drawn here, the title escaped by segno


def authenticator_address(issuer: str, username: str, key: str) -> str:
    """The address that opens an authenticator app with a key."""
    label = f"{quote(issuer)}:{quote(username)}"
    return f"otpauth://totp/{label}?{urlencode({'secret': key.replace('-', ''), 'issuer': issuer})}"


def pips(level: int, of: int) -> Markup:
    """A badge as so many filled shapes of five; the words beside it say the same."""
    shapes = "".join(
        f'<rect x="{1 + 17 * place}" y="2" width="14" height="8" rx="4" stroke="#015c55" stroke-width="1.5" '
        f'fill="{"#015c55" if place < level else "#fff"}"/>'
        for place in range(of)
    )
    return Markup(f'<svg class="pips" viewBox="0 0 88 12" aria-hidden="true">{shapes}</svg>')  # noqa: S704 - numbers


def moment(when: datetime | None, zone: str = HOME_ZONE) -> str:
    """Day and time on the clock of a place."""
    return format_datetime(when.astimezone(ZoneInfo(zone)), "d MMM y, HH:mm", locale=get_locale()) if when else "–"


def clock(when: datetime | None, zone: str = HOME_ZONE) -> str:
    """The time of day on the clock of a place."""
    return format_time(when.astimezone(ZoneInfo(zone)), "HH:mm", locale=get_locale()) if when else "–"


def day(when: date | None, style: str = "d MMM y") -> str:
    """A day."""
    return format_date(when, style, locale=get_locale()) if when else "–"


def _read_assets() -> dict[str, bytes]:
    static = files("evaluation") / "static"
    folders = (static / "staff", static / "authoring")
    ours = [file for folder in folders for file in folder.iterdir() if file.name.rpartition(".")[2] in TYPES]
    fonts = [
        file for file in (static / "fonts").iterdir() if file.name.startswith("inter-latin-") and "ext" not in file.name
    ]
    return {file.name: file.read_bytes() for file in (*ours, *fonts)}


def _around() -> dict[str, object]:
    return {
        "language": current_language(),
        "languages_offered": STAFF_LANGUAGES if request.method == "GET" else {},
        "own_address": request.script_root + request.full_path.rstrip("?"),
        "account": anybody(),
        "phones_cannot_come": leads_here_alone(services().settings.base_url),
        "left_behind": address_left_behind(),
        "navigation_entries": list(_navigation_entries()) if anybody() else [],
    }


def landing_page() -> str:
    """Where somebody begins who has no evenings to look at: the first place that their roles open, or their account."""
    return next((entry.address for entry in _navigation_entries()), url_for("accounts.mine"))


def _navigation_entries() -> list[NavigationEntry]:
    endpoint_now = request.endpoint or ""
    return [
        NavigationEntry(url_for(endpoint), str(label), endpoint_now.startswith(prefix))
        for endpoint, label, action, prefix in NAVIGATION
        if may(action)
    ]
