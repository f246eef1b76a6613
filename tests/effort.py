"""How much work something is, apart from everything else this process does."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU time of this thread for ``work``. Garbage collection is held back: it would walk through
    everything the suite has loaded, which no server has."""
    gc.collect()
    gc.disable()
    try:
        began = time.thread_time()
        work()
        return time.thread_time() - began
    finally:
        gc.enable()
