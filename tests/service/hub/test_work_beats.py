"""Workers notice which of them died, and one of the living takes over."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from house import House

from service.hub.errors import WorkerRunning
from service.hub.work.beats import DEAD_SECONDS, Watch
from service.hub.work.executors import executor


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Workers:
    """Some workers, each with the same patient clock."""

    def __init__(self, house: House, names: str) -> None:
        self.database = house.client.app.state.hub.database
        self.clock = Clock()
        self.watches = {name: Watch(name, self.clock) for name in names}
        self.round(names)

    def round(self, alive: str) -> dict[str, list[str]]:
        """Every living worker beats; what each of them should take over."""
        with self.database.write() as db:
            for name in alive:
                self.watches[name].beat(db)
            db.flush()
            return {name: self.watches[name].dead(db) for name in alive}

    def bury(self, by: str, dead: str) -> None:
        with self.database.write() as db:
            self.watches[by].bury(db, dead)


def test_one_of_the_living_takes_over(house: House):
    workers = Workers(house, "abc")
    for _ in range(4):
        workers.clock.now += DEAD_SECONDS / 4
        dead = workers.round("bc")
    assert dead == {"b": [], "c": []}
    workers.clock.now += 1
    assert workers.round("bc") == {"b": ["a"], "c": []}
    workers.bury("b", "a")
    assert workers.round("bc") == {"b": [], "c": []}


def test_who_takes_over_may_die_of_it(house: House):
    workers = Workers(house, "abc")
    for _ in range(6):
        workers.clock.now += DEAD_SECONDS / 4
        dead = workers.round("c")
    assert dead == {"c": ["a", "b"]}


def test_a_new_worker_watches_for_a_while_first(house: House):
    workers = Workers(house, "a")
    workers.clock.now += 10 * DEAD_SECONDS
    workers.watches["b"] = Watch("b", workers.clock)
    assert workers.round("b") == {"b": []}
    workers.clock.now += DEAD_SECONDS + 1
    assert workers.round("b") == {"b": ["a"]}


def test_who_was_only_slow_comes_back(house: House):
    workers = Workers(house, "ab")
    for _ in range(6):
        workers.clock.now += DEAD_SECONDS / 4
        workers.round("b")
    workers.bury("b", "a")
    assert workers.round("ab") == {"a": [], "b": []}


HOLD = """
import sys, time
from pathlib import Path
from service.hub.work.executors import executor
with executor(Path(sys.argv[1]), "worker") as own:
    print(own, flush=True)
    time.sleep(60)
"""


def test_a_name_is_one_process_s_at_a_time_and_outlives_it(tmp_path: Path):
    command = [sys.executable, "-c", HOLD, str(tmp_path / "workers")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as first:
        known = first.stdout.readline().strip()
        with pytest.raises(WorkerRunning), executor(tmp_path / "workers", "worker"):
            pass
        with executor(tmp_path / "workers", "other") as other:
            assert other != known
        first.kill()
    with executor(tmp_path / "workers", "worker") as again:
        assert again == known
