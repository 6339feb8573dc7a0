"""An administrator: https before a service that comes up again, and a backup that serves in another home."""

import json
import re
import subprocess
import time
from contextlib import contextmanager
from dataclasses import replace

import pyrage
import pytest

from tests.close_browser import close_context
from tests.conftest import ARGUMENTS, CHROMIUM
from tests.deployment.conftest import NAME, free_port, nginx_before
from tests.deployment.test_front_server import answered
from tests.first_hour.obeyed_unit import ObeyedUnit
from tests.first_hour.test_set_up_in_a_browser import Organiser, become_administrator, plan_an_evening, set_up

pytestmark = [pytest.mark.browser, pytest.mark.long]
PEOPLE, PATIENCE = 3, 60


class Administrator:
    """Somebody at a shell and at a browser: a command counts one, as a press does."""

    def __init__(self, folder, port):
        self.folder, self.port, self.typed = folder, port, 0
        self.identity = pyrage.x25519.Identity.generate()
        (folder / "identity").write_text(str(self.identity))

    def service(self, home):
        """The shipped service on a home."""
        return ObeyedUnit("weaving.service", **{"/srv/weaving": str(self.folder / home), "8000": str(self.port)})

    def types(self, home, *words):
        """Type a verb as the service's user would; what it says."""
        self.typed += 1
        unit = self.service(home)
        environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **unit.environment}
        done = subprocess.run([unit.command[0], *words], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def backs_up(self, home):
        """Have the shipped unit of backups write one; where it is."""
        self.typed += 1
        instead = {"/srv/weaving": str(self.folder / home), "/backups/weaving": str(self.folder / "backups")}
        ObeyedUnit("weaving-backup.service", **instead, **{"age1…": str(self.identity.to_public())}).run()
        (made,) = (self.folder / "backups").iterdir()
        return made


@pytest.fixture
def administrator(tmp_path):
    return Administrator(tmp_path, free_port())


@pytest.fixture
def front(administrator, tmp_path):
    with nginx_before(f"http://127.0.0.1:{administrator.port}", tmp_path) as found:
        yield found


@contextmanager
def at_a_browser(chromium, front):
    """A page of a browser that knows the name by the front server alone."""
    led = f"--host-resolver-rules=MAP {NAME}:443 127.0.0.1:{front.https}"
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, led])
    context = browser.new_context(ignore_https_errors=True, locale="en-GB", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    yield context.new_page()
    close_context(context)
    browser.close()


def seconds_until_it_answers(front):
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        if front.ask("GET", "/health")[0] == 200:
            return time.monotonic() - began
        time.sleep(0.1)
    raise AssertionError("nothing answers")


def people_of(administrator, home, words):
    """How many have answered at the evening, as a verb counts them."""
    return json.loads(administrator.types(home, "experiment", "show", words, "--json"))


def test_an_administrator_has_https_a_service_that_comes_again_and_a_backup_that_serves(
    administrator, front, chromium, record_property
):
    began = time.monotonic()
    with administrator.service("home") as service, at_a_browser(chromium, front) as page:
        seconds_until_it_answers(front)
        at_browser = Organiser(page)
        at_browser.opens(re.search(r"https://[^\s\"]+/staff/setup/[\w-]+", administrator.types("home", "setup"))[0])
        for part in (become_administrator, set_up, plan_an_evening):
            part(at_browser)
        words = re.search(rf"https://{NAME}/([a-z]+-[a-z]+)", page.content())[1]
        hall = replace(front, words=words)
        assert {answered(hall)[1][0] for _ in range(PEOPLE)} == {303}
        counted = people_of(administrator, "home", words)
        service.kill()
        again = seconds_until_it_answers(front)
        assert (service.starts, page.reload().status) == (2, 200)
        assert people_of(administrator, "home", words) == counted
        made = administrator.backs_up("home")
    administrator.types("second", "restore", str(made), "--identity", str(administrator.folder / "identity"))
    assert "as it should be" in administrator.types("second", "check")
    with administrator.service("second"):
        seconds_until_it_answers(front)
        assert people_of(administrator, "second", words) == counted
        assert answered(hall)[1][0] == 303
        assert people_of(administrator, "second", words) != counted
    did, took = administrator.typed + at_browser.interactions, round(time.monotonic() - began)
    told = {"interactions": did, "most": None, "seconds": took, "dead_ends": at_browser.dead_ends}
    record_property(
        "administrator", {**told, "notes": f"answers {again:.1f} s after it was killed; {PEOPLE} people in either home"}
    )
    assert at_browser.dead_ends == []
