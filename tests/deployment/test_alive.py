"""Weaving is started again where it does not answer, and never where it does or where somebody has stopped it."""

import http.server
import os
import subprocess
import threading
from pathlib import Path

import pytest

from tests.deployment.conftest import free_port

SCRIPT = Path(__file__).parents[2] / "docs" / "deployment" / "weaving-alive"


@pytest.fixture
def started_again(tmp_path):
    """Run the look at an address; what it had systemd do."""
    (tmp_path / "systemctl").write_text(f'#!/bin/sh\necho "$@" >> {tmp_path / "asked"}\n')
    (tmp_path / "systemctl").chmod(0o755)

    def look(port):
        path = f"{tmp_path}:{os.environ['PATH']}"
        command = ["sh", SCRIPT, f"http://127.0.0.1:{port}/health"]
        subprocess.run(command, env={"PATH": path, "PAUSE": "0"}, check=True, capture_output=True, timeout=60)
        return (tmp_path / "asked").read_text().split() if (tmp_path / "asked").exists() else []

    return look


@pytest.fixture
def answering():
    """The port of a server that answers 200."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        """Nothing is logged."""


def test_what_answers_is_left_alone(started_again, answering):
    assert started_again(answering) == []


def test_what_does_not_answer_is_started_again_unless_somebody_stopped_it(started_again):
    assert started_again(free_port()) == ["try-restart", "weaving.service"]
