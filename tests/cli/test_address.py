"""`weaving address`: what phones cannot open is refused, and the address before stays."""

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving
from evaluation.domain.errors import Refused
from evaluation.storage.settings import written_address


@pytest.fixture
def typed(sqlite_settings, monkeypatch):
    """A command in this home, which is raised where it refuses."""
    monkeypatch.setenv("WEAVING_HOME", str(sqlite_settings.home))
    monkeypatch.delenv("WEAVING_BASE_URL", raising=False)
    return lambda *words: CliRunner().invoke(weaving, words, catch_exceptions=False)


def test_what_a_server_listens_on_is_refused_and_the_address_before_stays(typed, sqlite_settings):
    typed("address", "http://192.168.1.20:8000")
    with pytest.raises(Refused, match="No phone can open"):
        typed("address", "http://0.0.0.0")
    assert written_address(sqlite_settings.home) == "http://192.168.1.20:8000"
