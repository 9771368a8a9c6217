"""A worker in a process of its own, for a test to kill: `python -m …worker_process LEASE WAIT`.

Args:
    LEASE: Seconds after which a claim is given up; a minute would make the test last an hour.
    WAIT: Seconds between two tries.
"""

import asyncio
import sys
from datetime import timedelta

from services.delivery.worker import Worker
from services.notices import outbox


async def work() -> None:
    """Deliver what is due, for ever."""
    worker = Worker()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        await worker.deliver_due()
        await asyncio.sleep(0.02)


if __name__ == "__main__":
    lease, wait = (timedelta(seconds=float(given)) for given in sys.argv[1:])
    outbox.LEASE, outbox.WAITS = lease, (wait,) * len(outbox.WAITS)
    asyncio.run(work())
