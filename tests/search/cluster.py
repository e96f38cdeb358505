"""Documents made by hand and questions to one engine, where no page is needed."""

from datetime import UTC, date, datetime

from django.utils import timezone

from hub.catalogue.models import FAR_FUTURE
from search import engines as registry
from search import services
from search.delivery import deliver
from search.documents import EVERYONE, GroupDocument, LanguageDocument
from search.questions import Question
from search.units import units_of

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def document(group_id, version, title, **more):
    more.setdefault("sort_date", date(2020, 1, 1))
    text = LanguageDocument(title=title, texts={"title": (title,)})
    return GroupDocument(
        group_id=group_id,
        version=version,
        type="report",
        reach=(EVERYONE,),
        updated_at=more.pop("updated_at", NOW),
        languages={"en": text},
        shown_in=dict.fromkeys(("en", "fr"), "en"),
        sort_titles=dict.fromkeys(("en", "fr"), title),
        visible_until=dict.fromkeys(("en", "fr"), FAR_FUTURE),
        **more,
    )


def mark_of(group_id, version):
    return GroupDocument(group_id=group_id, version=version, type="report")


def found(engine, text="", **more):
    question = Question(text=text, locale="en", now=NOW, **more)
    return engine.find(question, units_of(text, "en"), is_loose=False)


def groups_found(engine, text="", **more):
    return [match.group_id for match in found(engine, text, **more).matches]


def drain():
    while deliver():
        continue
    registry.engines()[0].refresh()


def ask(text=""):
    return services.search(Question(text=text, locale="en", now=timezone.now()))
