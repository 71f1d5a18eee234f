"""Papers in processes of their own: made once for all who ask, ended when nobody waits, kept within their bounds."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from ojdash.domain.errors import BusyError, QuestionError, UnfinishedError
from ojdash.making.kept import LEAST, Kept
from ojdash.making.order import Made, Order
from ojdash.making.queue import Bounds, Queue
from ojdash.making.worker import Worker
from ojdash.text import making as text
from tests.making import work
from tests.making.work import GO, STARTED, TIMES

LONG = 120  # seconds until a test gives up
MOST = 1_000_000


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Callable[..., Queue]]:
    """A queue by its bounds, which keeps its papers in a folder of the test's own."""
    opened: list[Queue] = []

    def new(**bounds: float) -> Queue:
        kept = Kept(tmp_path / "kept", MOST, 3600)
        opened.append(Queue(Bounds(**({"workers": 1, "places": 4, "seconds": LONG} | bounds)), lambda: kept))
        return opened[-1]

    yield new
    for one in opened:
        one.close()


def order(folder: Path, work: Callable[..., Made], text: str = "en", keeps: bool = False) -> Order:
    return Order(f"{work.__name__}-{text}", work, (folder, text), 0 if keeps else None)


def until(found: Callable[[], object]) -> None:
    last = time.monotonic() + LONG
    while not found():
        assert time.monotonic() < last
        time.sleep(0.01)


def started(folder: Path) -> list[int]:
    """The numbers of the process that makes a `waiting` paper and of its own, when it has begun."""
    until((folder / STARTED).exists)
    return [int(number) for number in (folder / STARTED).read_text().split()]


def is_gone(number: int) -> bool:
    try:
        return psutil.Process(number).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def times(folder: Path) -> list[str]:
    return (folder / TIMES).read_text().split() if (folder / TIMES).exists() else []


# --- what comes of an order -------------------------------------------------------------------------------------------


def test_a_paper_is_made_in_a_process_of_its_own_that_takes_the_next_order_too(queue, tmp_path: Path) -> None:
    papers_here = queue()
    (tmp_path / GO).touch()
    first = papers_here.ask(order(tmp_path, work.waiting, "en")).result(LONG)
    (number, _) = started(tmp_path)
    second = papers_here.ask(order(tmp_path, work.waiting, "två")).result(LONG)
    assert (first, second) == (Made("en.txt", b"en"), Made("två.txt", "två".encode()))
    assert started(tmp_path)[0] == number != os.getpid()


def test_a_process_is_as_large_as_itself_however_large_the_site_is_that_started_it(tmp_path: Path) -> None:
    site = bytearray(b"x") * 400_000_000
    worker = Worker([])
    try:
        assert 10_000_000 < worker.answered(order(tmp_path, work.written), LONG).size < len(site)
    finally:
        worker.close()


def test_an_error_for_a_person_comes_back_whole_and_one_that_nobody_foresaw_as_a_sentence(
    queue, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    papers_here = queue()
    told = papers_here.ask(order(tmp_path, work.wrong, "Kommunen finns inte.")).result(LONG)
    assert isinstance(told, QuestionError) and told.public == str(told) == "Kommunen finns inte."
    unforeseen = papers_here.ask(order(tmp_path, work.faulty, "hemligt")).result(LONG)
    assert isinstance(unforeseen, UnfinishedError) and unforeseen.public == text.BROKEN
    assert "ZeroDivisionError: hemligt" in caplog.text
    assert papers_here.ask(order(tmp_path, work.written)).result(LONG) == Made("en.txt", b"en")


def test_what_twenty_ask_for_at_once_is_made_once(queue, tmp_path: Path) -> None:
    papers_here = queue(places=1)
    asked = [papers_here.ask(order(tmp_path, work.waiting), f"{n}") for n in range(20)]
    (tmp_path / GO).touch()
    assert {one.result(LONG) for one in asked} == {Made("en.txt", b"en")}
    assert times(tmp_path) == ["en"]


# --- the queue --------------------------------------------------------------------------------------------------------


def test_past_the_last_place_nobody_can_wait_and_each_sees_the_own_place(queue, tmp_path: Path) -> None:
    papers_here = queue(places=2, come_back=7)
    made = papers_here.ask(order(tmp_path, work.waiting))
    started(tmp_path)
    waiting = [papers_here.ask(order(tmp_path, work.written, name), name) for name in ("a", "b")]
    assert [papers_here.place(one) for one in (made, *waiting)] == [0, 1, 2]
    with pytest.raises(BusyError, match=text.full(7)) as refused:
        papers_here.ask(order(tmp_path, work.written, "c"), "c")
    assert refused.value.wait == 7
    assert papers_here.place(papers_here.ask(order(tmp_path, work.written, "b"), "d")) == 2  # the same paper as b's
    (tmp_path / GO).touch()
    assert [one.result(LONG).content for one in waiting] == [b"a", b"b"]
    assert [papers_here.place(one) for one in (made, *waiting)] == [None] * 3
    assert times(tmp_path) == ["en", "a", "b"]


def test_a_visitor_has_half_of_the_places_and_others_the_rest(queue, tmp_path: Path) -> None:
    papers_here = queue(places=4, come_back=7)
    papers_here.ask(order(tmp_path, work.waiting), "1")
    started(tmp_path)
    for name in ("a", "b"):
        papers_here.ask(order(tmp_path, work.written, name), "1")
    with pytest.raises(BusyError, match=text.full_of_yours(7)):
        papers_here.ask(order(tmp_path, work.written, "c"), "1")
    papers_here.ask(order(tmp_path, work.written, "c"), "2")


def test_who_hangs_up_in_the_queue_leaves_it_and_the_paper_is_never_begun(queue, tmp_path: Path) -> None:
    papers_here = queue()
    papers_here.ask(order(tmp_path, work.waiting))
    started(tmp_path)
    gone, after = (papers_here.ask(order(tmp_path, work.written, name)) for name in ("borta", "efter"))
    assert gone.cancel()
    assert (papers_here.place(gone), papers_here.place(after)) == (None, 1)
    (tmp_path / GO).touch()
    after.result(LONG)
    assert times(tmp_path) == ["en", "efter"]


def test_when_the_last_who_waits_hangs_up_the_process_and_its_own_are_ended(queue, tmp_path: Path) -> None:
    papers_here = queue()
    first, second = (papers_here.ask(order(tmp_path, work.waiting)) for _ in range(2))
    numbers = started(tmp_path)
    first.cancel()
    assert not any(map(is_gone, numbers))
    second.cancel()
    until(lambda: all(map(is_gone, numbers)))
    assert papers_here.ask(order(tmp_path, work.written)).result(LONG).content == b"en"
    assert times(tmp_path) == ["en"]


def test_who_asks_again_after_hanging_up_gets_the_paper(queue, tmp_path: Path) -> None:
    papers_here = queue()
    gone = papers_here.ask(order(tmp_path, work.waiting))
    started(tmp_path)
    gone.cancel()
    again = papers_here.ask(order(tmp_path, work.waiting))
    (tmp_path / GO).touch()
    assert again.result(LONG) == Made("en.txt", b"en")


# --- runs that do not end well ----------------------------------------------------------------------------------------


def test_a_time_limit_ends_a_run_and_the_next_is_made(queue, tmp_path: Path) -> None:
    papers_here = queue(seconds=0.5)
    late = papers_here.ask(order(tmp_path, work.waiting)).result(LONG)
    assert isinstance(late, UnfinishedError) and late.is_late and late.public == text.too_long(0.5)
    until(lambda: all(map(is_gone, started(tmp_path))))
    papers_here.bounds = Bounds(1, 4, LONG)
    assert papers_here.ask(order(tmp_path, work.written)).result(LONG).content == b"en"


def test_a_process_that_is_killed_ends_in_a_sentence_and_the_queue_goes_on(queue, tmp_path: Path) -> None:
    papers_here = queue()
    lost = papers_here.ask(order(tmp_path, work.waiting))
    after = papers_here.ask(order(tmp_path, work.written))
    os.kill(started(tmp_path)[0], signal.SIGKILL)
    outcome = lost.result(LONG)
    assert isinstance(outcome, UnfinishedError) and not outcome.is_late and outcome.public == text.ENDED
    assert after.result(LONG).content == b"en"


def test_a_process_that_is_killed_between_two_orders_costs_nobody_a_paper(queue, tmp_path: Path) -> None:
    papers_here = queue()
    (tmp_path / GO).touch()
    papers_here.ask(order(tmp_path, work.waiting)).result(LONG)
    os.kill(started(tmp_path)[0], signal.SIGKILL)
    until(lambda: is_gone(started(tmp_path)[0]))
    assert papers_here.ask(order(tmp_path, work.written)).result(LONG).content == b"en"


def test_a_process_that_has_grown_too_large_is_replaced(queue, tmp_path: Path) -> None:
    papers_here = queue(megabytes=1)
    (tmp_path / GO).touch()
    numbers = []
    for name in ("a", "b"):
        papers_here.ask(order(tmp_path, work.waiting, name)).result(LONG)
        numbers.append(started(tmp_path)[0])
    assert numbers[0] != numbers[1]
    until(lambda: is_gone(numbers[0]))


def test_a_queue_that_is_closed_leaves_no_process_and_tells_who_waits(queue, tmp_path: Path) -> None:
    papers_here = queue()
    asked = [papers_here.ask(order(tmp_path, work)) for work in (work.waiting, work.written)]
    numbers = started(tmp_path)
    papers_here.close()
    assert [str(one.result(LONG)) for one in asked] == [text.ENDED] * 2
    until(lambda: all(map(is_gone, numbers)))
    with pytest.raises(BusyError, match=text.ENDED):
        papers_here.ask(order(tmp_path, work.written))


def test_nothing_is_left_when_the_server_is_killed(tmp_path: Path) -> None:
    server = (
        "import sys, pathlib; from tests.making.test_queue import *; folder = pathlib.Path(sys.argv[1]);"
        "Queue(Bounds(1, 1, 600), lambda: None).ask(order(folder, work.waiting)).result()"
    )
    with subprocess.Popen([sys.executable, "-c", server, str(tmp_path)], cwd=Path(__file__).parents[2]) as process:
        numbers = started(tmp_path)
        process.kill()
    until(lambda: all(map(is_gone, numbers)))


# --- kept on disk -----------------------------------------------------------------------------------------------------


def test_a_kept_paper_is_given_without_a_process_also_by_another_queue_of_the_site(queue, tmp_path: Path) -> None:
    asked = order(tmp_path, work.written, keeps=True)
    one, other = queue(), queue()
    assert one.kept(asked) is None
    made = one.ask(asked).result(LONG)
    assert one.kept(asked) == other.kept(asked) == made
    assert other.ask(asked).result(LONG) == made  # whoever asked before it was kept
    assert times(tmp_path) == ["en"]


def test_what_may_not_be_kept_never_reaches_the_disk(queue, tmp_path: Path) -> None:
    asked = order(tmp_path, work.written)
    papers_here = queue()
    for _ in range(2):
        papers_here.ask(asked).result(LONG)
    assert papers_here.kept(asked) is None
    assert times(tmp_path) == ["en", "en"]
    assert not (tmp_path / "kept").exists()


def test_an_error_is_not_kept(queue, tmp_path: Path) -> None:
    papers_here = queue()
    papers_here.ask(order(tmp_path, work.wrong, keeps=True)).result(LONG)
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize(
    "damage", [lambda all: all[:-1], lambda all: b"", lambda all: all.replace(b"A", b"B"), lambda all: b"{}\n" + all]
)
def test_what_was_not_written_whole_is_not_given(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    kept = Kept(tmp_path / "kept", MOST, 3600)
    kept.keep("ab", Made("en.txt", b"A" * 100))
    path = tmp_path / "kept" / "0-ab"
    path.write_bytes(damage(path.read_bytes()))
    assert kept.made("ab") is None
    kept.keep("ab", Made("en.txt", b"A" * 100))
    assert kept.made("ab") == Made("en.txt", b"A" * 100)


def test_the_oldest_goes_first_and_all_together_are_never_more_than_the_bound(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept", 350_000, 3600)
    for age, key in enumerate("abcdef"):
        kept.keep(key, Made("n", key.encode() * 90_000))
        if kept.made(key):
            os.utime(tmp_path / "kept" / f"0-{key}", (time.time() - 100 + age,) * 2)
        assert sum(path.stat().st_size for path in (tmp_path / "kept").iterdir()) <= 350_000
    assert [key for key in "abcdef" if kept.made(key)] == ["d", "e", "f"]
    kept.keep("g", Made("n", b"g" * 400_000))  # larger than all the room there is
    assert kept.made("g") is None and kept.made("f") is not None


def test_small_papers_are_few_too(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept", 10 * LEAST, 3600)
    for number in range(30):
        kept.keep(f"{number}", Made("n", b"small"))
    assert len(list((tmp_path / "kept").iterdir())) == 10


def test_what_is_too_old_is_neither_given_nor_left(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept", MOST, 3600)
    kept.keep("ab", Made("n", b"a"))
    (tmp_path / "kept" / ".writing-left").write_bytes(b"half")  # of a process that was killed
    for path in (tmp_path / "kept").iterdir():
        os.utime(path, (time.time() - 3700,) * 2)
    assert kept.made("ab") is None
    kept.sweep()
    assert list((tmp_path / "kept").iterdir()) == []


def test_what_was_kept_before_something_was_erased_goes_and_what_was_begun_before_is_not_kept(
    queue, tmp_path: Path
) -> None:
    papers_here = queue()
    kept = Kept(tmp_path / "kept", MOST, 3600)
    papers_here._kept = lambda: kept
    asked = order(tmp_path, work.waiting, keeps=True)
    future = papers_here.ask(asked)
    started(tmp_path)
    kept.keep("ab", Made("n", b"Anna"))
    kept = Kept(tmp_path / "kept", MOST, 3600, generation=1)
    (tmp_path / GO).touch()
    future.result(LONG)
    assert kept.made("ab") is None and kept.made(asked.key) is None
    papers_here.sweep()
    assert list((tmp_path / "kept").iterdir()) == []


def test_where_nothing_can_be_kept_papers_are_made_all_the_same(queue, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("no folder")
    papers_here = queue()
    for _ in range(2):
        assert papers_here.ask(order(tmp_path, work.written, keeps=True)).result(LONG).content == b"en"
