"""All tables of the kernel: to import them makes them known to Django.

Each lives beside the code that works on it, and is imported from there.
"""

# ruff: noqa: F401
import hub.accounts.models
import hub.catalogue.models
import hub.importing.models
import hub.media.models
import hub.networks.models
import hub.organisations.models
import hub.outbox.models
import hub.pages.models
import hub.partners.models
import hub.partners.previews
import hub.terms.models
import hub.webhooks.models
