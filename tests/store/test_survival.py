"""Publishing survives what a machine does to it: killed at any write, a full disk, two at once, readers on old ones."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ojdash import store
from ojdash.domain.errors import DataError
from ojdash.store import Store, layout, publishing
from tests.drawing import edition
from tests.store.killing import AO, DAGAR, FIRST, JA, second

ROOT = Path(__file__).parents[2]
KILLED, KILLED_IN_FILE = -9, -25

Asked = Callable[..., dict]


@pytest.fixture(scope="module")
def asked() -> Iterator[Asked]:
    """Ask the process that is stopped on the way."""
    command = [sys.executable, "-m", "tests.store.killing"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:

        def ask(do: str, data: Path, how: str = "none", at: int = 0) -> dict:
            process.stdin.write(json.dumps({"do": do, "data": str(data), "how": how, "at": at}) + "\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        yield ask


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory, asked: Asked) -> Path:
    """A data folder with the first edition, to be copied."""
    data = tmp_path_factory.mktemp("start")
    assert asked("first", data)["status"] == 0
    return data


@pytest.fixture(scope="module")
def wanted(start: Path, tmp_path_factory: pytest.TempPathFactory, asked: Asked) -> tuple[str, int]:
    """The id that the second publishing gives when nothing stops it, and how many operations of it write."""
    data = tmp_path_factory.mktemp("wanted") / "data"
    shutil.copytree(start, data)
    said = asked("second", data)
    return said["said"], said["count"]


def whole(data: Path) -> Store:
    """The current edition, opened anew and read in full."""
    opened = Store(data / "editions" / store.current(data))
    assert store.checked(data, opened.id) == []
    assert len(opened.tidy(opened.ids)) == opened.manifest["counts"]["rows"]
    assert opened.latest("1440", "T")["value"].notna().all()
    assert len(opened.matrix({"AO": [2024], "DAG": [2024]}, "T", ["1440"])) == 2
    return opened


def outside_the_draft(data: Path) -> frozenset[tuple[str, int]]:
    """What lies on the disk beside the draft, which the next publishing sweeps away."""
    files = (path for path in (data / "editions").rglob("*") if path.is_file() and layout.DRAFT not in path.parts)
    return frozenset((str(path.relative_to(data)), path.stat().st_size) for path in files)


def survived(asked: Asked, data: Path, old: str, wanted: str) -> None:
    """Whatever happened: what is current is whole, and the same command run again finishes."""
    assert whole(data).id in (old, wanted)
    again = asked("second", data)
    assert again["said"] == wanted
    assert whole(data).id == wanted
    left = {path.name for path in (data / "editions").iterdir()}
    assert left == {old, wanted, layout.CURRENT, ".lock"}
    assert store.checked(data) == []


def test_killed_at_every_operation_that_writes(
    tmp_path: Path, asked: Asked, start: Path, wanted: tuple[str, int]
) -> None:
    id, count = wanted
    old = store.current(start)
    assert count > 40
    current_at = []
    for at in range(1, count + 1):
        data = tmp_path / str(at)
        shutil.copytree(start, data)
        assert asked("second", data, "kill", at)["status"] == KILLED, at
        current_at.append(store.current(data) == id)
        survived(asked, data, old, id)
        shutil.rmtree(data)
    # Old until one moment, new after it: the rename of `current` and not before.
    assert current_at == sorted(current_at)
    assert not all(current_at)


def test_what_a_power_cut_could_lose_is_forced_to_disk_before_the_next_step_rests_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files and folders of the draft, then its new name, then `current`: each on the disk before the next."""
    done: list[tuple[str, str]] = []
    folder = tmp_path / "editions"

    def logged(what: str, real: Callable) -> Callable:
        def call(path: Path, *said: Path) -> object:
            done.append((what, str((said or (path,))[0].relative_to(folder))))
            return real(path, *said)

        return call

    edition(tmp_path, FIRST, AO, JA, DAGAR)
    monkeypatch.setattr(publishing, "force_to_disk", logged("disk", publishing.force_to_disk))
    monkeypatch.setattr(Path, "rename", logged("name", Path.rename))
    monkeypatch.setattr(Path, "replace", logged("name", Path.replace))
    id = second(tmp_path)
    named = done.index(("name", id))
    drafted = {path for what, path in done[:named] if what == "disk"}
    written = {str(path.relative_to(folder / id)) for path in (folder / id).rglob("*")}
    assert drafted == {layout.DRAFT} | {f"{layout.DRAFT}/{path}" for path in written}
    links = [path for what, path in done[:named] if what == "name"]
    assert all(done.index(("name", path)) < done.index(("disk", path)) for path in links)
    assert done[named + 1 :] == [("disk", "."), ("disk", "current.new"), ("name", "current"), ("disk", ".")]


def test_killed_in_the_middle_of_a_file(tmp_path: Path, asked: Asked, start: Path, wanted: tuple[str, int]) -> None:
    for at in (0, 1, 100, 500, 1000, 1500, 2000):
        data = tmp_path / str(at)
        shutil.copytree(start, data)
        assert asked("second", data, "killed_in_file", at)["status"] == KILLED_IN_FILE
        survived(asked, data, store.current(start), wanted[0])


def test_a_full_disk_at_every_operation_that_writes(
    tmp_path: Path, asked: Asked, start: Path, wanted: tuple[str, int]
) -> None:
    seen = set()
    for at in range(1, wanted[1] + 1):
        data = tmp_path / str(at)
        shutil.copytree(start, data)
        said = asked("second", data, "full", at)
        assert said["status"] == 0, at
        assert said["said"].startswith(("system: No space left", "told: ")) or said["said"] == wanted[0]
        assert not (data / "editions" / layout.DRAFT).exists()
        whole(data)
        if (state := outside_the_draft(data)) not in seen:  # run again from every state that it can be left in
            survived(asked, data, store.current(start), wanted[0])
        seen.add(state)
        shutil.rmtree(data)
    assert len(seen) > 2


def test_a_disk_that_fills_within_a_file_is_told_with_the_folder(
    tmp_path: Path, asked: Asked, start: Path, wanted: tuple[str, int]
) -> None:
    for at in (1, 500, 1000, 2000):
        data = tmp_path / str(at)
        shutil.copytree(start, data)
        said = asked("second", data, "full_in_file", at)
        assert said["status"] == 0
        assert said["said"].startswith(("told: ", "system: File too large"))
        survived(asked, data, store.current(start), wanted[0])


def test_killed_while_the_very_first_edition_is_published(tmp_path: Path, asked: Asked) -> None:
    expected = asked("first", tmp_path / "whole")
    for at in range(1, expected["count"] + 1, 3):
        data = tmp_path / str(at)
        assert asked("first", data, "kill", at)["status"] == KILLED
        if store.current(data) is not None:
            whole(data)
        assert asked("first", data)["said"] == expected["said"]
        assert whole(data).id == expected["said"]


def test_killed_while_a_damaged_edition_is_put_right(tmp_path: Path, asked: Asked, start: Path) -> None:
    """What was whole of it stays readable, and `current` always names a folder."""
    id = store.current(start)
    count = asked("first", shutil.copytree(start, tmp_path / "count"))["count"]
    for at in range(count - 17, count + 1):
        data = tmp_path / str(at)
        shutil.copytree(start, data)
        (data / "editions" / id / "national/lss.parquet").unlink()
        (data / "editions" / id / "observations/vald.parquet").write_bytes(b"PAR1")
        assert asked("first", data, "kill", at)["status"] in (KILLED, 0)
        assert Store(data / "editions" / store.current(data)).values("AO", "T", 2024)["value"].notna().any()
        assert asked("first", data)["said"] == id
        assert whole(data).id == id


def test_killed_while_old_editions_are_removed(tmp_path: Path, asked: Asked, start: Path) -> None:
    shutil.copytree(start, tmp_path / "two")
    new = asked("second", tmp_path / "two")["said"]
    count = asked("prune", shutil.copytree(tmp_path / "two", tmp_path / "count"))["count"]
    assert count > 10
    for at in range(1, count + 1):
        data = tmp_path / str(at)
        shutil.copytree(tmp_path / "two", data)
        assert asked("prune", data, "kill", at)["status"] == KILLED
        assert whole(data).id == new
        assert all(not edition.problem for edition in store.listed(data))
        asked("prune", data)
        assert {path.name for path in (data / "editions").iterdir()} == {new, layout.CURRENT, ".lock"}
        shutil.rmtree(data)


# --- two at once, and readers -----------------------------------------------------------------------------------------


def test_a_second_process_is_told_that_an_update_is_running(tmp_path: Path, asked: Asked, start: Path) -> None:
    shutil.copytree(start, tmp_path / "data")
    with store.alone(tmp_path / "data"):
        for do in ("second", "prune"):
            assert "en annan uppdatering" in asked(do, tmp_path / "data")["said"]
    assert asked("second", tmp_path / "data")["status"] == 0


def test_of_two_that_publish_at_once_each_finishes_or_is_told(tmp_path: Path) -> None:
    said = []

    def publish() -> None:
        try:
            with store.alone(tmp_path):
                said.append(edition(tmp_path, FIRST, AO, JA, DAGAR).id)
        except DataError as error:
            said.append(str(error))

    threads = [threading.Thread(target=publish) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert whole(tmp_path).id in said
    assert {one for one in said if "en annan uppdatering" not in one} == {store.current(tmp_path)}


def test_a_reader_on_the_old_edition_keeps_answering_while_and_after_a_new_one_is_published(tmp_path: Path) -> None:
    old = edition(tmp_path, FIRST, AO, JA, DAGAR)
    before = old.values("AO", "T", 2024)
    id = second(tmp_path)
    assert store.current(tmp_path) == id != old.id
    assert old.values("AO", "T", 2024).equals(before)
    assert len(old.tidy(old.ids)) == old.manifest["counts"]["rows"]  # files that it had not opened before, too
    assert store.open_edition(tmp_path, old.id).id == old.id


def test_a_reader_on_a_removed_edition_is_told_so_and_the_others_go_on(tmp_path: Path) -> None:
    old = edition(tmp_path, FIRST, AO, JA, DAGAR)
    old.values("AO", "T", 2024)  # seen and verified
    new = store.open_edition(tmp_path, second(tmp_path))
    assert [gone.id for gone in store.prune(tmp_path, 0)[0]] == [old.id]
    for ask in (lambda: old.values("AO", "T", 2023), lambda: old.latest("1440", "T"), lambda: old.indikator("AO")):
        with pytest.raises(DataError, match=f"Utgåvan {old.id} har tagits bort"):
            ask()
    assert new.values("DAG", "T", 2024)["value"].notna().any()  # of a file that both had
    assert whole(tmp_path).id == new.id
