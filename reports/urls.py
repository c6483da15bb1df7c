"""Addresses of the board, the indicators and the papers (design §8)."""

from django.urls import path

from reports import (
    chart_views,
    indicator_views,
    paper_views,
    rating_views,
    show_views,
    snapshot_views,
    views,
)

app_name = "reports"
urlpatterns = [
    path("bang-theo-doi/", views.newest_board, name="board"),
    path("bang-theo-doi/<slug:slug>/<int:quarter>/", views.board, name="board"),
    path("chi-tieu/<slug:slug>/<int:number>/", indicator_views.indicator, name="indicator"),
    path("danh-gia/<slug:slug>/<int:quarter>/<int:number>/", rating_views.rate, name="rate"),
    path("bieu-do/<slug:slug>/<int:quarter>/", chart_views.charts, name="charts"),
    path("trinh-chieu/", show_views.newest_show, name="show"),
    path("trinh-chieu/<slug:slug>/<int:quarter>/", show_views.show, name="show"),
    path(
        "trinh-chieu/<slug:slug>/<int:quarter>/<int:number>/",
        show_views.show_indicator,
        name="show-indicator",
    ),
    path("tong-hop/", paper_views.newest_papers, name="newest-summary"),
    path("tong-hop/<slug:slug>/<int:quarter>/", paper_views.summary_page, name="summary"),
    path(
        "tong-hop/<slug:slug>/<int:quarter>/excel/", paper_views.summary_xlsx, name="summary-xlsx"
    ),
    path("tong-hop/<slug:slug>/<int:quarter>/word/", paper_views.summary_docx, name="summary-docx"),
    path("chot-so-lieu/", snapshot_views.newest_snapshots, name="newest-snapshots"),
    path("chot-so-lieu/ban/<int:pk>/", snapshot_views.snapshot, name="snapshot"),
    path("chot-so-lieu/ban/<int:pk>/excel/", snapshot_views.snapshot_xlsx, name="snapshot-xlsx"),
    path("chot-so-lieu/ban/<int:pk>/word/", snapshot_views.snapshot_docx, name="snapshot-docx"),
    path("chot-so-lieu/ban/<int:pk>/thay-doi/", snapshot_views.changes, name="snapshot-changes"),
    path("chot-so-lieu/ban/<int:pk>/thu-hoi/", snapshot_views.withdraw, name="snapshot-withdraw"),
    path("chot-so-lieu/<slug:slug>/", snapshot_views.snapshots, name="snapshots"),
    path("chot-so-lieu/<slug:slug>/<int:quarter>/chot/", snapshot_views.take, name="snapshot-take"),
]
