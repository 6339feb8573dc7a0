"""The container file and the compose file, looked at without an engine: syntax, paths, settings, and its steps."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest
import yaml

from evaluation.storage.settings import KNOWN
from tests.documentation.documented_commands import Shown, faults_of
from tests.installed.conftest import ROOT, UV, bare_environment, build, run

FOLDER = ROOT / "docs" / "deployment"
KNOWN_STEPS = {
    *("FROM", "RUN", "COPY", "USER", "WORKDIR", "ENV", "VOLUME", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"),
}


def steps():
    """The steps of the container file: the instruction, and all of its lines as one."""
    lines = [line for line in (FOLDER / "Containerfile").read_text().splitlines() if not line.startswith("#")]
    whole = re.sub(r"\\\n", " ", "\n".join(lines))
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1].strip()) for line in whole.splitlines() if line.strip()]


def step(name):
    return [text for each, text in steps() if each == name]


def compose():
    return yaml.safe_load((FOLDER / "compose.yaml").read_text())


def test_every_step_is_one_that_container_files_have():
    assert {name for name, _ in steps()} <= KNOWN_STEPS
    assert steps()[0][0] == "FROM"


def test_the_image_has_a_version_and_names_no_registry():
    (image,) = step("FROM")
    assert re.fullmatch(r"python:3\.\d+-slim-trixie", image)


def test_every_path_that_is_copied_is_there_or_made_by_a_release():
    (copied,) = step("COPY")
    *sources, _ = copied.split()
    assert sources == ["requirements.txt", "dist/weaving_evaluation-*.whl"]
    assert (ROOT / sources[0]).is_file()


def test_packages_are_installed_by_hash_and_system_packages_are_known():
    text = " ".join(step("RUN"))
    assert "--require-hashes -r /tmp/weaving/requirements.txt" in text
    wanted = set(re.search(r"--no-install-recommends ([^&]+)&&", text)[1].split())
    assert wanted
    assert wanted <= set(re.findall(r"lib[\w.+-]+", "".join(path.read_text() for path in (ROOT / ".ci").glob("*.sh"))))


def test_it_runs_as_a_user_without_rights():
    names = [name for name, _ in steps()]
    assert step("USER") == ["weaving"]
    assert max(place for place, name in enumerate(names) if name == "RUN") < names.index("USER")


def test_what_it_sets_and_starts_the_program_knows():
    assert {each.partition("=")[0] for each in step("ENV")} <= set(KNOWN)
    assert json.loads(*step("ENTRYPOINT")) == ["weaving"]
    assert faults_of(Shown("Containerfile", tuple(json.loads(*step("CMD"))), whole=True)) == []


def test_shell_lines_are_sound(tmp_path):
    for number, text in enumerate(step("RUN")):
        (tmp_path / f"{number}.sh").write_text(text)
        subprocess.run(["sh", "-n", tmp_path / f"{number}.sh"], check=True)


def test_the_compose_file_names_what_is_there():
    found = compose()
    service, front = found["services"]["weaving"], found["services"]["front"]
    context = (FOLDER / service["build"]["context"]).resolve()
    assert context == ROOT
    assert (context / service["build"]["dockerfile"]).is_file()
    assert set(service["environment"]) <= set(KNOWN)
    named = {each.partition(":")[0] for each in [*service["volumes"], *front["volumes"]]}
    assert {name for name in named if not name.startswith("./")} == set(found["volumes"])
    assert (FOLDER / "Caddyfile").is_file()
    assert set(front["environment"]) == set(re.findall(r"\{\$(\w+)", (FOLDER / "Caddyfile").read_text()))
    assert front["environment"]["UPSTREAM"] == f"weaving:{step('EXPOSE')[0]}"


def test_both_front_servers_and_the_compose_file_have_one_name():
    name = "weaving.example.org"
    for path in ("Caddyfile", "nginx.conf", "compose.yaml", "weaving.service"):
        assert name in (FOLDER / path).read_text(), path


def test_caddy_takes_its_file(tmp_path):
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("This machine has no caddy.")
    command = [caddy, "validate", "--adapter", "caddyfile", "--config", FOLDER / "Caddyfile"]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "HOME": str(tmp_path)})


def test_caddy_passes_nobodys_address_on_and_keeps_no_log():
    text = (FOLDER / "Caddyfile").read_text()
    directives = {line.split()[0] for line in text.splitlines() if line.strip() and not line.strip().startswith("#")}
    assert "log" not in directives
    assert set(re.findall(r"header_up (\S+)", text)) >= {"-X-Forwarded-For", "-Forwarded"}


@pytest.mark.long
def test_the_steps_of_the_image_give_a_program_that_serves(tmp_path):
    """The steps that need no engine: the packages and the wheel, and what starts, asked as the image asks itself."""
    build(ROOT, tmp_path / "dist", "wheel")
    run(UV, "venv", "--quiet", "--python", sys.executable, "image", cwd=tmp_path)
    install = [UV, "pip", "install", "--quiet", "--no-deps", "--python", "image/bin/python"]
    run(*install, "--require-hashes", "-r", ROOT / "requirements.txt", cwd=tmp_path)
    run(*install, *(tmp_path / "dist").glob("*.whl"), cwd=tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [word.replace("8000", str(port)) for word in json.loads(*step("CMD"))]
    environment = bare_environment(tmp_path, WEAVING_HOME=str(tmp_path / "home"))
    serving = subprocess.Popen([tmp_path / "image" / "bin" / "weaving", *command], cwd=tmp_path, env=environment)
    try:
        assert _answers(f"http://127.0.0.1:{port}/health")
    finally:
        serving.terminate()
        assert serving.wait(timeout=30) is not None
        shutil.rmtree(Path(tmp_path / "image"), ignore_errors=True)


def _answers(address):
    for _ in range(300):
        with suppress(OSError), urllib.request.urlopen(address, timeout=2) as answer:
            return answer.status == 200
        time.sleep(0.2)
    return False
