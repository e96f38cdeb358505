"""Merging in the admin: what points to the one that goes is shown before anything moves."""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.snippets.widgets import AdminSnippetChooser

from .merging import merge, uses_of

#: What can be merged, by the name in the address.
MODELS = {"term": "hub.Term", "organisation": "hub.Organisation"}


def may_merge(user: Any, model: type[Model]) -> bool:
    """Tell whether somebody could delete such a row: it is gone from where it was used."""
    return bool(user.has_perm(f"{model._meta.app_label}.delete_{model._meta.model_name}"))


def form_for(model: type[Model], data: Any) -> forms.Form:
    offered = model._default_manager.all()
    field = forms.ModelChoiceField(
        offered, label=_("The one that stays"), widget=AdminSnippetChooser(model)
    )
    form_class = type("MergeForm", (forms.Form,), {"target": field})
    form: forms.Form = form_class(data or None)
    return form


@require_http_methods(["GET", "HEAD", "POST"])
def merge_view(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ask which one stays, show what will move, and move it on a POST."""
    if kind not in MODELS:
        raise Http404
    model = apps.get_model(MODELS[kind])
    if not may_merge(request.user, model):
        raise PermissionDenied
    source: Any = get_object_or_404(model, pk=pk)
    viewset = source.snippet_viewset
    form = form_for(model, request.POST or request.GET)
    target = form.cleaned_data["target"] if form.is_valid() else None
    if request.method == "POST" and target is not None:
        try:
            moved = merge(source, target, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            known = {"source": source, "target": target, "moved": moved}
            messages.success(
                request, _("“%(source)s” is now “%(target)s”; %(moved)d uses moved.") % known
            )
            return redirect(viewset.get_url_name("edit"), target.pk)
    context = {
        "page_title": _("Merge"),
        "page_subtitle": str(source),
        "header_icon": viewset.icon,
        "source": source,
        "target": target,
        "form": form,
        "media": form.media,
        "uses": uses_of(source),
    }
    return TemplateResponse(request, "hub/admin/merge.html", context)
