"""Addresses of the board and the papers."""

from django.urls import URLPattern

app_name = "reports"
urlpatterns: list[URLPattern] = []
