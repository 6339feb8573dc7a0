"""A real `weaving serve` with all it writes down, and requests that hold words nobody may find there."""

import http.client
import os
import re
import resource
import secrets
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from urllib.parse import urlencode

from markupsafe import escape

from evaluation.accounts.session_cookie import WHO, token_digest
from evaluation.accounts.step_up.fresh_proof import PROVED_AT
from evaluation.store.accounts.sessions import keep_session

HASTE = """
import evaluation.storage.database as database, evaluation.storage.sqlite as sqlite
sqlite.PRAGMAS = tuple((n, "100", 100) if n == "busy_timeout" else (n, v, w) for n, v, w in sqlite.PRAGMAS)
database.POSTGRESQL_OPTIONS = database.POSTGRESQL_OPTIONS.replace("lock_timeout=10000", "lock_timeout=100")
"""
"""Waits as short as a test's: a tenth of a second for a lock in place of ten seconds."""
TALKATIVE = """
import flask, evaluation.web.app as app
import evaluation.storage.fault_log as fault_log
app.SparingFlask.log_exception = flask.Flask.log_exception
fault_log.keep_log = lambda: None
"""
"""The control: faults written down as Flask does by itself."""
START = "from evaluation.cli import main; main()"


def beyond_own_form(said, *, path, sent):
    """What a page says besides what it gives its sender back: a form to the same address, or fields to be copied.

    Only hidden fields with the very name and value that this request carried are left out, and only inside that form,
    and of the fields to be copied each value that it carried once: the same words anywhere else stay.
    """
    for value in sent.values() if isinstance(sent, dict) else ():
        said = said.replace(f' readonly rows="2">\n{escape(value)}</textarea>', ">", 1)
    begins = f'<form method="post" action="{escape(path)}"'
    before, found, rest = said.replace(f'{begins} id="again">', f"{begins}>", 1).partition(f"{begins}>")
    form, ends, after = rest.partition("</form>")
    if not found or not ends or not isinstance(sent, dict):
        return said
    for name, value in sent.items():
        form = form.replace(f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">', "", 1)
    return before + form + after


class Watched:
    """A server and every line that it and its processes wrote."""

    def __init__(self, process):
        self.process, self.lines, self.faults = process, [], []
        self.base = re.search(r"http://([\d.]+:\d+)", self._next())[1]
        self.reading = threading.Thread(target=self._read, daemon=True)
        self.reading.start()

    def _next(self):
        line = self.process.stdout.readline()
        self.lines.append(line)
        return line if "http://1" in line or not line else self._next()

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line)

    def ask(self, method, path, body=None, **headers):
        """A request, byte for byte; status and body of the answer."""
        connection = http.client.HTTPConnection(self.base, timeout=120)
        connection.putrequest(method, path, skip_accept_encoding=True)
        sent = urlencode(body).encode() if isinstance(body, dict) else body
        if sent is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(sent))}
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders(sent)
        answer = connection.getresponse()
        said = answer.read().decode("utf-8", "replace")
        connection.close()
        said += "".join(f"{name}: {value}\n" for name, value in answer.getheaders())
        if answer.status >= 500:
            self.faults.append(beyond_own_form(said, path=path, sent=body))
        return answer.status, said

    def children(self):
        """The processes that it has started."""
        listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, check=False)
        return [int(each) for each in listed.stdout.split()]

    def kill_children(self, *, patience=10):
        """End its processes without a warning, and wait until it has others in their place."""
        killed = self.children()
        for child in killed:
            os.kill(child, signal.SIGKILL)
        until = time.monotonic() + patience
        while killed and time.monotonic() < until and not set(self.children()) - set(killed):
            time.sleep(0.05)

    @contextmanager
    def full_disk(self):
        """No file of its grows while this lasts."""
        before = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (0, before[1]))
        try:
            yield
        finally:
            resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def watched(settings, *extra, before=""):
    """`weaving serve` on a free port, with what it writes."""
    environment = {**os.environ, "WEAVING_HOME": str(settings.home), "WEAVING_DATABASE_URL": settings.database_url}
    process = subprocess.Popen(
        [sys.executable, "-c", HASTE + before + START, "serve", "--port", "0", *extra],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    server = None
    try:
        server = Watched(process)
        yield server
    finally:
        process.terminate()
        process.wait()
        if server:
            server.reading.join(30)
        process.stdout.close()


def cookie_of(services, account, now):
    """A session of somebody's, as its cookie; and the token that its forms need is on every page."""
    token = secrets.token_urlsafe(32)
    contents = {
        WHO: account.session_key,
        "fs_cc": "set",
        "fs_paa": now.timestamp(),
        PROVED_AT: now.timestamp(),
        "_fresh": True,
    }
    with services.database.transaction() as db:
        keep_session(db, token_digest(token), contents=contents, session_key=account.session_key, device="", now=now)
    return f"staff={token}"
