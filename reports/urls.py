"""Addresses of the board, the indicators and the papers (design §8)."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("bang-theo-doi/", views.newest_board, name="board"),
    path("bang-theo-doi/<slug:slug>/<int:quarter>/", views.board, name="board"),
]
