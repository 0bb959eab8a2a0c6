"""What a process with plaintext in its memory must not do: leave a core file, or be looked into."""

import ctypes
import os
import resource
import sys

_PR_SET_DUMPABLE = 4  # prctl(2)


def harden() -> None:
    """No core dumps, no attaching debugger of the same user, files readable by their owner only.

    The end of the process is what wipes its memory: deleting a Python string does not.
    """
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
