"""How the web server runs; gunicorn reads this file by itself. HOST and PORT change the address.

Django is loaded once, before the workers fork, and brings the database up to date itself: that
halves the time of a start.
"""

import os
import sys
from typing import Any

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nghiquyet.settings")
try:
    django.setup()
except ImproperlyConfigured as refusal:
    sys.exit(str(refusal))

_host, _port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")

wsgi_app = "nghiquyet.wsgi:application"
bind = [f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"]
preload_app = True
workers = int(os.environ.get("WORKERS", "2"))
threads = 4
timeout = 60
control_socket_disable = True
loglevel = "warning"


def on_starting(server: Any) -> None:
    """Bring the database up to date; no worker inherits a connection."""
    call_command("prepare")
    connections.close_all()


def when_ready(server: Any) -> None:
    """Say where the site is, how safe the line is and, in a demo, who may log in."""
    scheme = "https" if settings.HTTPS else "http"
    lines = [f"Theo dõi Nghị quyết: {scheme}://{_host}:{_port}  (Ctrl-C để dừng)"]
    if not settings.HTTPS:
        lines.append("Kết nối chưa mã hóa (HTTPS=0).")
    elif not server.cfg.is_ssl:
        lines.append("HTTPS=1: vào qua máy chủ TLS đứng trước (TRUSTED_PROXY), hoặc đặt HTTPS=0.")
    if settings.DEMO:
        lines += [
            "Số liệu minh họa. Tài khoản dùng thử, mật khẩu chung nghiquyet-2024:",
            "  phong-tai-chinh      cán bộ đơn vị (mỗi đơn vị một tài khoản theo mã đơn vị)",
            "  phong-tai-chinh.ld   thủ trưởng đơn vị",
            "  vanphong, vanphong2  Văn phòng",
            "  lanhdao              Thường trực, Ban Thường vụ",
            "  quantri              quản trị",
        ]
    print("\n".join(lines), flush=True)  # noqa: T201 - the start log
