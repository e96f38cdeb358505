import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from hub.content_security import ContentSecurityPolicyMiddleware, header_value


def policy_of(path: str, response: HttpResponse | None = None) -> dict[str, list[str]]:
    """Return what the middleware sends for a path, directive by directive."""

    def view(request: HttpRequest) -> HttpResponse:
        return response or HttpResponse()

    answer = ContentSecurityPolicyMiddleware(view)(RequestFactory().get(path))
    directives = (part.split() for part in answer["Content-Security-Policy"].split("; "))
    return {name: sources for name, *sources in directives}


@pytest.mark.parametrize("path", ["/en/", "/accounts/login/", "/graphql/", "/administration/"])
def test_a_public_page_runs_no_inline_script_and_sits_in_no_frame(path: str) -> None:
    policy = policy_of(path)

    assert policy == settings.HUB_CONTENT_SECURITY_POLICY
    assert policy["script-src"] == ["'self'"]
    assert policy["default-src"] == policy["frame-ancestors"] == ["'none'"]


def test_the_admin_may_frame_its_previews_but_run_no_foreign_script() -> None:
    policy = policy_of("/admin/pages/1/edit/")

    assert policy["frame-ancestors"] == ["'self'"]
    assert policy["script-src"] == ["'self'", "'unsafe-inline'"]


def test_an_answer_keeps_the_policy_it_brings() -> None:
    own = HttpResponse(headers={"Content-Security-Policy": header_value({"sandbox": []})})

    assert policy_of("/documents/1/a.pdf", own) == {"sandbox": []}
