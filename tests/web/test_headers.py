"""What every answer says to browsers, one test a header, and what is refused before a page is reached."""

import gzip
import json
import logging
import posixpath
import re
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from flask import Response, request, request_started
from werkzeug.http import parse_cookie
from werkzeug.test import encode_multipart

from pet.frameworks.rules import MOST_THEMES_IN_AREA
from pet.services.answers.asked import LONGEST_TEXT
from pet.web import assets, sizes
from pet.web.guard import public
from tests.support.client import make_app
from tests.support.factories import make_account

pytestmark = [pytest.mark.engine("sqlite"), pytest.mark.own_app]  # none of this depends on the database
PAGES = ("/", "/sign-in", "/link", "/accessibility", "/no-such-page", "/healthz", "/readyz")


@pytest.fixture
def secure(settings, database, clock):
    """The same site reached over TLS, through one proxy."""
    return make_app(replace(settings, base_url="https://pet.example.org", proxies=1), database, clock)


def directives(policy):
    return dict(part.strip().partition(" ")[::2] for part in policy.split(";"))


@pytest.mark.parametrize("path", PAGES)
def test_content_security_policy(client, path):
    assert directives(client.get(path).headers["Content-Security-Policy"]) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "object-src": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
        "report-to": "csp",
    }


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Reporting-Endpoints", 'csp="/csp-reports"'),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
        ("Referrer-Policy", "no-referrer"),
        ("Strict-Transport-Security", None),
        ("Access-Control-Allow-Origin", None),
    ],
)
@pytest.mark.parametrize("path", PAGES)
def test_header(client, path, header, value):
    assert client.get(path).headers.get(header) == value


def test_pages_of_people_signed_in_tell_this_site_where_they_came_from(client, database):
    with database.writing() as db:
        account = make_account(db)
    client.sign_in(account.id)
    assert client.get("/").headers["Referrer-Policy"] == "same-origin"


def test_over_tls_browsers_never_come_back_without(secure):
    response = secure.test_client().get("/", base_url="https://pet.example.org")
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_a_view_may_say_it_better(app, client):
    def view():
        return "", 200, {"Content-Security-Policy": "sandbox", "Cache-Control": "private"}

    app.add_url_rule("/probe", "probe", public(view))
    headers = client.get("/probe").headers
    assert (headers["Content-Security-Policy"], headers["Cache-Control"]) == ("sandbox", "private")


def cookies_of(response):
    return [header.split("; ") for header in response.headers.getlist("Set-Cookie")]


def test_the_cookie_on_this_machine(client):
    [[pair, *attributes]] = cookies_of(client.get("/sign-in"))
    assert (list(parse_cookie(pair)), sorted(attributes)) == (["pet"], ["HttpOnly", "Path=/", "SameSite=Lax"])


def test_the_cookie_over_tls(secure):
    [[pair, *attributes]] = cookies_of(
        secure.test_client().get("/sign-in", base_url="https://pet.example.org")
    )
    assert (list(parse_cookie(pair)), sorted(attributes)) == (
        ["__Host-pet"],
        ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"],
    )


def signed_in_with(settings, database, clock, cookie):
    client = make_app(settings, database, clock).test_client()
    client.set_cookie("pet", cookie)
    return client.page("/").title == "Your partnerships"


def test_an_earlier_key_is_still_accepted_where_it_is_named(client, settings, database, clock):
    with database.writing() as db:
        account = make_account(db)
    client.sign_in(account.id)
    cookie = client.get_cookie("pet").value
    renewed = replace(settings, secret_key=settings.secret_key[::-1])
    with_fallback = replace(renewed, secret_key_fallbacks=(settings.secret_key,))
    assert [signed_in_with(one, database, clock, cookie) for one in (settings, with_fallback, renewed)] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:8000", 200),
        ("127.0.0.1:8000", 200),
        ("evil.example", 400),
        ("localhost.evil.example", 400),
        ("evil.example:80", 400),
        ("", 400),
    ],
)
def test_only_requests_for_this_site_are_answered(client, host, status):
    assert client.get("/", headers={"Host": host}).status_code == status


def test_a_page_for_another_host_names_no_host(client):
    text = client.get("/", headers={"Host": "evil.example"}).get_data(as_text=True)
    assert ("This request could not be understood" in text, "evil" in text) == (True, False)


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Original-Host", "Forwarded"])
def test_links_are_never_made_from_what_a_request_claims(client, header):
    text = client.get("/", headers={header: "host=evil.example"}).get_data(as_text=True)
    assert "evil" not in text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 422),
        ({"Origin": "http://localhost"}, 422),
        ({"Origin": "null"}, 422),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 422),
        ({"Sec-Fetch-Site": "none"}, 422),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Origin": "https://localhost"}, 403),
        ({"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
    ids=str,
)
def test_forms_of_other_sites_are_refused(client, headers, status):
    assert client.submit("/link", {"link": ""}, headers=headers).status_code == status


def test_a_form_behind_a_proxy_comes_from_the_address_that_people_see(secure):
    client = secure.test_client()
    through_proxy = {"base_url": "http://pet.example.org", "headers": {"X-Forwarded-Proto": "https"}}
    statuses = []
    for origin in ("https://pet.example.org", "http://pet.example.org"):
        through_proxy["headers"]["Origin"] = origin
        statuses.append(client.post("/link", **through_proxy).status_code)
    assert statuses == [400, 403]  # the first lacks only its token


@pytest.mark.parametrize(
    ("proxies", "seen"), [(0, ("127.0.0.1", "http")), (1, ("198.51.100.7", "https"))], ids=["none", "one"]
)
def test_one_proxy_is_believed_where_there_is_one(settings, database, clock, proxies, seen):
    app = make_app(replace(settings, proxies=proxies), database, clock)
    found = []

    def note(_app):
        from flask import request

        found.append((request.remote_addr, request.scheme))

    with request_started.connected_to(note, app):
        app.test_client().get(
            "/healthz",
            headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7", "X-Forwarded-Proto": "https"},
        )
    assert found == [seen]


def test_json_may_be_64_kibibytes(client):
    sizes = {"just right": 64 * 1024, "too large": 64 * 1024 + 1}
    client.get("/sign-in")
    headers = {"X-CSRFToken": client.token}
    answers = {
        name: client.post("/still-here", data=b" " * size, content_type="application/json", headers=headers)
        for name, size in sizes.items()
    }
    assert {name: (one.status_code, one.json["error"]) for name, one in answers.items()} == {
        "just right": (401, "session"),
        "too large": (413, "too_large"),
    }


TOO_MUCH = {
    "characters": {"link": "x" * sizes.LARGEST_FORM},
    "fields": {f"field{i}": "x" for i in range(sizes.MOST_FIELDS + 1)},
}


@pytest.mark.parametrize("fields", TOO_MUCH)
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_forms_have_their_limits(client, fields, kind):
    client.get("/sign-in")
    assert send(client, "/link", TOO_MUCH[fields], kind).status_code == 413


def send(client, path, fields, kind):
    """Send a form without the temporary files that the test client makes of large ones."""
    fields = {"csrf_token": client.token, **fields}
    if kind.startswith("multipart"):
        boundary, body = encode_multipart(fields)
        return client.post(path, data=body, content_type=f"{kind}; boundary={boundary}")
    return client.post(path, data=urlencode(fields), content_type=kind)


def test_a_form_too_large_for_a_lost_session_is_no_failure_of_ours(client):
    client.get("/sign-in")
    kind = "application/x-www-form-urlencoded"
    assert send(client, "/sign-in", TOO_MUCH["characters"], kind).status_code == 413


@pytest.mark.parametrize("letter", ["a", "λ", "語", "🌿"], ids=["latin", "greek", "chinese", "picture"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_the_longest_page_of_a_questionnaire_is_never_too_much(app, client, letter, kind):
    def view():
        letters = sum(len(value) for value in request.form.values())
        return Response(str(letters), content_type="text/plain")

    app.add_url_rule("/probe", "probe", public(view), methods=["POST"])
    themes = [
        f"component-with-a-long-name.area-with-a-long-name.theme-{n}" for n in range(MOST_THEMES_IN_AREA)
    ]
    fields = {"area": "component-with-a-long-name.area-with-a-long-name", "via": "check", "go": "on"}
    for theme in themes:
        fields |= {f"{theme}:rating": "dont_know", f"{theme}:rating.base": "123-0123456789abcdef"}
    for kind_of_text, part in [*(("comment", theme) for theme in themes), ("evidence", fields["area"])]:
        fields |= {
            f"{part}:{kind_of_text}": letter * LONGEST_TEXT,
            f"{part}:{kind_of_text}.base": "123-0123456789abcdef",
            f"{part}:quotable": "y",
        }
    client.get("/sign-in")
    answer = send(client, "/probe", fields, kind)
    assert answer.status_code == 200
    assert int(answer.text) >= (MOST_THEMES_IN_AREA + 1) * LONGEST_TEXT


def test_reports_of_browsers_may_be_64_kibibytes_and_leave_a_few_lines(client, caplog):
    caplog.set_level(logging.WARNING)
    report = {"body": {"effectiveDirective": "img-src"}}
    few = client.post("/csp-reports", data=json.dumps([report] * 50), content_type="application/reports+json")
    noted = [line for line in lines_of(caplog) if "a browser reports" in line]
    big = client.post("/csp-reports", data=" " * (64 * 1024 + 1), content_type="application/csp-report")
    assert (few.status_code, len(noted), big.status_code) == (204, 5, 413)


@pytest.mark.parametrize(
    ("origin", "status"), [("https://pet.example.org", 400), ("http://pet.example.org", 403)]
)
def test_a_form_comes_from_the_address_of_the_site_even_if_nobody_said_there_is_a_proxy(
    settings, database, clock, origin, status
):
    app = make_app(replace(settings, base_url="https://pet.example.org", proxies=0), database, clock)
    answer = app.test_client().post("/link", base_url="http://pet.example.org", headers={"Origin": origin})
    assert answer.status_code == status  # 400: it lacks only its token


@pytest.mark.parametrize(
    ("host", "status"), [("[::1]:8000", 200), ("[::2]:8000", 400), ("evil.example", 400)]
)
def test_a_site_at_an_address_in_brackets(settings, database, clock, host, status):
    app = make_app(replace(settings, base_url="http://[::1]:8000"), database, clock)
    assert app.test_client().get("/", headers={"Host": host}).status_code == status


class TestStaticFiles:
    def test_by_its_hash_a_file_is_kept_for_a_year(self, client, app):
        with app.app_context():
            address = assets.address("css/pet.css")
        response = client.get(address)
        assert (response.status_code, response.headers["Cache-Control"]) == (
            200,
            "public, max-age=31536000, immutable",
        )

    @pytest.mark.parametrize("query", ["", "?v=0000"])
    def test_under_any_other_address_it_is_asked_for_again(self, client, query):
        response = client.get(f"/static/css/pet.css{query}")
        again = client.get(f"/static/css/pet.css{query}", headers={"If-None-Match": response.headers["ETag"]})
        assert (response.headers["Cache-Control"], again.status_code, again.data) == ("no-cache", 304, b"")

    def test_it_is_sent_compressed_to_who_can_read_that(self, client):
        plain = client.get("/static/css/pet.css")
        small = client.get("/static/css/pet.css", headers={"Accept-Encoding": "br, gzip"})
        assert gzip.decompress(small.data) == plain.data
        assert (small.headers["Content-Encoding"], small.headers["Vary"]) == ("gzip", "Accept-Encoding")
        assert len(small.data) * 2 < len(plain.data)
        assert small.headers["ETag"] != plain.headers["ETag"]

    def test_no_cookie_goes_with_it(self, client):
        client.get("/sign-in")
        assert "Set-Cookie" not in client.get("/static/css/pet.css").headers

    @pytest.mark.parametrize(
        "path",
        ["nothing.css", "../errors.py", "fonts/../../errors.py", "fonts/OFL", "%2e%2e/errors.py"],
    )
    def test_nothing_else_can_be_had(self, client, path):
        assert client.get(f"/static/{path}").status_code == 404

    def test_what_a_file_refers_to_can_be_kept_too(self, client, app):
        found = 0
        for name, asset in app.extensions["pet.assets"].items():
            if not name.endswith((".css", ".js")):
                continue
            folder = name.rpartition("/")[0]
            for reference in re.findall(rb"(?:url\(|from |import )[\"']?([./][^\"')]+)", asset.body):
                response = client.get(posixpath.normpath(f"/static/{folder}/{reference.decode()}"))
                assert "immutable" in response.headers.get("Cache-Control", ""), (name, reference)
                found += 1
        assert found > 0


def lines_of(caplog):
    return [record.getMessage() for record in caplog.records if record.name.startswith("pet.")]


def test_the_journal_names_the_route_and_nothing_of_the_person(client, caplog):
    caplog.set_level(logging.INFO)
    client.get("/r/a-token-that-is-secret?also=secret")
    client.get("/no-such-page/secret")
    client.get(
        "/sign-in?next=/secret", headers={"Referer": "http://localhost/r/secret", "User-Agent": "secret"}
    )
    noted = [json.loads(line) for line in lines_of(caplog) if line.startswith("{")]
    assert [one["route"] for one in noted] == ["/r/<token>", None, "/sign-in"]
    assert sorted(noted[0]) == ["at", "method", "ms", "request", "route", "status"]
    assert [line for line in lines_of(caplog) if "secret" in line or "127.0.0.1" in line] == []


def test_a_failure_is_noted_without_the_address_of_the_page(app, caplog):
    def view(**_address):
        raise ZeroDivisionError

    app.add_url_rule("/probe/<token>", "probe", public(view))
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    response = app.test_client().get("/probe/secret")
    reference = re.search(r"Reference: (\w+)", response.get_data(as_text=True))[1]
    [failure] = [record for record in caplog.records if record.exc_info]
    assert (reference in failure.getMessage(), "secret" in caplog.text) == (True, False)
    assert failure.exc_info[0] is ZeroDivisionError


def test_reports_of_browsers_are_noted_without_addresses(client, caplog):
    report = {
        "type": "csp-violation",
        "url": "http://localhost/r/secret",
        "body": {
            "documentURL": "http://localhost/r/secret",
            "effectiveDirective": "script-src-elem",
            "blockedURL": "https://evil.example/x.js?secret",
            "sourceFile": "http://localhost/r/secret",
            "lineNumber": 3,
        },
    }
    response = client.post("/csp-reports", data=json.dumps([report]), content_type="application/reports+json")
    assert response.status_code == 204
    assert [json.loads(line.partition(": ")[2]) for line in lines_of(caplog)] == [
        {"directive": "script-src-elem", "blocked": "evil.example", "file": "", "line": "3"}
    ]


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 5000, b'"text"', b"[1, null]", b"\xff"])
def test_whatever_comes_as_a_report_is_no_failure_of_ours(client, body):
    response = client.post("/csp-reports", data=body, content_type="application/reports+json")
    assert response.status_code in (204, 400)
