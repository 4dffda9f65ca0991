"""Seconds of some work beside those of its floor, and the memory it took."""

import gc
import statistics
import time
from collections.abc import Callable
from pathlib import Path


def medians(work: Callable[[], object], floor: Callable[[], object], runs: int) -> tuple[float, float]:
    """Median seconds of both, run in turn so that a change of the machine's speed meets both."""
    work(), floor()
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for i, function in enumerate((work, floor)):
            gc.collect()
            start = time.perf_counter()
            function()
            seconds[i].append(time.perf_counter() - start)
    return statistics.median(seconds[0]), statistics.median(seconds[1])


def peak() -> float:
    """Peak memory of this process in MB; `ru_maxrss` would begin with that of the process that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
