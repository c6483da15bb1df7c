"""Addresses of entry, review and help; Vietnamese words without accents (design §7, §8)."""

from django.urls import path

from targets.views.help import own_guide, role_guide
from targets.views.sheet import own_sheet, sheet, sheet_paste

app_name = "targets"
urlpatterns = [
    path("bao-cao/", own_sheet, name="own-sheet"),
    path("bao-cao/<slug:slug>/<int:quarter>/<slug:code>/", sheet, name="sheet"),
    path("bao-cao/<slug:slug>/<int:quarter>/<slug:code>/dan/", sheet_paste, name="sheet-paste"),
    # ra-soat/: the office's review
    # quan-tri/: milestones
    path("huong-dan/", own_guide, name="help"),
    path("huong-dan/<slug:role>/", role_guide, name="help-role"),
]
