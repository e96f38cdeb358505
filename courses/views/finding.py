"""Three questions to a learner, and the short list that answers them."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.finding import Offered, Wish, fits, offered_in
from courses.presenting import EFFORTS, duration
from hub.localization.languages import active_locale
from hub.pages.framing import entries_here, languages_of, show_public
from hub.pages.links import address, link_to
from hub.response_cache import is_for_everyone, respond_at_address


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Answer the wishes in an address, for everyone alike."""
    return respond_at_address(request, lambda: make_answer(request))


def make_answer(request: HttpRequest) -> tuple[HttpResponse, bool]:
    locale, entries = active_locale(), entries_here()
    offered = offered_in(entries, locale)
    wish = wish_in(request.GET, offered)
    found = fits(wish, entries, offered, locale) if wish != Wish() else []
    index = entries.filter(type="course_index").first()
    query = request.GET.urlencode()
    context = {
        "title": _("What fits me?"),
        "description": _(
            "Three questions, and a short list of courses and toolkits. Leave open what does not"
            " matter to you."
        ),
        "is_indexed": not query,
        "languages": languages_of(request, f"?{query}" if query else ""),
        "index_path": address(index) if index else "",
        "wish": wish,
        "is_asked": wish != Wish(),
        "offered_languages": [(code, capfirst(name)) for code, name in offered.languages.items()],
        "offered_topics": offered.topics.items(),
        "efforts": [(minutes, duration(minutes)) for minutes in EFFORTS],
        "fits": [(link_to(one.entry), one.reasons) for one in found],
    }
    response = show_public(request, "courses/find.html", context, entries)
    return response, is_for_everyone(request, response)


def wish_in(asked: QueryDict, offered: Offered) -> Wish:
    """Read the wishes; what we do not offer is as good as not said."""
    language, topic, time = (asked.get(name, "") for name in ("language", "topic", "time"))
    minutes = {str(effort): effort for effort in EFFORTS}
    return Wish(
        language=language if language in offered.languages else "",
        topic=topic if topic in offered.topics else "",
        minutes=minutes.get(time, 0),
    )
