"""`urzedomat sandbox …`: far ends to rehearse against, on loopback, before anything is sent to the real ones."""

from __future__ import annotations

import importlib

import typer

_SANDBOXES = {
    "epuap": ("sync.sandbox.epuap", "ePUAP: mailboxes, receipts, file store."),
    "ezd-puw": ("sync.sandbox.ezd_puw", "EZD PUW: folders, documents, register."),
    "ezd-rp": ("sync.sandbox.ezd_rp", "EZD RP: Integrator API v2."),
    "edoreczenia": ("sync.sandbox.edoreczenia", "e-Doręczenia: User Agent API, evidence, address search."),
}


def register(app: typer.Typer) -> None:
    """Add the subcommands to `urzedomat sandbox`. A sandbox is imported when it runs: a kiosk has no web server."""
    for name, (module, summary) in _SANDBOXES.items():
        _add(app, name, module, summary)


def _add(app: typer.Typer, name: str, module: str, summary: str) -> None:
    def run(context: typer.Context) -> None:
        importlib.import_module(module).main(context.args)

    passing_on = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
    app.command(name, help=f"{summary} `--help` tells its options.", context_settings=passing_on)(run)
