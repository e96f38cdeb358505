"""The words of the embedded engine: FTS5 in SQLite, a vector beside each document in PostgreSQL."""

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE search_words USING fts5(title, summary, heading, body, file)",
    "DROP TABLE search_words",
)
POSTGRES = (
    "ALTER TABLE search_document ADD COLUMN words tsvector NOT NULL DEFAULT ''::tsvector;"
    "CREATE INDEX search_document_words ON search_document USING gin (words)",
    "ALTER TABLE search_document DROP COLUMN words",
)


def statements(schema_editor):
    return POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE


def make(apps, schema_editor):
    schema_editor.execute(statements(schema_editor)[0])


def remove(apps, schema_editor):
    schema_editor.execute(statements(schema_editor)[1])


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(make, remove)]
