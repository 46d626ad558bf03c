"""LibreOffice within limits: `python -m docpipe.readers.soffice PROGRAM FOLDER SUFFIX SECONDS`, run by `office`.

It becomes LibreOffice, so that the limits are set in a process with one thread.
"""

import contextlib
import ctypes
import os
import sys
from pathlib import Path

from docpipe.readers.confine import limit_cpu, limit_memory

MEMORY = 4 << 30
WRITTEN = 256 << 20
NEW_USERS, NEW_NETWORK = 0x10000000, 0x40000000
# No macro is run and nothing that a file points to is fetched.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""  # noqa: E501


def main() -> None:
    """Becomes LibreOffice, which writes `given.SUFFIX` beside `given` and ends."""
    program, given, suffix, seconds = sys.argv[1:]
    folder = Path(given)
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(SETTINGS, "utf-8")
    limit_memory(MEMORY)
    limit_cpu(float(seconds))
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
    without_network()
    keep = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL", "SYSTEMROOT"}}
    os.chdir(folder)
    where = (folder / "profile").resolve().as_uri()
    command = [program, "--headless", "--norestore", "--nologo", f"-env:UserInstallation={where}"]
    command += ["--convert-to", suffix, "--outdir", str(folder), str(folder / "given")]
    os.execve(program, command, {**keep, "HOME": given, "TMPDIR": given})


def without_network() -> None:
    """A network of its own, which leads nowhere, where the system lets a process have one (Linux)."""
    if sys.platform == "linux":
        system = ctypes.CDLL(None)
        if system.unshare(NEW_NETWORK):
            system.unshare(NEW_USERS | NEW_NETWORK)


if __name__ == "__main__":
    main()
