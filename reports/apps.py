"""The app that compares and prints."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Theo dõi và tổng hợp"
