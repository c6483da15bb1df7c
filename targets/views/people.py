"""Accounts, kept by administrators (design §6)."""

from django.http import Http404, HttpResponse

from targets.http import AppRequest


def accounts(request: AppRequest) -> HttpResponse:
    raise Http404


def new_account(request: AppRequest) -> HttpResponse:
    raise Http404


def paste_accounts(request: AppRequest) -> HttpResponse:
    raise Http404


def account(request: AppRequest, pk: int) -> HttpResponse:
    raise Http404


def account_slips(request: AppRequest) -> HttpResponse:
    raise Http404


def change_log(request: AppRequest) -> HttpResponse:
    raise Http404
