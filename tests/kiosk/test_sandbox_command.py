"""Each sandbox starts from the command line and tells its options."""

import pytest
import typer
from typer.testing import CliRunner

from kiosk.sandbox_command import register


@pytest.mark.parametrize("name", ["epuap", "ezd-puw", "ezd-rp", "edoreczenia"])
def test_a_sandbox_tells_its_options(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    alone = typer.Typer()
    register(alone)

    told = CliRunner().invoke(alone, [name, "--help"])

    assert told.exit_code == 0, told.output
    assert "--port" in told.output + capsys.readouterr().out
