"""The application: settings in, pages out."""

from collections.abc import Callable
from datetime import datetime
from importlib import import_module

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from pet.db.session import Database
from pet.paths import STATIC, TEMPLATES
from pet.settings import Settings
from pet.web import assets, errors, guard, headers, identity, journal, language, render, sizes
from pet.web.site import EXTENSION, Site, utc_now

PAGES = (
    "public",
    "answering",
    "setup_first",
    "signing_in",
    "account",
    "team",
    "site_admin",
    "setting_up",
    "letters",
    "rounds",
    "results",
    "actions",
    "people",
    "log",
    "paper",
)


def create_app(
    settings: Settings, *, database: Database | None = None, clock: Callable[[], datetime] = utc_now
) -> Flask:
    """A site that answers requests.

    Args:
        settings: what the administrator set.
        database: an open database; one is opened at the settings' address if none is given.
        clock: what time it is, with its zone; tests move it.

    Raises:
        RuntimeError: a view does not say who may see it.
    """
    app = journal.Site(
        "pet", template_folder=str(TEMPLATES), static_folder=None, instance_path=str(settings.instance)
    )
    app.extensions[EXTENSION] = Site(
        settings=settings, database=database or Database(settings.database_url), clock=clock
    )
    _configure(app, settings)
    for part in (journal, language, headers, identity, guard, errors, render):
        part.init_app(app)
    assets.init_app(app, STATIC)
    for name in PAGES:
        app.register_blueprint(import_module(f"pet.web.{name}").blueprint)
    guard.check_declared(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.secret_key_fallbacks),
        SESSION_COOKIE_NAME="__Host-pet" if settings.is_https else "pet",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        TRUSTED_HOSTS=_hosts(settings),
        MAX_CONTENT_LENGTH=sizes.LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=sizes.LARGEST_FORM,
        MAX_FORM_PARTS=sizes.MOST_FIELDS,
        WTF_CSRF_CHECK_DEFAULT=False,  # guard.py checks, after it has asked who may
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        WTF_CSRF_SSL_STRICT=False,  # origin.py compares the Origin itself; pages send no Referer
        PREFERRED_URL_SCHEME="https" if settings.is_https else "http",
    )
    if settings.proxies:  # one proxy, which sets both headers and passes the Host on
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]  # -- Flask's way


def _hosts(settings: Settings) -> list[str] | None:
    """The host of the site; this machine has several names for itself. headers.py looks at a number in brackets."""
    if settings.host.startswith("["):
        return None
    return ["127.0.0.1", "localhost"] if settings.is_loopback else [settings.host]
