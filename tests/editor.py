"""An editor at the screen: forms are read from what the admin shows, changed and sent back."""

import json
from typing import Any

import bs4
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield


class Editor:
    """Somebody who is logged in and fills forms."""

    def __init__(self, client: Client, user: Any) -> None:
        client.force_login(user)
        self.client = client
        self.user = user

    def open(self, page: Page) -> bs4.BeautifulSoup:
        """Open the edit screen of a page."""
        return self.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    def get(self, url: str, data: Any = None) -> bs4.BeautifulSoup:
        response = self.client.get(url, data, follow=True)
        assert response.status_code == 200, url
        return bs4.BeautifulSoup(response.content, "html.parser")

    def form(self, page: Page) -> QueryDict:
        """Collect what the browser would send if the editor changed nothing."""
        return fields_of(self.open(page))

    def send(self, page: Page, action: str = "", **changes: Any) -> Any:
        """Open the form, change some of it, and press a button."""
        data = self.form(page)
        fill(data, changes)
        if action:
            data[f"action-{action}"] = "1"
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        return self.client.post(url, dict(data.lists()), follow=True)

    def create(self, parent: Page, model: type[Page], action: str = "", **values: Any) -> Any:
        url = reverse(
            "wagtailadmin_pages:add",
            args=[model._meta.app_label, model._meta.model_name, parent.pk],
        )
        data = fields_of(self.get(url))
        fill(data, values)
        if action:
            data[f"action-{action}"] = "1"
        return self.client.post(url, dict(data.lists()), follow=True)


def fields_of(screen: bs4.BeautifulSoup) -> QueryDict:
    for template in screen.find_all("template"):
        template.decompose()  # a browser does not send what stands in one
    form_id = "page-edit-form" if screen.find(id="page-edit-form") else "page-create-form"
    data: QueryDict = querydict_from_html(str(screen), form_id=form_id)
    for widget in screen.select(f"#{form_id} [data-w-block-arguments-value]"):
        blocks = json.loads(widget["data-w-block-arguments-value"])[0]
        items = [(block["type"], block["value"]) for block in blocks]
        data.update(nested_form_data({widget["id"]: streamfield(items)}))
    return data


def fill(data: QueryDict, changes: dict[str, Any]) -> None:
    """Put values into a form; a dict stands for the rows of an inline panel or a body."""
    for name, value in changes.items():
        if isinstance(value, list):
            data.setlist(name, [str(item) for item in value])
        elif isinstance(value, dict):
            for key in [key for key in data if key.startswith(f"{name}-")]:
                del data[key]
            for key, item in nested_form_data({name: value}).items():
                if isinstance(item, tuple):
                    data.setlist(key, list(item))
                else:
                    data[key] = item
        else:
            data[name] = str(value)


def make_editor(
    client: Client,
    *permissions: str,
    on: Page | None = None,
    is_admin: bool = False,
    role: str = "",
) -> Editor:
    """Log somebody in: an administrator, one of a role, or one with these rights on the tree."""
    user = get_user_model().objects.create_user(
        f"editor-{get_user_model().objects.count()}",
        "editor@example.org",
        "secret",
        is_superuser=is_admin,
    )
    if role:
        user.groups.add(Group.objects.get(name=role))
    elif not is_admin:
        group = Group.objects.create(name=user.username)
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        root = on or Page.objects.get(depth=1)
        for codename in permissions:
            permission = Permission.objects.get(
                content_type__app_label="wagtailcore", content_type__model="page", codename=codename
            )
            GroupPagePermission.objects.create(group=group, page=root, permission=permission)
        user.groups.add(group)
    return Editor(client, user)


def messages_of(response: Any) -> list[str]:
    """Read what the admin told the editor after the last step."""
    screen = bs4.BeautifulSoup(response.content, "html.parser")
    found = screen.select(".messages > ul > li, .messages li.error, .messages li.success")
    return [" ".join(item.get_text(" ").split()) for item in dict.fromkeys(found)]
