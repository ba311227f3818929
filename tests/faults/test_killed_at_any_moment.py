"""`kill -9` of any process at any moment, five hundred times: no letter is lost, none is doubled."""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
KILLS = 500


@pytest.mark.slow
@pytest.mark.timeout(500)
def test_five_hundred_deaths_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    """Set URZEDOMAT_SEED to the seed that a failure names to see it again."""
    seed = os.environ.get("URZEDOMAT_SEED") or str(secrets.randbelow(10**9))
    print(f"seed {seed}")

    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.sync.campaign",
            "--folder",
            tmp_path,
            "--seed",
            seed,
            "--kills",
            str(KILLS),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=450,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-3000:]
    report: dict[str, Any] = json.loads(done.stdout)
    print(json.dumps(report, indent=1))
    for harm in (
        "lost",
        "doubled",
        "wrong",
        "unexpected",
        "undelivered",
        "unproven",
        "leftovers",
        "failures",
    ):
        assert report[harm] == [], f"{harm}, seed {seed}"
    assert report["stray_blobs"] == 0
    assert report["kills"] >= KILLS
    assert report["acknowledged"] == report["submissions"] >= 5
    assert all(report["kills_by_role"][role] >= KILLS // 10 for role in ("screen", "daemon", "office"))
    assert untouched(report["kills_at_steps"]) == set()


def untouched(deaths: dict[str, int]) -> set[tuple[str, str]]:
    """Answer the kinds of step, by role, at which nobody has died."""
    wanted = {("screen", step) for step in ("open", "write", "fsync", "rename")}
    wanted |= {("daemon", step) for step in ("open", "fsync", "sql", "http")}
    wanted |= {("office", step) for step in ("commit", "answer")}
    return wanted - {(role, step) for role, _, step in (label.split() for label in deaths)}
