"""What every answer says to the browser (design: reliability.md §7): each header has its test."""

from flask import Flask, Response, abort, g, request

from pet.web import sizes
from pet.web.site import site

CONTENT_SECURITY_POLICY = "; ".join(  # noqa: FLY002 -- one directive to a line
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
        "report-to csp",
    )
)
_ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Reporting-Endpoints": 'csp="/csp-reports"',
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_SMALL = ("public.csp_reports",)


def init_app(app: Flask) -> None:
    """Limit what comes in and say what browsers may do with what goes out."""
    app.before_request(_check_host)
    app.before_request(_limit_body)
    app.after_request(_add)


def _check_host() -> None:
    """Werkzeug's list of trusted hosts cannot hold an IPv6 address."""
    host = site().settings.host
    if host.startswith("[") and request.host != host:
        abort(400)


def _limit_body() -> None:
    """JSON is small here, and so is what browsers report; forms have the application's own limit."""
    if "json" in request.mimetype or request.endpoint in _SMALL:
        request.max_content_length = sizes.LARGEST_JSON
    sizes.check()


def _add(response: Response) -> Response:
    """What a view has said itself stays: charts have their own policy and may be kept."""
    for name, value in _ALWAYS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Referrer-Policy", "same-origin" if _is_signed_in() else "no-referrer")
    if site().settings.is_https:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    return response


def _is_signed_in() -> bool:
    """As far as this request has looked; a static file need not ask the database."""
    return "seen" in g and g.seen.actor.account_id is not None
