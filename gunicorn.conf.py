"""How the web server runs; gunicorn reads this file by itself. HOST and PORT change the address."""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nghiquyet.settings")
_host, _port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")

wsgi_app = "nghiquyet.wsgi:application"
bind = [f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"]
workers = int(os.environ.get("WORKERS", "2"))
threads = 4
timeout = 60
control_socket_disable = True
loglevel = "warning"


def when_ready(server: Any) -> None:
    """Say where the site is, how safe the line is and, in a demo, who may log in."""
    from django.conf import settings  # noqa: PLC0415 - only the running server has settings

    scheme = "https" if settings.HTTPS else "http"
    lines = [f"Theo dõi Nghị quyết: {scheme}://{_host}:{_port}  (Ctrl-C để dừng)"]
    if not settings.HTTPS:
        lines.append("Kết nối chưa mã hóa (HTTPS=0).")
    if settings.DEMO:
        lines += [
            "Số liệu minh họa. Tài khoản dùng thử, mật khẩu chung nghiquyet-2024:",
            "  phong-tai-chinh     cán bộ đơn vị (mỗi đơn vị một tài khoản theo mã đơn vị)",
            "  phong-tai-chinh.ld  thủ trưởng đơn vị",
            "  vanphong, vanphong2 Văn phòng Thị ủy",
            "  lanhdao             Thường trực, Ban Thường vụ",
            "  quantri             quản trị",
        ]
    print("\n".join(lines), flush=True)  # noqa: T201 - the start log
