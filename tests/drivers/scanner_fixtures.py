"""A scanner on the bench, unplugged again when the test is over."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.drivers.scanner_kit import ScanBench


@pytest.fixture
def build_bench(tmp_path: Path) -> Iterator[Callable[..., ScanBench]]:
    """Build benches that differ from the usual one."""
    benches: list[ScanBench] = []

    def build(**details: object) -> ScanBench:
        folder = tmp_path / f"bench-{len(benches)}"
        folder.mkdir()
        benches.append(ScanBench(folder, **details))  # type: ignore[arg-type]  # a test names any detail
        return benches[-1]

    yield build
    for built in benches:
        built.close()


@pytest.fixture(scope="session")
def lasting_bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScanBench]:
    """Build the usual bench once: starting a host takes longer than most tests."""
    built = ScanBench(tmp_path_factory.mktemp("bench"))
    yield built
    built.close()


@pytest.fixture
def bench(lasting_bench: ScanBench) -> ScanBench:
    """Take the usual bench, put right: the device can be asked for its sensors."""
    lasting_bench.put_right()
    return lasting_bench


@pytest.fixture(scope="session")
def lasting_blind_bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScanBench]:
    """Build a bench whose device nobody can ask."""
    built = ScanBench(tmp_path_factory.mktemp("blind"), asks_device=False)
    yield built
    built.close()


@pytest.fixture
def blind_bench(lasting_blind_bench: ScanBench) -> ScanBench:
    """Take the bench that knows only what SANE says, put right."""
    lasting_blind_bench.put_right()
    return lasting_blind_bench


@pytest.fixture(params=["device asked", "SANE alone"])
def either_bench(request: pytest.FixtureRequest) -> ScanBench:
    """Take one bench after the other."""
    name = "bench" if request.param == "device asked" else "blind_bench"
    bench: ScanBench = request.getfixturevalue(name)
    return bench
