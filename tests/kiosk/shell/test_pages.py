"""Pages of a visit live in memory and are gone when it ends."""

from pathlib import Path

from drivers.wire import Buffer
from kiosk.shell.pages import KeptPage, PageStore
from ocr.page import PageReading, PageStatus


def page(text: bytes = b"scan") -> KeptPage:
    return KeptPage(Buffer.of(text), "digest", 300)


def open_memfds() -> int:
    return sum(
        "memfd:" in str(link.readlink())
        for link in Path("/proc/self/fd").iterdir()
        if link.exists() or link.is_symlink()
    )


def test_reading_joins_its_page() -> None:
    store = PageStore()
    store.put("a", page())
    reading = PageReading(status=PageStatus.READ, rotation=90, skew_degrees=1.5)

    assert store.put_reading("a", reading)

    assert store.upright("a") == (90, 1.5)
    store.clear()


def test_reading_of_a_dropped_page_is_not_kept() -> None:
    store = PageStore()
    store.put("a", page())
    store.drop(["a"])

    assert not store.put_reading("a", PageReading(status=PageStatus.READ))
    assert len(store) == 0


def test_clearing_gives_all_memory_back() -> None:
    before = open_memfds()
    store = PageStore()
    for number in range(20):
        store.put(str(number), page())
    assert open_memfds() == before + 20

    store.clear()

    assert open_memfds() == before
    assert store.image("3") is None


def test_picture_outlives_the_drop_for_who_is_drawing_it() -> None:
    store = PageStore()
    store.put("a", page(b"pixels"))
    picture = store.image("a")
    store.drop(["a"])

    assert picture is not None
    assert bytes(picture) == b"pixels"
