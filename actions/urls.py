"""The addresses of the portal for cities and partners, below `/<language>/my/`."""

from django.urls import include, path

from .views import commitments, joining, people

urlpatterns = [
    path("", joining.home_page, name="joining_home"),
    path("organisations/new/", joining.register_page, name="joining_register"),
    path("organisations/<uuid:key>/", joining.profile_page, name="joining_profile"),
    path("organisations/<uuid:key>/logo/", joining.logo_file, name="joining_logo"),
    path("organisations/<uuid:key>/people/", people.people_page, name="joining_people"),
    path("organisations/<uuid:key>/people/role/", people.change, name="joining_role"),
    path("organisations/<uuid:key>/people/end/", people.end_access, name="joining_end"),
    path("organisations/<uuid:key>/people/withdraw/", people.withdraw, name="joining_withdraw"),
    path("organisations/<uuid:key>/sign/", commitments.sign_page, name="joining_sign"),
    path("organisations/<uuid:key>/endorse/", commitments.endorse_page, name="joining_endorse"),
    path("organisations/<uuid:key>/ask/", people.ask_page, name="joining_ask"),
    path("kit/", commitments.kit_page, name="joining_kit"),
    path("commitments/<uuid:key>/document/", commitments.document_file, name="joining_document"),
    path("access/<uuid:key>/", people.decide_page, name="joining_decide"),
    path("invitations/<str:token>/", people.invitation_page, name="joining_invitation"),
    # Written beside this one: the form of an action, and the Word form.
    path("", include("actions.urls_writing")),
    path("", include("actions.urls_word")),
]
