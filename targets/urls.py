"""Addresses of entry, review and help; Vietnamese words without accents (design §7, §8)."""

from django.urls import path

from targets.views.help import own_guide, role_guide

app_name = "targets"
urlpatterns = [
    # bao-cao/: the unit's sheet
    # ra-soat/: the office's review
    # quan-tri/: milestones
    path("huong-dan/", own_guide, name="help"),
    path("huong-dan/<slug:role>/", role_guide, name="help-role"),
]
