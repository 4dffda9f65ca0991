"""`pet serve`: the site, until it is stopped."""

import errno
import os
import socket
from dataclasses import replace
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # -- it has none
from gunicorn.arbiter import Arbiter  # type: ignore[import-untyped]  # -- nor here

from pet import wsgi
from pet.cli.keeping import KeptWorker
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import first_steps
from pet.settings import Settings, from_environment

HOST, PORT = "127.0.0.1", 8000
_EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 -- recognised, not listened on
GRACEFUL_SECONDS = 20


def command() -> click.Command:
    """The command `pet serve` in the language in use."""
    return click.Command(
        "serve",
        callback=serve,
        params=[
            click.Option(
                ["--host"],
                default=HOST,
                show_default=True,
                metavar="HOST",
                help=_(
                    "The address of this machine to listen on; the default can be reached from this machine alone."
                ),
            ),
            click.Option(
                ["--port"],
                type=click.IntRange(1, 65535),
                default=PORT,
                show_default=True,
                metavar="PORT",
                help=_("The port to listen on."),
            ),
            click.Option(
                ["--worker/--no-worker", "with_worker"],
                default=True,
                help=_("Bring a worker along, which sends letters. Without one, run “pet worker” beside it."),
            ),
        ],
        help=_(
            "Run the site until it is stopped with Ctrl+C.\n\n"
            "The database has to be ready: pet db upgrade. For a site that others reach, set PET_BASE_URL to its "
            "address and put a web server with a certificate in front."
        ),
    )


def serve(host: str = HOST, port: int = PORT, *, with_worker: bool = True) -> None:
    """Run the site until it is stopped, with a worker unless another one runs beside it.

    Raises:
        PetError: it cannot start; with what to do.
    """
    settings = _settings(host, port)
    site = wsgi.create(settings)
    _check_port(host, port)
    worker = KeptWorker({"PET_BASE_URL": settings.base_url}) if with_worker else None
    _Server(site, settings, f"{_shown(host)}:{port}", worker).run()


def _settings(host: str, port: int) -> Settings:
    """Without an address of its own, the site is where it listens."""
    settings = from_environment()
    if os.environ.get("PET_BASE_URL", "").strip():
        return settings
    if host in _EVERYWHERE:
        raise PetError(
            _(
                "Others can reach {host}: set PET_BASE_URL to the address that they will open.",
                host=host or "*",
            )
        )
    return replace(settings, base_url=f"http://{_shown(host)}:{port}")


def _check_port(host: str, port: int) -> None:
    try:
        kind, *_rest, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(kind, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PetError(
                _(
                    "Port {port} is in use by another program. Stop that program, or choose another port: "
                    "pet serve --port {other}",
                    port=port,
                    other=port + 1 if port < 65535 else 8000,
                )
            ) from error
        raise PetError(
            _(
                "PET cannot listen on {host}, port {port}: {reason}",
                host=host,
                port=port,
                reason=error.strerror,
            )
        ) from error


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


class _Arbiter(Arbiter):  # type: ignore[misc]  # -- gunicorn has no types
    """Gunicorn's main process, which looks after our worker as it does after its own."""

    def __init__(self, app: BaseApplication, worker: KeptWorker | None) -> None:
        self._worker = worker
        super().__init__(app)

    def manage_workers(self) -> None:
        """Once a second."""
        super().manage_workers()
        if self._worker is not None:
            self._worker.look_after()

    def stop(self, graceful: bool = True) -> None:  # noqa: FBT001, FBT002 -- gunicorn calls it so
        """The servers and the worker end side by side."""
        if self._worker is not None:
            self._worker.ask_to_end()
        super().stop(graceful)
        if self._worker is not None:
            self._worker.wait_until_ended(GRACEFUL_SECONDS)


class _Server(BaseApplication):  # type: ignore[misc]  # -- gunicorn has no types
    """Gunicorn inside this process: the site is made once, before any worker is forked, and holds no connection."""

    def __init__(self, site: Flask, settings: Settings, bind: str, worker: KeptWorker | None) -> None:
        self._worker = worker
        self._site = site
        self._settings = settings
        self._bind = bind
        super().__init__()

    def load_config(self) -> None:
        """What a command line would say; gunicorn's own variables and files are not asked."""
        wanted: dict[str, Any] = {
            "bind": self._bind,
            "worker_class": "gthread",
            "workers": self._settings.workers,
            "threads": self._settings.threads,
            "graceful_timeout": GRACEFUL_SECONDS,
            "timeout": 60,
            "keepalive": 5,
            "control_socket_disable": True,
            "forwarded_allow_ips": "",  # ProxyFix decides, with the setting PET_PROXIES
            "loglevel": "warning",
            "when_ready": self._say_where,
        }
        for name, value in wanted.items():
            self.cfg.set(name, value)

    def run(self) -> None:
        """Until it is stopped."""
        _Arbiter(self, self._worker).run()

    def load(self) -> Flask:
        """The site, for each worker."""
        return self._site

    def _say_where(self, _arbiter: object) -> None:
        if self._settings.is_https and not self._settings.proxies:
            click.echo(
                _(
                    "PET_BASE_URL starts with https://, which PET itself does not speak. With a web server in front "
                    "set PET_PROXIES=1, or all visitors count as one."
                ),
                err=True,
            )
        click.echo(_("PET is running. Open {address}", address=self._settings.base_url))
        if code := first_steps.setup_code(self._settings.instance):
            click.echo(_("Nobody has an account yet. Open {address}/setup", address=self._settings.base_url))
            click.echo(_("Setup code: {code}", code=code))
        click.echo(_("Stop it with Ctrl+C."))
