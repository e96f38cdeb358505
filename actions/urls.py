"""The addresses of the portal for cities and partners, below `/<language>/my/`."""

from django.urls import path

from .enums import ActionReportKind
from .views import choices, drafts, files, joining, people, saving, submitting, writing

urlpatterns = [
    path("", joining.home_page, name="joining_home"),
    path("organisations/new/", joining.register_page, name="joining_register"),
    path("organisations/<uuid:key>/", joining.profile_page, name="joining_profile"),
    path("organisations/<uuid:key>/logo/", joining.logo_file, name="joining_logo"),
    path("organisations/<uuid:key>/people/", people.people_page, name="joining_people"),
    path("organisations/<uuid:key>/people/role/", people.change, name="joining_role"),
    path("organisations/<uuid:key>/people/end/", people.end_access, name="joining_end"),
    path("organisations/<uuid:key>/people/withdraw/", people.withdraw, name="joining_withdraw"),
    path("organisations/<uuid:key>/sign/", joining.sign_page, name="joining_sign"),
    path("organisations/<uuid:key>/endorse/", joining.endorse_page, name="joining_endorse"),
    path("organisations/<uuid:key>/ask/", people.ask_page, name="joining_ask"),
    path("kit/", joining.kit_page, name="joining_kit"),
    path("commitments/<uuid:key>/document/", joining.document_file, name="joining_document"),
    path("access/<uuid:key>/", people.decide_page, name="joining_decide"),
    path("invitations/<str:token>/", people.invitation_page, name="joining_invitation"),
    # Writing and submitting.
    path("actions/", writing.list_page, name="action_list"),
    path("actions/ready/", writing.ready_page, name="action_ready"),
    path("actions/start/", writing.start_page, name="action_start"),
    path("actions/<uuid:key>/", writing.overview_page, name="action_overview"),
    path("actions/<uuid:key>/save/", saving.save, name="action_save"),
    path("actions/<uuid:key>/submit/", submitting.submit_page, name="action_submit"),
    path("actions/<uuid:key>/receipt/", submitting.receipt_page, name="action_receipt"),
    path("actions/<uuid:key>/receipt.pdf", submitting.receipt_file, name="action_receipt_pdf"),
    path("actions/<uuid:key>/withdraw/", submitting.withdraw, name="action_withdraw"),
    path("actions/<uuid:key>/correction/", submitting.ask_for_correction, name="action_correction"),
    path("actions/<uuid:key>/co-lead/", drafts.co_lead, name="action_co_lead"),
    *(
        path(f"actions/<uuid:key>/{step}/", submitting.tell, {"kind": kind}, name=f"action_{step}")
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
    # The Word form.
    path("word/<str:language>/", files.blank_form, name="action_word_blank"),
    path("actions/<uuid:key>/word/", files.upload_page, name="action_word"),
    path("actions/<uuid:key>/word/form/", files.form_of_draft, name="action_word_form"),
    path("actions/<uuid:key>/word/<uuid:upload>/", files.compare_page, name="action_word_compare"),
]
