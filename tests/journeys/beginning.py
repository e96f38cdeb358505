"""What stands in a hub before anybody logs in, made in a process that belongs to that hub."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from hub.accounts.roles import ensure_roles
from hub.localization.trees import ensure_index_pages
from hub.media.models import PageFile
from hub.networks.models import Network, NetworkLabel
from hub.terms.services import seed_terms
from resources.models import Report
from tests.site import add_report, library, make_site

PASSWORD = "a quiet river bends"
#: Who works here: the address to log in with, the role, the language of their admin.
PEOPLE = (
    ("editor@example.org", "Editors", "en"),
    ("translator@example.org", "Translators", "fr"),
)


def begin() -> None:
    """Make the database, the pages that others stand below, one older report, and the people."""
    call_command("migrate", verbosity=0)
    seed_terms()
    home = make_site()
    for locale in Locale.objects.exclude(pk=home.locale_id):
        ensure_index_pages(locale=locale)
    link = PageFile(title="Study", languages=["en"], link_url="https://example.org/study")
    add_report(library(home), "Study of cities", summary="How cities act.", hub_files=[link])
    network = Network.objects.create(slug="mayors")
    NetworkLabel.objects.create(network=network, locale="en", name="Mayors Mechanism")
    ensure_roles()
    for email, role, language in PEOPLE:
        person = get_user_model().objects.create_user(email, email, PASSWORD)
        person.groups.add(Group.objects.get(name=role))
        UserProfile.objects.create(user=person, preferred_language=language)


def schedule(title: str, field: str, *, in_seconds: float) -> None:
    """Set `go_live_at` or `expire_at` as the form does, but to the second; print the moment."""
    report = Report.objects.get(title=title).get_latest_revision_as_object()
    moment = timezone.now() + timedelta(seconds=in_seconds)
    setattr(report, field, moment)
    report.save_revision().publish()
    print(moment.timestamp())  # noqa: T201
