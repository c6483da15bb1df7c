"""Addresses of the door; their names carry no namespace (design §8)."""

from django.urls import path

from targets.views import accounts

urlpatterns = [
    path("dang-nhap/", accounts.log_in, name="login"),
    path("dang-nhap/xong/", accounts.login_done, name="login_done"),
    path("dang-nhap/ma-moi/", accounts.fresh_token, name="fresh_token"),
    path("dang-xuat/", accounts.log_out, name="logout"),
    path("doi-mat-khau/", accounts.change_password, name="password_change"),
]
