"""The front server that docs/deployment ships, before a real `weaving serve`, with a certificate of its own making."""

import contextlib
import os
import shutil
import socket
import ssl
import subprocess
import time
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path

import pytest

from evaluation.domain.clock import now_utc
from tests.hall import Hall
from tests.homes import new_home
from tests.serving import serving

SHIPPED = Path(__file__).parents[2] / "docs" / "deployment" / "nginx.conf"
NAME = "weaving.example.org"
HURRY = 1
"""Seconds of patience with slow senders in these tests, in place of the ten that are shipped."""


@dataclass(frozen=True)
class Front:
    """A front server that runs: its two ports, what it trusts, the meeting behind it, and its configuration."""

    https: int
    http: int
    certificate: Path
    words: str
    configuration: Path
    behind: str
    """The application's own address."""

    def connection(self, *, timeout=30.0):
        """A connection as a phone makes it, to the name that is printed."""
        return Line(self, timeout=timeout)

    def ask(self, method, path, body=None, **headers):
        line = self.connection()
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            line.close()


class Line(HTTPSConnection):
    """A connection to this machine for a name that is known to no name server."""

    def __init__(self, front, *, timeout):
        super().__init__(
            NAME, front.https, timeout=timeout, context=ssl.create_default_context(cafile=front.certificate)
        )

    def connect(self):
        plain = socket.create_connection(("127.0.0.1", self.port), self.timeout)
        self.sock = self._context.wrap_socket(plain, server_hostname=NAME)

    def putheader(self, header, *values):
        super().putheader(header, *((NAME,) if header == "Host" else values))


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def certificate_in(folder):
    made = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}")
    files = ("-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem")
    subprocess.run([*made, "-addext", f"subjectAltName=DNS:{NAME}", *files], check=True, capture_output=True)
    return folder / "fullchain.pem"


def configured(folder, *, https, http, behind):
    """The shipped configuration with other ports and paths, and less patience; each is found there as often as said."""
    text = SHIPPED.read_text()
    instead = {
        "user www-data;": (1, "user root;" if os.geteuid() == 0 else ""),
        "/etc/ssl/weaving": (2, str(folder)),
        "root /usr/local/share/weaving": (1, f"root {SHIPPED.parent}"),
        "/var/cache/nginx/weaving": (1, str(folder / "cache")),
        "/run/nginx.pid": (1, str(folder / "nginx.pid")),
        "listen 443 ssl": (2, f"listen 127.0.0.1:{https} ssl"),
        "listen 80 ": (1, f"listen 127.0.0.1:{http} "),
        "127.0.0.1:8000": (1, behind.removeprefix("http://")),
        "client_header_timeout 10s": (1, f"client_header_timeout {HURRY * 30}s"),
        "client_body_timeout 10s": (1, f"client_body_timeout {HURRY}s"),
        "https://weaving.example.org$": (1, f"https://{NAME}:{https}$"),
        "http {\n": (1, "http {\n" + "".join(f"{each}_temp_path {folder / each};\n" for each in TEMPORARY)),
    }
    for shipped, (times, here) in instead.items():
        assert text.count(shipped) == times, shipped
        text = text.replace(shipped, here)
    path = folder / "nginx.conf"
    path.write_text("daemon off;\n" + text)
    return path


TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextlib.contextmanager
def nginx_before(behind, folder, *, words=""):
    """nginx as it is shipped, before an application; it ends here. The test is skipped where there is no nginx."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        pytest.skip("No nginx is installed: `make setup` installs it where it may.")
    https, http, certificate = free_port(), free_port(), certificate_in(folder)
    configuration = configured(folder, https=https, http=http, behind=behind)
    process = subprocess.Popen([nginx, "-e", "stderr", "-c", configuration], stderr=subprocess.PIPE)
    try:
        _listens(https, process)
        yield Front(https, http, certificate, words, configuration, behind)
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stderr.close()


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    """nginx before `weaving serve`; both end with these tests."""
    folder = tmp_path_factory.mktemp("front")
    settings, database = new_home(folder / "home")
    words = Hall(database, now_utc).words
    database.close()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("WEAVING_BASE_URL", f"https://{NAME}")
        with serving(settings.home, "--no-worker") as behind, nginx_before(behind.base, folder, words=words) as found:
            yield found


def _listens(port, process):
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        assert process.poll() is None, process.stderr.read().decode()
        time.sleep(0.05)
    raise AssertionError("nginx does not listen")
