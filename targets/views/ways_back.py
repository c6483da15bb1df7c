"""Where a posted form leads back to: only to addresses of this site."""

from django.utils.http import url_has_allowed_host_and_scheme


def local_place(address: str) -> str:
    """The address if it is one of ours, else ""; a link of ours must never lead elsewhere."""
    ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if ours else ""
