"""A form must come from this site's own pages: the second wall beside the CSRF token.

Pages are sent with `Referrer-Policy: no-referrer`, so browsers say `Origin: null` for their own forms; then
`Sec-Fetch-Site` decides, and where a browser sends neither (plain HTTP, very old ones) the token alone does.
"""

from flask import abort, request

from pet.web.site import site

_OWN = ("same-origin", "none")  # "none": typed or reloaded by the person
_NOTHING = ("", "null")


def check() -> None:
    """Refuse (403) what another site sent."""
    if not is_own():
        abort(403)


def is_own() -> bool:
    """Whether nothing says that another site sent this request."""
    fetch_site = request.headers.get("Sec-Fetch-Site", "")
    if fetch_site:
        return fetch_site in _OWN
    origin = request.headers.get("Origin", "")
    return origin in _NOTHING or origin in _own_addresses()


def _own_addresses() -> tuple[str, ...]:
    """The address people open, whatever a proxy makes of it; this machine has several names for itself."""
    settings = site().settings
    if settings.is_loopback:
        return (settings.base_url, request.host_url.rstrip("/"))
    return (settings.base_url,)
