"""Where each part of the site hangs."""

from django.contrib import admin
from django.urls import include, path

from reports.views import home

handler400 = "targets.views.errors.bad_request"
handler403 = "targets.views.errors.forbidden"
handler404 = "targets.views.errors.not_found"
handler500 = "targets.views.errors.broken"

urlpatterns = [
    path("", home, name="home"),
    path("quan-tri/he-thong/", admin.site.urls),
    path("", include("targets.account_urls")),
    path("", include("reports.urls")),
    path("", include("targets.urls")),
]
