"""Join addresses: two plain words that can be read aloud across a hall and typed on a phone.

Every word has four to six letters, sounds like no other word, and differs from every other here by at least three
letters, so that one or two slips never lead to another experiment's address.
"""

import random
from collections.abc import Collection
from typing import Final

from evaluation.domain.errors import Refused

JOIN_WORDS: Final = tuple(
    """
    acorn almond anchor apple aspen atlas autumn bamboo banjo basket bottle branch bronze butter cactus canyon
    carpet castle cherry circle cloud clover cobweb coffee comet corner cotton cradle crown daisy dance
    dragon eagle engine fabric falcon fern fiddle field fiesta flint flute fossil fridge frost gadget galaxy
    garden garlic glossy guitar hamlet hazel hedge hippo hobby iguana indigo inkpot ivory jaguar jelly jigsaw
    jumbo jumper kayak kelp kiwi ladder lagoon lamp laurel lilac linen magnet marble melon mitten mosaic museum
    nectar needle nimble nugget nutmeg oasis ocean olive onion opera orange orbit orchid osprey outfit oxygen
    pagoda palace papaya parrot pastry pebble pencil petal piano picnic planet pocket pollen pond poppy
    prism puffin puzzle python quartz quilt rabbit radish raft ribbon river robin ruby salad sandal satin scarf
    shovel skate smooth snooze sonata spider spiral spoon sprint spruce squash sturdy sugar sunny sunset swan
    tempo thread thrive timber toast tomato topaz trifle trophy tulip tundra tunnel turtle twig valley
    velvet vessel violet vivid vortex voyage walnut warmth willow wisdom wolf wombat wonder woven
    yodel zebra zenith zephyr zigzag zipper
    """.split()  # noqa: SIM905 - a paragraph of words is read as one
)

RESERVED: Final = frozenset({"health", "ready", "metrics"})
"""Addresses of the server's own, which no evening may have."""


def fresh_words(rng: random.Random, taken: Collection[str]) -> str:
    """Two different words joined by a hyphen, such as `river-lamp`, that no experiment has yet."""
    free = len(JOIN_WORDS) * (len(JOIN_WORDS) - 1) - len(taken)
    if free <= 0:
        raise Refused("Every pair of words is in use as a join address; the word list must grow before another.")
    while True:
        words = "-".join(rng.sample(JOIN_WORDS, 2))
        if words not in taken and words not in RESERVED:
            return words
