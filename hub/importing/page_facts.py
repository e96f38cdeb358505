"""The facts of a page's row: fields, terms, organisations, files, and the rows that hang on it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hub.organisations.enums import ContributionRole
from hub.terms.enums import Vocabulary

from .bodies import Drawing
from .drawing import MOTIFS
from .formats import Relation
from .page_rows import FileRow, PageRow, RowPart
from .problems import Findings, ProblemCode, RowError
from .references import References
from .values import clean_languages, clean_values

SHARED = {"terms", "organisations", "networks", "files"}


def read_facts(page: PageRow, references: References, findings: Findings) -> None:
    given = dict(page.row.data.get("facts") or {})
    form = page.format
    absent = {name for name, value in given.items() if value in (None, [], {})}
    findings.add_unknown("facts.", SHARED | set(form.facts) | set(form.relations) | absent, given)
    page.facts = clean_values(dict(form.facts), {**form.defaults, **given}, references, findings)
    for vocabulary, codes in dict(given.get("terms") or {}).items():
        if vocabulary not in Vocabulary.values:
            findings.add(ProblemCode.UNKNOWN_FIELD, f"facts.terms.{vocabulary}")
            continue
        for code in codes:
            if term := attempt(findings, references.term, vocabulary, code):
                page.terms.append(term)
    for key in given.get("networks") or []:
        attempt(findings, references.network, key)
        page.networks.append(str(key))
    read_contributions(page, given.get("organisations") or [], references, findings)
    read_files(page, given.get("files") or [], findings)
    for name, relation in form.relations.items():
        page.parts[name] = list(
            read_parts(name, relation, given.get(name) or [], references, findings)
        )
    if cover := page.row.data.get("cover"):
        page.cover = Drawing("cover", str(cover.get("motif")))
        if page.cover.motif not in MOTIFS:
            findings.add(ProblemCode.INVALID, f"cover.motif: {page.cover.motif}")


def attempt(findings: Findings, find: Any, *names: Any) -> Any:
    """Look something up, and note when it is not known."""
    try:
        return find(*names)
    except RowError as error:
        findings.add(error.code, str(error))
        return None


def read_contributions(
    page: PageRow, given: list[dict[str, Any]], references: References, findings: Findings
) -> None:
    for item in given:
        key, role = str(item.get("organisation")), item.get("role", ContributionRole.PARTNER)
        attempt(findings, references.organisation, key)
        if role not in ContributionRole.values:
            findings.add(ProblemCode.INVALID, f"organisations.role: {role}")
        page.contributions.append((key, str(role)))


def read_files(page: PageRow, given: list[dict[str, Any]], findings: Findings) -> None:
    for item in given:
        try:
            languages = clean_languages(item.get("languages") or [])
        except ValidationError as error:
            findings.add_invalid("files.languages", error)
            continue
        titles = dict(item.get("title") or {})
        own = next((code for code in [*languages, page.source, *titles] if titles.get(code)), "")
        url, is_printed = str(item.get("url") or ""), bool(item.get("generate"))
        if not own or bool(url) == is_printed or (is_printed and len(languages) != 1):
            message = _("a file has a title, and either an address or one language to print it in.")
            findings.add(ProblemCode.INVALID, message)
            continue
        label = str(item.get("label") or "")
        page.files.append(FileRow(str(titles[own]), languages, url, label, is_printed))


def read_parts(
    name: str, relation: Relation, given: list[Any], references: References, findings: Findings
) -> Any:
    """Read the rows of one relation; a bare text is the code of a row without facts."""
    codes: set[str] = set()
    for place, item in enumerate(given):
        facts = dict(item) if isinstance(item, dict) else {"code": item}
        code = str(facts.get("code") or place)
        if relation.is_translatable and code in codes:
            findings.add(ProblemCode.DUPLICATE, f"{name}: {code}")
        codes.add(code)
        known = {"code", *relation.facts, *relation.words}
        findings.add_unknown(f"{name}.{code}.", known, facts)
        values = clean_values(dict(relation.facts), facts, references, findings)
        yield RowPart(code, values)
