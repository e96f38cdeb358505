"""The export of another site in miniature, for tests of moving in."""

import json
import re

from django.core import serializers
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model

from actions.models import Action, Commitment, Profile, Record
from hub.importing.models import ImportRecord
from hub.importing.services import import_files
from hub.organisations.models import Organisation
from tests.actions.test_commitments import PDF
from tests.factories.hub import TermFactory

REPOSITORY = {
    "type": "action_repository",
    "key": "action-repository",
    "source": "en",
    "text": {"en": {"title": "Actions", "slug": "actions"}},
}
CITY = {
    "type": "organisation",
    "key": "accra",
    "name": "Accra Metropolitan Assembly",
    "kind": "local_government",
    "country": "GH",
    "region": "Greater Accra",
    "city": "Accra",
}
SIGNATURE = {
    "type": "signature",
    "key": "signature-1",
    "organisation": "accra",
    "signed_on": "2018-12-08",
    "signatory_name": "Planted Mayor",
    "signatory_title": "Planted Office",
    "signed_at_place": "Marrakech",
    "text_version": "2018-12",
    "text_locale": "fr",
    "source": "Export",
}
ACTION = {
    "type": "action",
    "key": "action-1",
    "parent": "action-repository",
    "source": "en",
    "facts": {
        "starts_on": "2021-03-01",
        "original_language": "fr",
        "terms": {"countries": ["GH"]},
        "organisations": [{"organisation": "accra", "role": "lead"}],
        "files": [{"languages": ["en"], "title": {"en": "The desk"}, "file": "desk.pdf"}],
    },
    "text": {
        "en": {"title": "A desk", "slug": "desk", "old_address": "/node/1"},
        "fr": {"title": "Un guichet", "slug": "guichet", "old_address": ["/fr/n/1", "/fr/vieux"]},
    },
}
EVERYTHING = [ACTION, SIGNATURE, CITY, REPOSITORY]
#: All that an import writes.
TABLES = (Action, Commitment, ImportRecord, Organisation, Profile, Record, Redirect)


def make_terms():
    for vocabulary, code in (
        ("countries", "GH"),
        ("countries", "CA"),
        ("priority_objectives", "po-4"),
        ("target_groups", "migrants"),
        ("target_groups", "refugees"),
    ):
        TermFactory(vocabulary=vocabulary, code=code)


def bring_into(folder, *rows, **options):
    """Import rows from a folder, with the file that they name."""
    (folder / "desk.pdf").write_bytes(PDF)
    (folder / "rows.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    return import_files(paths=[folder / "rows.jsonl"], **options)


def told(report):
    return [(problem.place.line, str(problem.code), problem.message) for problem in report.problems]


def steps(report):
    return {key: step.value for key, _locale, step in report.steps}


def stored():
    """Return every row that an import writes, without its number and its moment."""
    moments = r'"(pk|object_id|\w+_at|\w*revision\w*|page|redirect_page|file|document)": [^,}]+,? ?'
    models = (*TABLES, get_document_model())
    rows = [serializers.serialize("json", model.objects.order_by("pk")) for model in models]
    return [re.sub(moments, "", text) for text in rows]
