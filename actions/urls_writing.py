"""The addresses of writing and submitting, below `/<language>/my/`."""

from django.urls import path

from .enums import ActionReportKind
from .views import choices, co_leading, files, following, saving, submitting, writing

urlpatterns = [
    path("actions/", writing.list_page, name="action_list"),
    path("actions/ready/", writing.ready_page, name="action_ready"),
    path("actions/start/", writing.start_page, name="action_start"),
    path("actions/<uuid:key>/", writing.overview_page, name="action_overview"),
    path("actions/<uuid:key>/save/", saving.save, name="action_save"),
    path("actions/<uuid:key>/submit/", submitting.submit_page, name="action_submit"),
    path("actions/<uuid:key>/receipt/", submitting.receipt_page, name="action_receipt"),
    path("actions/<uuid:key>/receipt.pdf", submitting.receipt_file, name="action_receipt_pdf"),
    path("actions/<uuid:key>/withdraw/", following.withdraw, name="action_withdraw"),
    path("actions/<uuid:key>/correction/", submitting.ask_for_correction, name="action_correction"),
    path("actions/<uuid:key>/co-lead/", co_leading.co_lead, name="action_co_lead"),
    *(
        path(f"actions/<uuid:key>/{step}/", following.tell, {"kind": kind}, name=f"action_{step}")
        for step, kind in (
            ("conclude", ActionReportKind.CONCLUSION),
            ("extend", ActionReportKind.EXTENSION),
            ("update", ActionReportKind.UPDATE),
        )
    ),
    path("actions/<uuid:key>/files/", files.upload_file, name="action_upload"),
    path("actions/<uuid:key>/files/<uuid:file>/", files.download_file, name="action_file"),
    path(
        "actions/<uuid:key>/files/<uuid:file>/delete/", files.remove_file, name="action_file_delete"
    ),
    path("actions/<uuid:key>/s/<slug:section>/", writing.section_page, name="action_section"),
    path("choices/<str:token>/", choices.confirm_page, name="choice_confirm"),
    path("choices/<str:token>/end/", choices.end_page, name="choice_end"),
    path("interest/<slug:interest>/", choices.interest_page, name="choice_interest"),
]
