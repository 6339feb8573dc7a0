"""How much of a machine others used while something was measured on it: a figure of speed says so."""

import time

import psutil

WORKING = ("user", "nice", "system", "irq", "softirq", "steal")


class Others:
    """From here on: processors busy with what neither this process nor any that it began has done."""

    def __init__(self) -> None:
        self.began, self.all_before, self.ours_before = time.monotonic(), _all(), _ours()

    def busy(self) -> float:
        """How many processors others kept busy on average; the host beneath a virtual machine is one of them."""
        theirs = (_all() - self.all_before) - (_ours() - self.ours_before)
        return round(max(0.0, theirs / (time.monotonic() - self.began)), 2)


def _all() -> float:
    times = psutil.cpu_times()
    return sum(getattr(times, name, 0.0) for name in WORKING)


def _ours() -> float:
    me = psutil.Process()
    return sum(_of(process) for process in (me, *me.children(recursive=True)))


def _of(process: psutil.Process) -> float:
    """Seconds of a process and of those that it began and that have ended."""
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return times.user + times.system + times.children_user + times.children_system
