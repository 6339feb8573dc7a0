"""`weaving serve` as it is typed: a process of its own, with the threads and the worker that it really has.

What it writes down is looked through as `tests.log_watch` looks through what pytest's own processes write.
"""

import os
import re
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass

from tests.log_watch import personal_lines

HEARS_CTRL_C = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
"""As in a terminal: tests that a shell runs in the background would hand down that it is ignored."""
TYPED = f"{HEARS_CTRL_C}; from evaluation.cli import main; main()"


@dataclass(frozen=True)
class Serving:
    """A server that listens: its address and its process."""

    base: str
    pid: int


@contextmanager
def serving(home, *extra):
    """`weaving serve` on a free port with a home of its own; it ends here if nobody ended it before."""
    command = [sys.executable, "-c", TYPED, "serve", "--port", "0", *extra]
    environment = {**os.environ, "WEAVING_HOME": str(home)}
    with tempfile.TemporaryFile("w+") as written:
        kept = {"stdout": subprocess.PIPE, "stderr": written, "text": True, "start_new_session": True}
        process = subprocess.Popen(command, env=environment, **kept)
        try:
            said = process.stdout.readline()
            yield Serving(re.search(r"http://[\d.]+:\d+", said)[0], process.pid)
        finally:
            process.terminate()
            process.wait()
            process.stdout.close()
            written.seek(0)
            sys.stderr.write(told := written.read())
        assert personal_lines(told) == []
