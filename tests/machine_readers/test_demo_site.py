"""The whole demo site as machines meet it."""

import gzip
from collections import Counter, defaultdict

from django.db.models import F

from hub.catalogue.models import Entry
from hub.localization.languages import default_locale
from tests.machine_readers.schema_org import problems
from tests.weight import MOST_WORDS, files_of, heavy

BASE = "http://127.0.0.1:8000"


def own_paths():
    """Return the address of every page in every language in which it exists."""
    entries = Entry.objects.filter(locale=F("actual_locale"), is_visible=True, reach="everyone")
    return list(entries.order_by("pk").values_list("path", flat=True))


def test_every_page_says_what_it_is_by_the_rules_of_schema_org(demo_site, linked_data):
    kinds, wrong = Counter(), {}
    for path in own_paths():
        graph = linked_data(path)
        kinds.update(node["@type"] for node in graph)
        if found := [problem for node in graph for problem in problems(node)]:
            wrong[path] = found
        assert graph[0]["url"] == f"{BASE}{path}"

    assert wrong == {}
    assert set(kinds) == {
        "Article",
        "BreadcrumbList",
        "CollectionPage",
        "Course",
        "CreativeWork",
        "Event",
        "LearningResource",
        "Report",
        "WebPage",
    }


def test_translations_name_each_other_completely(demo_site, read):
    clusters, translations = {}, defaultdict(dict)
    for path in own_paths():
        page = read(path)
        links = page.find_all("link", rel="alternate", hreflang=True)
        clusters[f"{BASE}{path}"] = {link["hreflang"]: link["href"] for link in links}
        assert page.find("link", rel="canonical")["href"] == f"{BASE}{path}"
    entries = Entry.objects.filter(locale=F("actual_locale"))
    for group, locale, path in entries.values_list("group", "locale", "path"):
        translations[group][locale] = f"{BASE}{path}"

    for found in translations.values():
        best = found.get(default_locale()) or found[min(found)]
        expected = found | {"x-default": best} if len(found) > 1 else {}
        for address in found.values():
            assert clusters[address] == expected
    assert {len(found) for found in translations.values()} >= {3, 4}


def test_a_fallback_is_no_translation_and_points_to_where_the_text_is(demo_site, read):
    fallbacks = Entry.objects.exclude(locale=F("actual_locale")).filter(reach="everyone")
    assert fallbacks.count() >= 10
    for path, locale in fallbacks.order_by("pk").values_list("path", "locale")[::10]:
        page = read(f"{path}?lang={locale}")
        assert page.find("link", rel="canonical")["href"] == f"{BASE}{path}"
        assert page.find("link", rel="alternate", hreflang=True) is None
        assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"


#: Beside the pages: what is made by views.
VIEWS = (
    *("/en/search/?q=cities", "/ar/search/?q=cities", "/en/learning/find/", "/ar/learning/find/"),
    *("/accounts/login/", "/accounts/signup/"),
)


def test_no_page_sends_for_more_than_it_may(demo_site, client):
    paths = [*own_paths(), *VIEWS]
    pages = {path: client.get(path, follow=True) for path in paths}

    assert {path for path, page in pages.items() if page.status_code != 200} == set()
    weighed = {path: files_of(page.content) for path, page in pages.items()}
    assert heavy(weighed) == {}
    assert min(map(len, weighed.values())) >= 1
    words = {path: len(gzip.compress(page.content)) for path, page in pages.items()}
    assert {path: size for path, size in words.items() if size > MOST_WORDS} == {}
