"""Imports and exports in the admin.

The worker checks a file that is imported, and stores it when somebody says so. An export is made
while its reader waits, some thousand pages in a minute; the command has no such bound.
"""

from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, FormView, ListView

from hub.admin_pages import AdminPageMixin, AdminPageViewSet

from .export_form import ExportForm
from .exporting import Export, write_archive
from .models import ImportRun

#: The largest file that is taken, and what it may be.
LARGEST = 250 * 1024 * 1024
SUFFIXES = (".jsonl", ".csv", ".zip")
URL = "hub_imports"


class ImportsView(AdminPageMixin, ListView):  # type: ignore[type-arg]
    page_title = gettext_lazy("Imports")
    header_icon = "upload"
    permission_required = "hub.add_importrun"
    template_name = "hub/admin/imports.html"
    queryset = ImportRun.objects.select_related("user")
    paginate_by = 20

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the file where only the worker reads it."""
        file: Any = request.FILES.get("file")
        if file is None or Path(file.name).suffix.lower() not in SUFFIXES or file.size > LARGEST:
            messages.error(request, _("Choose a file of lines, a table or an archive."))
            return redirect(f"{URL}:index")
        user: Any = request.user
        run = ImportRun(name=file.name[:255], user=user)
        run.upload.save(file.name, file, save=False)
        run.save()
        return redirect(f"{URL}:run", run.key)


class ImportView(AdminPageMixin, DetailView):  # type: ignore[type-arg]
    """One import: how far it is, what is wrong, what would change, and the word to begin."""

    page_title = gettext_lazy("Import")
    header_icon = "upload"
    permission_required = "hub.add_importrun"
    template_name = "hub/admin/import.html"
    model = ImportRun
    slug_field = slug_url_kwarg = "key"
    context_object_name = "run"

    def post(self, request: HttpRequest, key: Any) -> HttpResponse:
        checked = ImportRun.objects.filter(key=key, state=ImportRun.State.CHECKED)
        if not checked.update(state=ImportRun.State.WAITING, done=0):
            messages.error(request, _("This was begun already."))
        return redirect(f"{URL}:run", key)


class ImportViewSet(AdminPageViewSet):
    def get_urlpatterns(self) -> list[URLPattern]:
        one = path("<uuid:key>/", ImportView.as_view(), name="run")
        return [*super().get_urlpatterns(), one]


IMPORTS = ImportViewSet(
    URL, url_prefix="hub/imports", view_class=ImportsView, add_to_settings_menu=True
)


class ExportsView(AdminPageMixin, FormView):  # type: ignore[type-arg]
    """What everybody may read, chosen as in the API, in an archive that can be imported."""

    page_title = gettext_lazy("Exports")
    header_icon = "download"
    permission_required = "hub.add_importrun"
    template_name = "hub/admin/exports.html"
    form_class = ExportForm

    def form_valid(self, form: ExportForm) -> FileResponse:  # type: ignore[override]
        suffix = ".csv" if self.request.POST.get("format") == "csv" else ".jsonl"
        archive = TemporaryFile()  # noqa: SIM115 - the response closes it
        with TemporaryDirectory() as folder:
            write_archive(Export(form.choice(), Path(folder)), archive, suffix)
        archive.seek(0)
        return FileResponse(archive, as_attachment=True, filename="export.zip")


EXPORTS = AdminPageViewSet(
    "hub_exports", url_prefix="hub/exports", view_class=ExportsView, add_to_settings_menu=True
)
