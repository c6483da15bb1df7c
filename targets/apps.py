"""The app that holds what was decided and what was reported; the administrators' own site."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class TargetsConfig(AppConfig):
    name = "targets"
    verbose_name = "Chỉ tiêu và báo cáo"
    default = True


class OfficeAdminConfig(admin_apps.AdminConfig):
    default_site = "targets.admin_site.OfficeAdminSite"
    default = False
