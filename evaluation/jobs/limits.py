"""How much one job may take, so that a report that goes wild fails with a sentence and the pages go on."""

import os
import signal
import sys
from dataclasses import dataclass

if sys.platform != "win32":
    import resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds of computing, bytes of memory, seconds on the wall, and how far it stands back for others (0 to 19)."""

    computing: int = 600
    memory: int = 4 << 30
    wall: float = 1800
    nice: int = 15


def impose(limits: Limits) -> None:
    """Limit this process from here on, where the system can; the wall is watched from outside."""
    if sys.platform == "win32":
        return
    set_niceness(limits.nice)
    resource.setrlimit(resource.RLIMIT_CPU, (limits.computing, limits.computing + 5))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def set_niceness(nice: int) -> None:
    """Let others compute first, this far (0 to 19) or further; where the system cannot, this has no effect."""
    if sys.platform != "win32":
        os.setpriority(os.PRIO_PROCESS, 0, max(nice, os.getpriority(os.PRIO_PROCESS, 0)))


def out_of_memory(limits: Limits) -> str:
    """The sentence for work that wanted more memory."""
    return f"This needed more than {limits.memory >> 20} MB of memory. Ask for fewer experiments or fewer formats."


def too_long(limits: Limits) -> str:
    """The sentence for work that took too long on the wall."""
    return f"This took longer than {limits.wall:.0f} seconds. Ask for fewer experiments or fewer formats."


def died(exit_code: int | None, limits: Limits) -> str:
    """The sentence for work whose process ended without a word."""
    if exit_code == -signal.SIGXCPU:
        return f"This took more than {limits.computing} seconds of computing. Ask for fewer experiments or formats."
    if exit_code == -signal.SIGKILL:
        return "The system ended this work, most likely because the machine ran out of memory. Ask again later."
    return f"This work ended without a result (exit {exit_code}). Ask again, and tell whoever looks after the server."
