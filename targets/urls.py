"""Addresses of entry, review and help; Vietnamese words without accents (design §7, §8)."""

from django.urls import path

from targets.views.help import own_guide, role_guide
from targets.views.milestones import milestones
from targets.views.report_move import report_history, report_move
from targets.views.review import newest_review, review
from targets.views.sheet import own_sheet, sheet, sheet_paste

app_name = "targets"
urlpatterns = [
    path("bao-cao/", own_sheet, name="own-sheet"),
    path("bao-cao/<slug:slug>/<int:quarter>/<slug:code>/", sheet, name="sheet"),
    path("bao-cao/<slug:slug>/<int:quarter>/<slug:code>/dan/", sheet_paste, name="sheet-paste"),
    path("bao-cao/<int:pk>/chuyen/", report_move, name="report-move"),
    path("bao-cao/<int:pk>/lich-su/", report_history, name="report"),
    path("ra-soat/", newest_review, name="newest-review"),
    path("ra-soat/<slug:slug>/<int:quarter>/", review, name="review"),
    path("quan-tri/moc-quy/", milestones, name="milestones"),
    path("quan-tri/moc-quy/<slug:slug>/", milestones, name="milestones"),
    path("huong-dan/", own_guide, name="help"),
    path("huong-dan/<slug:role>/", role_guide, name="help-role"),
]
