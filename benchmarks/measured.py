"""Runs one command and says what it cost: the program between the benchmark and what it measures.

    python -I -S measured.py REPORT LOG COMMAND...

It imports next to nothing and holds no bulletin: Linux counts the memory of the process that starts another
one in the peak of the other. ``REPORT`` receives JSON: ``seconds`` by the clock, ``cpu_seconds`` of the
command and of the processes that it waited for, ``peak`` in bytes of the largest of them, ``status``.
``LOG`` receives all that the command writes.
"""

import json
import os
import sys
import time

MAC = "darwin"
KIB = 1024


def main(report: str, log: str, command: list[str]) -> None:
    """Run the command to its end."""
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    actions = [(os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, out, 2)]
    started = time.perf_counter()
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - started
    result = {
        "seconds": seconds,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss * (1 if sys.platform == MAC else KIB),
        "status": os.waitstatus_to_exitcode(status),
    }
    with open(report, "w", encoding="utf-8") as file:  # noqa: PTH123 - pathlib is one import more
        json.dump(result, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
