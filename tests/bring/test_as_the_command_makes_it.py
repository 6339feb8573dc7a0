"""The report of brought answers tells what `weaving analyse` tells of the same files with the same map, and no more."""

import json

import pytest
from click.testing import CliRunner

from tests.bring.google_files import FIRST, google_files


def made_by_command(folder, map_file):
    from evaluation.cli.results.analyse import command

    for name, content in google_files(people=int(folder.name)):
        (folder / name).write_bytes(content)
    (folder / "MAP.toml").write_bytes(map_file)
    names = [str(folder / name) for name, _content in google_files()]
    typed = [*names, "--map", str(folder / "MAP.toml"), "--output", str(folder / "out"), "--format", "json"]
    done = CliRunner().invoke(command, typed, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads((folder / "out" / "report.json").read_text())


def sent(bringer, address):
    got = bringer.client.get(address)
    content = got.data
    got.close()
    return content


@pytest.mark.parametrize("people", [FIRST, 6])
def test_every_figure_is_the_commands_and_what_it_holds_back_is_held_back(bringer, tmp_path, people):
    report = bringer.made(bringer.brought(google_files(people=people)))
    facts = json.loads(sent(bringer, f"{report}/report.json"))
    folder = tmp_path / str(people)
    folder.mkdir()
    typed = made_by_command(folder, sent(bringer, f"{report}/MAP.toml"))
    assert facts["outcomes"] == typed["outcomes"]
    assert facts["flow"] == typed["flow"]
    assert ("mean_change" in facts["outcomes"]["trust"]["participants"]) == (people == FIRST), "four pairs are too few"
