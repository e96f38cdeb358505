"""The Content-Security-Policy header: strict on public pages, looser in the Wagtail admin."""

from collections.abc import Callable, Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

HEADER = "Content-Security-Policy"

#: For the public pages, which bring no inline script or style.
PUBLIC_POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "media-src": ["'self'"],
    "connect-src": ["'self'"],
    # A site frames its own games of lessons; its pages forbid to be framed themselves.
    "frame-src": ["'self'", "https://www.youtube-nocookie.com", "https://player.vimeo.com"],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
#: For the Wagtail admin, which does.
ADMIN_POLICY = {
    **PUBLIC_POLICY,
    "default-src": ["'self'"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "frame-ancestors": ["'self'"],  # the preview of a page is a frame inside the editor
}


def header_value(policy: Mapping[str, Sequence[str]]) -> str:
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in policy.items())


class ContentSecurityPolicyMiddleware:
    """Send a policy with every answer that does not bring its own.

    Django has this from version 6 on, but one policy for the whole site; the hub also runs on 5.2
    and the admin cannot work under the policy of the public pages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.public = header_value(getattr(settings, "HUB_CONTENT_SECURITY_POLICY", PUBLIC_POLICY))
        self.admin_policy = getattr(settings, "HUB_ADMIN_CONTENT_SECURITY_POLICY", ADMIN_POLICY)
        self.admin = header_value(self.admin_policy)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if HEADER not in response:
            response[HEADER] = self.policy_for(request)
        return response

    def policy_for(self, request: HttpRequest) -> str:
        if not _is_admin(request):
            return self.public
        match = request.resolver_match
        if match is None or match.view_name != "wagtailadmin_pages:edit":
            return self.admin
        # The panel beside the form shows the draft on the sites of partners.
        from hub.partners.previews import preview_origins

        framed = [*self.admin_policy.get("frame-src", ()), *preview_origins()]
        return header_value({**self.admin_policy, "frame-src": framed})


def _is_admin(request: HttpRequest) -> bool:
    try:
        return request.path.startswith(reverse("wagtailadmin_home"))
    except NoReverseMatch:
        return False
