"""Addresses of the board, the indicators and the papers (design §8)."""

from django.urls import path

from reports import chart_views, indicator_views, paper_views, show_views, views

app_name = "reports"
urlpatterns = [
    path("bang-theo-doi/", views.newest_board, name="board"),
    path("bang-theo-doi/<slug:slug>/<int:quarter>/", views.board, name="board"),
    path("chi-tieu/<slug:slug>/<int:number>/", indicator_views.indicator, name="indicator"),
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
]
