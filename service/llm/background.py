"""One event loop in a thread of its own, so that a whole exchange with a server can be given a time.

The libraries limit each read alone: a server that sends a byte a second is never too late for them. A
coroutine can be cancelled wherever it stands.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from functools import cache
from typing import Any, TypeVar

Result = TypeVar("Result")


def run_within(work: Coroutine[Any, Any, Result], seconds: float) -> Result:
    """What `work` gives. Raises TimeoutError, with `work` cancelled, when it takes longer."""
    future = asyncio.run_coroutine_threadsafe(asyncio.wait_for(work, seconds), _loop())
    try:
        return future.result()
    except BaseException:
        future.cancel()  # somebody stopped this thread: the request must not go on
        raise


@cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="model-requests", daemon=True).start()
    return loop
