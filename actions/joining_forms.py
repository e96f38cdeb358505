"""The forms of joining: who an organisation is, who acts for it, and how it commits itself."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hub.localization.languages import content_locales, language_name
from hub.organisations.enums import OrganisationKind
from hub.organisations.models import Organisation
from hub.terms.enums import Vocabulary
from hub.terms.folding import fold
from hub.terms.models import Term

from .enums import MemberRole
from .models import AccessRequest, Membership
from .services.commitments import DECLARATION_LOCALES
from .services.organisations import PROFILE, Facts

TEXT = "text_"


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do what a form asks for that was sent and filled in well; tell whether it was done."""
    if form.is_valid():
        try:
            act()
        except ValidationError as error:
            refuse(form, error)
    return form.is_valid()


def refuse(form: forms.Form, error: ValidationError) -> None:
    """Show what a service refused: at its field where the form has it, else above the form."""
    found = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error}
    for name, messages in found.items():
        form.add_error(name if name in form.fields else None, messages)


def country_choices() -> list[tuple[str, str]]:
    """Return the countries by name in the language of the page."""
    rows = Term.objects.in_vocabulary(Vocabulary.COUNTRIES).offered().with_labels()
    choices = [(row.code, str(row)) for row in rows]
    return [("", ""), *sorted(choices, key=lambda choice: fold(choice[1]))]


def language_field(code: str) -> str:
    return capfirst(language_name(code, get_language() or code))


class ProfileForm(forms.Form):
    """What an organisation tells of itself; the fields of its identity close once it joined."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=255,
        help_text=_("As it writes itself. For a city: City of Accra, Ville de Montréal."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    acronym = forms.CharField(label=_("Acronym"), max_length=40, required=False)
    kind = forms.ChoiceField(
        label=_("What kind of organisation it is"),
        choices=lambda: [("", ""), *OrganisationKind.choices],
    )
    country = forms.ChoiceField(
        label=_("Country"),
        choices=country_choices,
        help_text=_("Any country: also those that have not endorsed the compacts."),
    )
    region = forms.CharField(label=_("Region or province"), max_length=120, required=False)
    city = forms.CharField(label=_("City"), max_length=120, required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    works_with_governments = forms.CharField(
        label=_("How you work with local governments"),
        max_length=2000,
        required=False,
        help_text=_("For partners: for example a network of which they are members."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    policy_processes = forms.CharField(
        label=_("National or regional policy processes that you took part in"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("A picture (PNG, JPEG, WebP). The secretariat looks at it before it is shown."),
    )

    def __init__(self, *args: Any, is_identity_open: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in content_locales():
            self.fields[TEXT + code] = forms.CharField(
                label=_("Short text in %(language)s") % {"language": language_field(code)},
                max_length=600,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3, "lang": code, "dir": "auto"}),
            )
        if not is_identity_open:
            for name in ("name", "kind", "country"):
                self.fields[name].disabled = True
                self.fields[name].required = False

    def facts(self) -> Facts:
        data = dict(self.cleaned_data)
        texts = {code: data.pop(TEXT + code) for code in content_locales() if TEXT + code in data}
        countries = Term.objects.in_vocabulary(Vocabulary.COUNTRIES)
        country = countries.filter(code=data.pop("country")).first()
        told = {name: data[name] for name in Facts.__dataclass_fields__ if name in data}
        return Facts(country=country, texts=texts, **told)


def profile_values(organisation: Organisation) -> dict[str, Any]:
    """Return what a form of this organisation begins with."""
    profile = organisation.profile
    texts = {TEXT + label.locale: label.description for label in organisation.labels.all()}
    return {
        **texts,
        **{name: getattr(organisation, name) for name in ("name", "acronym", "kind", "website")},
        "country": organisation.country.code if organisation.country else "",
        **{name: getattr(profile, name) for name in PROFILE},
    }


class RegisterForm(ProfileForm):
    """A new organisation, with just what is needed to know it; the rest can follow."""

    job_title = forms.CharField(
        label=_("Your job title"),
        max_length=255,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    is_different = forms.BooleanField(required=False, label=_("Mine is another organisation."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later = ("logo", "works_with_governments", "policy_processes")
        for name in [*later, *(name for name in self.fields if name.startswith(TEXT))]:
            del self.fields[name]


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=MemberRole.choices, initial=MemberRole.CONTRIBUTOR
    )


class AskForm(forms.Form):
    job_title = forms.CharField(
        label=_("Your job title"),
        max_length=255,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    reason = forms.CharField(
        label=_("Why you need access"),
        max_length=2000,
        help_text=_("For example: whose work you took over, and since when."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DecideForm(forms.Form):
    """Whose access ends, and which role the new person has."""

    replaces = forms.TypedChoiceField(
        label=_("Whose place the person takes"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("The access of that person ends at once."),
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=MemberRole.choices, initial=MemberRole.OWNER, required=False
    )

    def __init__(self, *args: Any, asked: AccessRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = asked.organisation.members.current().exclude(user=asked.user)
        choices = [(one.pk, named(one)) for one in people.select_related("user").order_by("pk")]
        self.fields["replaces"].choices = [("", _("Nobody: both have access")), *choices]  # type: ignore[attr-defined]

    def clean_role(self) -> str:
        return self.cleaned_data["role"] or MemberRole.OWNER


def named(membership: Membership) -> str:
    user = membership.user
    return f"{user.get_full_name() or user.email} ({membership.get_role_display()})"


class SignForm(forms.Form):
    signatory_name = forms.CharField(label=_("Who signs"), max_length=255)
    signatory_title = forms.CharField(
        label=_("Office of this person"), max_length=255, help_text=_("For example: Mayor.")
    )
    signed_on = forms.DateField(
        label=_("Day"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    signed_at_place = forms.CharField(label=_("Place"), max_length=255)
    text_locale = forms.ChoiceField(
        label=_("Language of the text that is signed"),
        choices=lambda: [(code, language_field(code)) for code in DECLARATION_LOCALES],
    )
    document = forms.FileField(
        label=_("Signed document"),
        required=False,
        help_text=_("A PDF of 10 MB at most, if you have one. Only the secretariat sees it."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )


class EndorseForm(forms.Form):
    promises_to_spread = forms.BooleanField(
        label=_("We promise to tell our members about the Call to Local Action."), required=False
    )
