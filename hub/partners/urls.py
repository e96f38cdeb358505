"""The pages of partner sites; include them in `i18n_patterns`."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from hub.webhooks import views as webhooks

from . import views

WEBHOOK = [
    path("", webhooks.webhook_page, name="hub_webhook"),
    path("secret/", webhooks.replace_secret, name="hub_webhook_secret"),
    path("delete/", webhooks.delete, name="hub_webhook_delete"),
    path("deliveries/<int:delivery_id>/", webhooks.redeliver, name="hub_webhook_redeliver"),
    re_path(rf"^(?P<deed>{'|'.join(webhooks.DEEDS)})/$", webhooks.do, name="hub_webhook_do"),
]
SITE: list[URLPattern | URLResolver] = [
    path("", views.site_page, name="hub_partner_site"),
    path("keys/", views.make_key, name="hub_partner_keys"),
    path("keys/<int:key_id>/replace/", views.replace_key, name="hub_partner_key_replace"),
    path("keys/<int:key_id>/revoke/", views.revoke_key, name="hub_partner_key_revoke"),
    path("webhooks/", webhooks.make_webhook, name="hub_webhooks"),
    path("webhooks/<int:webhook_id>/", include(WEBHOOK)),
]
urlpatterns = [
    path("", views.site_list, name="hub_partner_sites"),
    path("<int:site_id>/", include(SITE)),
]
