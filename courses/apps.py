from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hub.declarations import BlockType, Declaration, Job, PageType, require_apps

#: Model, code, family, GraphQL type.
PAGES = (
    ("CourseIndex", "course_index", "page", "CourseIndex"),
    ("Course", "course", "resource", "Course"),
    ("Lesson", "lesson", "page", "Lesson"),
)
BLOCKS = ("questionnaire", "reflection", "game", "animation")


class CoursesConfig(AppConfig):
    """Courses and their lessons, with questionnaires that are checked on the server."""

    name = "courses"
    label = "courses"
    verbose_name = _("Courses")
    default_auto_field = "django.db.models.BigAutoField"
    declaration = Declaration(
        page_types=tuple(
            PageType(
                model=f"courses.{model}",
                code=code,
                family=family,
                describe=f"courses.cards.describe_{code}",
                present=f"courses.presenting.present_{code}",
                in_feeds=code == "course",
                graphql_type=f"courses.types.pages.{graphql_type}",
            )
            for model, code, family, graphql_type in PAGES
        ),
        block_types=tuple(
            BlockType(
                block=f"courses.blocks.{name.capitalize()}Block",
                describe=f"courses.describers.describe_{name}",
                template=f"courses/blocks/{name}.html",
                graphql_type=f"courses.types.blocks.{name.capitalize()}Block",
            )
            for name in BLOCKS
        ),
        queries=("courses.schema.Query",),
        graphql_fields=(("hub.types.networks.Network", "courses.schema.NetworkFields"),),
        presentations=(
            ("home", "courses.presenting.add_way_to_learn"),
            ("resource", "courses.related.add_related"),
        ),
        jobs=(
            Job(
                name="check-course-addresses",
                run="courses.checking.check_addresses",
                every=timedelta(hours=1),
            ),
        ),
        import_formats="courses.importing.FORMATS",
        page_needs=("courses.needs.needs",),
        account_pages=(("learning_mine", _("My learning")),),
        personal_rows=(("courses.FinishedLesson", ("lesson", "finished_at")),),
    )

    def ready(self) -> None:
        from .signal_handlers import connect

        connect()

    def import_models(self) -> None:
        require_apps(self)
        super().import_models()
