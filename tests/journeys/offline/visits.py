"""A visit after which a phone may lose its signal."""

from tests.journeys.walks import READY

KEPT = """async (wave) => {
  const kept = async () => (await (await caches.open("weaving-1")).keys()).map(({url}) => new URL(url).pathname);
  const has = (paths, shape) => paths.some((path) => shape.test(path));
  const wanted = (paths) => has(paths, RegExp("/" + wave + "/en/$")) && has(paths, /^\\/[^/]+$/);
  while (!wanted(await kept())) await new Promise((on) => setTimeout(on, 50));
}"""
"""Wait until the phone keeps the first screen and the questions."""


def visited(page, address, *, wave="pre"):
    """Look at an address until the phone keeps the first screen and the questions, before anybody has agreed."""
    page.goto(address)
    page.evaluate(READY)
    page.evaluate(KEPT, wave)
