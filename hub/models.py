"""All tables of the kernel; the models live beside the code that works on them."""

from hub.accounts.models import PersonToken
from hub.catalogue.models import (
    Dependency,
    Entry,
    EntryContent,
    Facet,
    Generation,
    Group,
    Membership,
)
from hub.importing.models import ImportRecord, ImportRun
from hub.media.models import DocumentFacts, PageFile
from hub.networks.models import Network, NetworkItem, NetworkLabel
from hub.organisations.models import Organisation, OrganisationLabel
from hub.outbox.models import Delivery, JobRun, Message
from hub.pages.models import Contribution, PageNetwork, PageTerm
from hub.partners.models import PartnerKey, PartnerSite, PartnerUsage, TrustedDocument
from hub.partners.previews import Preview
from hub.terms.models import Term, TermLabel, TermMapping
from hub.webhooks.models import WebhookEndpoint

__all__ = [
    "Contribution",
    "Delivery",
    "Dependency",
    "DocumentFacts",
    "Entry",
    "EntryContent",
    "Facet",
    "Generation",
    "Group",
    "ImportRecord",
    "ImportRun",
    "JobRun",
    "Membership",
    "Message",
    "Network",
    "NetworkItem",
    "NetworkLabel",
    "Organisation",
    "OrganisationLabel",
    "PageFile",
    "PageNetwork",
    "PageTerm",
    "PartnerKey",
    "PartnerSite",
    "PartnerUsage",
    "PersonToken",
    "Preview",
    "Term",
    "TermLabel",
    "TermMapping",
    "TrustedDocument",
    "WebhookEndpoint",
]
