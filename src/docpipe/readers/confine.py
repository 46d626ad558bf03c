"""What a process that parses untrusted files may not do: grow, write, run on, reach the network, start others."""

import contextlib
import ctypes
import os
import signal
import sys
from typing import Any

MEMORY = 3 << 30  # address space; recognising text takes 1.7 GB of it
WRITTEN = 16 << 20  # bytes of a file: the cache of recognised pages is all that is written
REFUSED_EVENTS = frozenset(
    "socket.connect socket.bind socket.sendto socket.getaddrinfo socket.gethostbyname subprocess.Popen os.system "
    "os.exec os.fork os.forkpty os.posix_spawn os.spawn".split()
)
PARENT_DEATH = 1  # PR_SET_PDEATHSIG


class Confined(PermissionError):
    """A reader tried what no reader may."""


def confine(memory: int = MEMORY) -> None:
    """Limits stand for the rest of this process's life, which ends with its parent's."""
    limit_memory(memory)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writing fails instead of ending the process
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH, signal.SIGKILL)
    sys.addaudithook(_refuse)


def _refuse(event: str, args: tuple[Any, ...]) -> None:
    if event in REFUSED_EVENTS:
        raise Confined(f"{event} is not for readers")


def limit_memory(most: int | None) -> None:
    """Asking for more address space fails from now on (None: no limit of ours).

    Where the system knows no such limit, nothing changes.
    """
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        soft = hard if most is None else most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def limit_cpu(seconds: float) -> None:
    """The process ends when it has used so many more seconds of CPU, whatever library it is stuck in."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = sum(os.times()[:2])
        most = int(used + seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def largest() -> int:
    """Bytes of memory that this process has held at most."""
    with contextlib.suppress(ImportError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return 0
