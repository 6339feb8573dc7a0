"""A line as a full hall has it: a proxy that loses requests, drops replies, resets connections and delays.

Each connection carries one request. What happens to it is drawn from a seeded source:

- lost: the request never arrives; the phone hears nothing and the line closes.
- dropped: the request arrives and is answered, and the answer never comes back.
- reset: the connection is torn down before anything is passed on.
- delayed: everything passes, late.
"""

import asyncio
import random
import re
import socket
import struct
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress

FATES = {"through": 0.4, "lost": 0.1, "dropped": 0.2, "reset": 0.1, "delayed": 0.2}
"""The share of connections that meet each fate."""
LONGEST_DELAY = 0.5
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class BadLine:
    """The proxy's fates, drawn in turn, and how often each was met."""

    def __init__(self, upstream: str, *, seed: int) -> None:
        self.host, _, self.port = upstream.removeprefix("http://").partition(":")
        self.rng, self.met = random.Random(seed), Counter[str]()
        self.carrying = set[asyncio.Task[None]]()

    async def carry(self, phone: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """Carry one request, or fail to."""
        fate = self.rng.choices(list(FATES), list(FATES.values()))[0]
        self.met[fate] += 1
        task = asyncio.current_task()
        assert task is not None
        self.carrying.add(task)
        task.add_done_callback(self.carrying.discard)
        with suppress(OSError, asyncio.IncompleteReadError):
            await self._carry(phone, back, fate)
        await closed(back)

    async def _carry(self, phone: asyncio.StreamReader, back: asyncio.StreamWriter, fate: str) -> None:
        if fate == "reset":
            back.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return
        request = await _message(phone)
        if fate == "lost":
            return
        reply = await self._answered(request)
        if fate == "delayed":
            await asyncio.sleep(self.rng.uniform(0, LONGEST_DELAY))
        if fate != "dropped":
            back.write(reply)
            await back.drain()

    async def _answered(self, request: bytes) -> bytes:
        hears, says = await asyncio.open_connection(self.host, int(self.port))
        try:
            says.write(request)
            return await _message(hears)
        finally:
            await closed(says)


async def closed(writer: asyncio.StreamWriter) -> None:
    """Close a line, and wait until it is."""
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()


async def _message(reader: asyncio.StreamReader) -> bytes:
    """One whole HTTP message, of the length that it says."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = LENGTH.search(head)
    return head + (await reader.readexactly(int(length[1])) if length else b"")


@contextmanager
def bad_line(upstream: str, *, seed: int) -> Iterator[tuple[BadLine, str]]:
    """A bad line before a server: what it met, and its address."""
    line, ready, over = BadLine(upstream, seed=seed), threading.Event(), asyncio.Event()
    open_at: list[tuple[int, asyncio.AbstractEventLoop]] = []

    async def listen() -> None:
        async with await asyncio.start_server(line.carry, "127.0.0.1", 0, backlog=4096) as server:
            open_at.append((server.sockets[0].getsockname()[1], asyncio.get_running_loop()))
            ready.set()
            await over.wait()
            if line.carrying:
                await asyncio.wait(line.carrying, timeout=60)

    running = threading.Thread(target=lambda: asyncio.run(listen()), daemon=True)
    running.start()
    ready.wait(10)
    port, loop = open_at[0]
    try:
        yield line, f"http://127.0.0.1:{port}"
    finally:
        loop.call_soon_threadsafe(over.set)
        running.join(90)
