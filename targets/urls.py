"""Addresses of what people enter and review."""

from django.urls import URLPattern

app_name = "targets"
urlpatterns: list[URLPattern] = []
