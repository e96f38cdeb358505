"""People at a browser: each method is one thing they do, found by the words on the screen."""

from pathlib import Path
from typing import Any

from .beginning import PASSWORD

#: What is read on the screens that people use in a language of their own.
WORDS = {
    "en": {
        "languages": "Languages of this page",
        "missing": "translate",
        "submit": "Submit",
        "translate": "Translate",
        "save": "Save",
    },
    "fr": {
        "languages": "Langues de cette page",
        "missing": "traduire",
        "submit": "Soumettre",
        "translate": "Traduire",
        "save": "Enregistrer",
    },
}


class Person:
    """Somebody who works in the admin; what they read there names what they press."""

    def __init__(self, page: Any, address: str, language: str = "en") -> None:
        self.page = page
        self.address = address
        self.words = WORDS[language]

    def log_in(self, email: str) -> None:
        self.page.goto(f"{self.address}/admin/")
        self.page.get_by_label("Email").fill(email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url("**/admin/")

    def open_report(self, title: str) -> None:
        self.page.goto(f"{self.address}/admin/reports/")
        self.page.get_by_role("link", name=title, exact=True).click()
        self.page.get_by_role("region", name=self.words["languages"]).wait_for()

    def start_report(self) -> None:
        self.page.goto(f"{self.address}/admin/reports/")
        self.page.get_by_role("link", name="Add report").click()
        self.page.get_by_role("heading", name="New: Report").wait_for()

    def open_tab(self, name: str) -> None:
        # By the keyboard, as the screen may still be scrolling to a row that was added.
        self.page.get_by_role("tab", name=name, exact=True).press("Enter")

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_role("main").get_by_label(label).fill(text)

    def tick(self, label: str) -> None:
        self.page.get_by_role("checkbox", name=label, exact=True).check()

    def add_file(self, path: Path, *, title: str, language: str) -> None:
        """Add a row to "Files and links", and upload the file of that row."""
        self.page.get_by_role("button", name="Add file or link").click()
        row = self.page.get_by_role("region", name="File or link").last
        row.get_by_label("Title").fill(title)
        row.get_by_role("checkbox", name=language, exact=True).check()
        row.get_by_role("button", name="Choose a document").click()
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("tab", name="Upload").click()
        dialog.get_by_label("Title").fill(title)
        dialog.get_by_label("File").set_input_files(path)
        dialog.get_by_role("button", name="Upload").click()
        row.get_by_text(title, exact=True).wait_for()
        self.wait_for_dialog()

    def add_relation(self, kind: str, title: str) -> None:
        """Add a row to "Related resources", and choose the page it leads to."""
        self.page.get_by_role("button", name="Add relation").click()
        row = self.page.get_by_role("region", name="Relation").last
        row.get_by_role("combobox", name="Relation").select_option(label=kind)
        row.get_by_role("button", name="Choose a page").click()
        self.page.get_by_role("dialog").get_by_role("link", name=title, exact=True).click()
        row.get_by_text(title, exact=True).wait_for()
        self.wait_for_dialog()

    def wait_for_dialog(self) -> None:
        """Wait until the shade behind a dialog has gone; it takes every click."""
        self.page.locator(".modal-backdrop").wait_for(state="detached")

    def publish(self, action: str = "Publish") -> None:
        self.page.get_by_role("button", name="More actions").click()
        self.page.get_by_role("button", name=action, exact=True).click()
        self.page.wait_for_url("**/admin/pages/*/")

    def set_schedule(self, go_live: str) -> None:
        """Set a later moment in the status panel; the field takes minutes, no seconds."""
        self.page.get_by_role("button", name="Toggle status").click()
        self.page.get_by_role("button", name="Set schedule").click()
        dialog = self.page.get_by_role("dialog", name="Set publishing schedule")
        dialog.get_by_label("Go live date/time").fill(go_live)
        # By the keyboard, as the calendar of the field can lie over the button.
        dialog.get_by_role("button", name="Save schedule").press("Enter")
        self.page.get_by_text("Once scheduled").wait_for()

    def unpublish(self) -> None:
        actions = self.page.get_by_role("navigation", name="Actions", exact=True)
        actions.get_by_role("button", name="Actions").click()
        actions.get_by_role("link", name="Unpublish").click()
        self.page.get_by_role("button", name="Yes, unpublish it").click()
        self.page.get_by_text("unpublished").wait_for()

    def open_language(self, language: str, link: str) -> None:
        """Follow a link beside a language in the state above the form."""
        languages = self.page.get_by_role("region", name=self.words["languages"])
        row = languages.get_by_role("listitem").filter(has_text=language)
        row.get_by_role("link", name=link, exact=True).click()

    def send_to_translation(self, language: str) -> None:
        self.open_language(language, self.words["missing"])
        self.page.get_by_role("checkbox", name=language, exact=True).check()
        self.page.get_by_role("button", name=self.words["submit"]).click()
        self.page.get_by_role("button", name=self.words["translate"]).first.wait_for()

    def translate(self, source: str, text: str) -> None:
        """Write the translation of one text below it."""
        segment = self.page.get_by_role("listitem").filter(
            has=self.page.get_by_text(source, exact=True)
        )
        segment.last.get_by_role("button", name=self.words["translate"]).click()
        segment.last.get_by_role("textbox").fill(text)
        segment.last.get_by_role("button", name=self.words["save"]).click()
        segment.last.get_by_text(text, exact=True).wait_for()

    def publish_translation(self, title: str, language: str) -> None:
        self.page.get_by_role("button", name=f"Publish in {language}").click()
        self.page.get_by_text(f"Published '{title}' in {language}.").wait_for()
