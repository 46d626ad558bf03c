"""A process that works on batches: orders come in on standard input, signs of life and outcomes go out.

Run as `python -m docpipe.engine.worker` by the pool, never by hand. It is a program of its own and no fork, so that a
notebook or a script without `if __name__ == "__main__"` can use the pool.
"""

import sys
import traceback

from docpipe.pipe import private_channel, receive, send

TOLD, DONE, FAILED = b"t", b"d", b"f"
MEMORY = 8 << 30  # address space: for the largest texts, and a stage of tables


def main() -> None:
    """Works until standard input ends."""
    out = private_channel()
    from docpipe.engine.batch import run_batch
    from docpipe.readers.confine import limit_memory
    from docpipe.readers.host import Host

    limit_memory(MEMORY)
    host = Host()
    while (message := receive(sys.stdin.buffer)) is not None:
        try:
            outcome = run_batch(message[1], lambda told: send(out, TOLD, told), host)
        except BaseException:  # the pool decides; the worker goes on
            send(out, FAILED, traceback.format_exc())
        else:
            send(out, DONE, outcome)
    host.close()


if __name__ == "__main__":
    main()
