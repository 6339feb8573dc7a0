"""An evening to print for, and printed pages as pictures."""

import io
import random
import subprocess
from datetime import UTC, date, datetime, time

import pikepdf
import pytest
from PIL import Image

from evaluation.domain.card_codes import new_token
from evaluation.fieldwork.print_pack.pack_pdf import cards_pdf, pack_pdf
from evaluation.fieldwork.print_pack.print_facts import PrintFacts, Stack

PRINTED = datetime(2026, 5, 1, 9, tzinfo=UTC)
DOTS = 200
"""Dots an inch of pictures: a plain office printer has 600."""


@pytest.fixture(scope="session")
def facts() -> PrintFacts:
    """Facts of an evening in May."""
    return PrintFacts(
        title="Weaving Trust, Mill Hall", chapter="Caer Lliw", place="Caer Lliw", day=date(2026, 5, 14),
        starts=time(18, 30), ends=time(20, 30), after_opens=time(20, 15), answering=2, rounds=5, minutes=7,
        own_prompts={}, kind="weaving_trust", prompts="",
        words=("river", "lamp"), base_url="https://weaving.example.org", slug="river-lamp", is_example=False,
        languages=("en",),
    )  # fmt: skip


@pytest.fixture(scope="session")
def stacks():
    """Ten cards of hosts and three of guests."""
    rng = random.Random(5)
    tokens = [new_token(rng) for _ in range(13)]
    return {Stack.HOST: tokens[:10], Stack.GUEST: tokens[10:]}


@pytest.fixture(scope="session")
def cards(stacks, facts) -> bytes:
    """The cards as PDF."""
    return cards_pdf(stacks, facts, at=PRINTED)


@pytest.fixture(scope="session")
def pack(stacks, facts) -> bytes:
    """The print pack as PDF."""
    return pack_pdf(stacks, facts, at=PRINTED)


@pytest.fixture(scope="session")
def pictures():
    """Every page of a PDF as a picture, by a program that did not write it."""

    def drawn(content: bytes, dots: int = DOTS) -> list[Image.Image]:
        done = subprocess.run(
            ["pdftoppm", "-r", str(dots), "-gray", "-"], input=content, capture_output=True, check=True
        )
        return list(_pages(done.stdout))

    return drawn


def _pages(stream: bytes):
    """Each picture of a run of PGM files."""
    while stream:
        _, size, _, _ = stream.split(b"\n", 3)
        width, height = (int(part) for part in size.split())
        length = len(b"\n".join(stream.split(b"\n", 3)[:3])) + 1 + width * height
        yield Image.open(io.BytesIO(stream[:length]))
        stream = stream[length:]


@pytest.fixture(scope="session")
def figures():
    """The figures of an opened PDF, as its tags name them."""
    return lambda document: [each for each in _elements(document.Root.StructTreeRoot) if str(each.S) == "/Figure"]


def _elements(node):
    """Every structure element below a node."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)
