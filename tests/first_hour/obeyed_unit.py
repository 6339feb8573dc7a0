"""A shipped unit, obeyed where no systemd runs: ExecStart, Environment, UMask, Restart and RestartSec.

What else stands in it, above all what keeps the service to its own folder, is systemd's alone to do; that systemd takes
the whole unit is tried in tests/deployment/.
"""

import os
import shlex
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from tests.deployment.test_units import FOLDER, PROGRAM, Unit

ENDED_BY_HAND = {0, -signal.SIGHUP, -signal.SIGINT, -signal.SIGTERM, -signal.SIGPIPE}
"""How a service ends that `Restart=on-failure` does not start again."""


class ObeyedUnit:
    """A unit of the folder that is shipped, with other words in the place of some of its own."""

    def __init__(self, name, **instead):
        unit = Unit(FOLDER / name)
        words = {**instead, PROGRAM: str(Path(sys.executable).with_name("weaving"))}
        (line,) = unit.each("ExecStart")
        self.command = shlex.split(_with(line, words))
        self.environment = dict(_with(each, words).split("=", 1) for each in unit.each("Environment"))
        self.service = unit["Service"]
        self.starts, self.process, self._ending = 0, None, threading.Event()

    def run(self):
        """Run it once, as a timer does, to its end."""
        done = subprocess.run(self.command, **self._about, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    def __enter__(self):
        assert self.service["Restart"] == "on-failure"
        self.obeying = threading.Thread(target=self._obey)
        self.obeying.start()
        return self

    def __exit__(self, *_why):
        self._ending.set()
        while self.obeying.is_alive():
            if self.process:
                self.process.terminate()
            self.obeying.join(timeout=1)

    @property
    def _about(self):
        return {"env": {**os.environ, **self.environment}, "umask": int(self.service["UMask"], 8)}

    def _obey(self):
        while not self._ending.is_set():
            with subprocess.Popen(self.command, **self._about, stdout=subprocess.DEVNULL) as self.process:
                self.starts += 1
            if self.process.returncode in ENDED_BY_HAND:
                return
            self._ending.wait(float(self.service["RestartSec"]))

    def kill(self):
        """Kill what runs, as a fault of memory does, and wait until it is started again."""
        self._wait_for(1)
        killed = self.starts
        os.kill(self.process.pid, signal.SIGKILL)
        self._wait_for(killed + 1)

    def _wait_for(self, starts):
        until = time.monotonic() + 60
        while self.starts < starts and time.monotonic() < until:
            time.sleep(0.05)


def _with(text, words):
    for shipped, here in words.items():
        text = text.replace(shipped, here)
    return text
