from django.http import HttpResponse


def contributions(request, slug, quarter, code, number):
    return HttpResponse()
