"""Statements of participation, given to the person they are about; and the name on them."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.learning import finished_lessons, in_courses
from courses.statements import statement_pdf
from hub.machine_readers.answers import entry_or_404
from hub.pages.downloads import download
from hub.pages.framing import for_people, show


class NameForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = get_user_model()
        fields = ["first_name", "last_name"]
        widgets = {
            "first_name": forms.TextInput({"autocomplete": "given-name", "dir": "auto"}),
            "last_name": forms.TextInput({"autocomplete": "family-name", "dir": "auto"}),
        }

    def clean(self) -> None:
        if not any((self.cleaned_data or {}).values()):
            raise forms.ValidationError(_("Write the name that shall stand on it."))


@for_people("GET", "HEAD")
def statement(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give the PDF of a finished course; say kindly what is missing for one that is not."""
    entry = entry_or_404(key, type="course")
    (course,) = in_courses(finished_lessons(request.user), [entry])
    if course.finished_at is None:
        left = sum(lesson not in course.done for lesson in course.compulsory)
        text = ngettext(
            "The statement comes with the last compulsory lesson: %(count)d is left.",
            "The statement comes with the last compulsory lesson: %(count)d are left.",
            left,
        )
        messages.info(request, text % {"count": left})
        return redirect("learning_mine")
    name = request.user.get_full_name()  # type: ignore[union-attr]
    if not name:
        return redirect("learning_name")
    pdf = statement_pdf(name, course, course.finished_at)
    title = slugify(course.entry.title, allow_unicode=True)
    return download(pdf, "application/pdf", f"{title}.pdf")


@for_people("GET", "HEAD", "POST")
def name(request: HttpRequest) -> HttpResponse:
    """Ask for the name of the account, which people who join do not give."""
    form = NameForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your name is saved. Now you can download the statement."))
        return redirect("learning_mine")
    context = {"title": _("The name on your statements"), "form": form}
    return show(request, "courses/name.html", context, status=400 if form.errors else 200)
