"""A passphrase is made as dear to try as the machine can bear: one that is busy now says so, and is asked again."""

import re

import pyrage
import pytest

from evaluation.domain.errors import Refused
from evaluation.operations.backup import key_file
from evaluation.operations.backup.key_file import PAUSE, TRIES, Sealing, read, written
from evaluation.storage.keys import LENGTH

SEALING = Sealing(passphrase="correct horse battery staple")
KEYS = {"audit": b"k" * LENGTH}


@pytest.fixture
def pauses(monkeypatch):
    slept = []
    monkeypatch.setattr(key_file.time, "sleep", slept.append)
    return slept


def test_a_machine_that_is_too_busy_once_is_asked_again(pauses, monkeypatch):
    sealed, opens, tried = written(KEYS, SEALING), pyrage.passphrase.decrypt, []

    def decrypt(content, passphrase):
        tried.append(content)
        if len(tried) == 1:
            raise pyrage.DecryptError("Excessive work parameter for passphrase.")
        return opens(content, passphrase)

    monkeypatch.setattr(pyrage.passphrase, "decrypt", decrypt)
    assert (read(sealed, SEALING, name="b"), pauses) == (KEYS, [PAUSE])


def test_one_that_stays_too_slow_says_what_to_do(pauses):
    dear = re.sub(rb"(-> scrypt \S+) \d+", rb"\1 40", written(KEYS, SEALING))
    with pytest.raises(Refused, match=r"while it had less to do.*age --decrypt"):
        read(dear, SEALING, name="b")
    assert pauses == [PAUSE] * (TRIES - 1)


def test_a_wrong_passphrase_is_tried_once(pauses):
    with pytest.raises(Refused, match="cannot be opened with that passphrase"):
        read(written(KEYS, SEALING), Sealing(passphrase="another"), name="b")
    assert pauses == []
