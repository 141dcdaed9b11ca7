"""asyncio: calls of a context in threads, cancelled when their task is.

    report = await aio.run(context.verify, "picture.png")
"""
from __future__ import annotations

import asyncio
import functools
from typing import Any, Callable, TypeVar

from ._follow import Cancel

Answer = TypeVar("Answer")


async def run(call: Callable[..., Answer], *arguments: Any, **named: Any) -> Answer:
    """Runs a call that takes ``cancel`` in the loop's pool of threads. Cancelling the task ends the call, and waits for it."""
    cancel = named.setdefault("cancel", Cancel())
    future = asyncio.get_running_loop().run_in_executor(None, functools.partial(call, *arguments, **named))
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:
        cancel.cancel()
        await asyncio.wait([future])
        future.exception()  # what the call raised is the cancelling itself
        raise
