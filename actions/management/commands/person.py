import json
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from actions.services.retention import erase_person, personal_data


class Command(BaseCommand):
    help = "Print all that is kept about a person as JSON (export), or forget them (erase)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["export", "erase"])
        parser.add_argument("email", help="The e-mail address of the account.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = get_user_model()._default_manager.filter(email__iexact=options["email"])
        if len(found) != 1:
            raise CommandError(f"{len(found)} accounts have this address.")
        if options["verb"] == "erase":
            erase_person(found[0])
            self.stdout.write("Erased.")
            return
        data = personal_data(found[0])
        self.stdout.write(json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
