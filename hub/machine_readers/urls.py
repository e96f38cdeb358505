"""Feeds, calendars, citations and pictures in one language; include it in `i18n_patterns`."""

from django.urls import path

from . import calendars, citing, feeds, sharing

urlpatterns = [
    path("atom.xml", feeds.newest, name="hub_feed"),
    path("events.ics", calendars.calendar_feed, name="hub_calendar_feed"),
    path("<uuid:key>.ics", calendars.calendar, name="hub_calendar"),
    path("<uuid:key>.png", sharing.picture, name="hub_sharing_picture"),
    path("<uuid:key>.<slug:form>", citing.citation, name="hub_citation"),
]
