"""The guide (issue, step 10): a page per role, every section there and reachable."""

import re

import pytest
from django.urls import reverse

from targets.labels import ROLE_LABELS
from targets.rules.workflow import Role
from targets.views.help import GUIDES
from tests.factories import make_user


@pytest.fixture
def reader(client, db):
    client.force_login(make_user(Role.REPORTER))
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_everybody_gets_their_own_page(client, role):
    client.force_login(make_user(role))
    page = client.get(reverse("targets:help")).content.decode()
    assert f"<h1>Hướng dẫn: {ROLE_LABELS[role]}</h1>" in page


def test_there_is_a_guide_for_every_role():
    assert [guide.role for guide in GUIDES] == list(Role)
    assert len({guide.slug for guide in GUIDES}) == len(GUIDES)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.slug)
def test_contents_lead_to_every_section(reader, guide):
    page = reader.get(reverse("targets:help-role", args=[guide.slug])).content.decode()
    anchors = re.findall(r'<li><a href="#([\w-]+)">', page)
    headings = re.findall(r'<section id="([\w-]+)" aria-labelledby="\1-ten">', page)
    assert anchors == headings == [section.anchor for section in guide.sections]
    assert len(set(anchors)) == len(anchors)


def test_numbers_and_standings_are_explained(reader):
    page = reader.get(reverse("targets:help")).content.decode()
    for told in ("12,5", "9.500", "12.5", "Phiên kéo dài 8 giờ"):
        assert told in page
    assert page.count('class="st st-') == 8 + 5  # each standing, and the words that follow the case


def test_an_unknown_role_has_no_page(reader):
    assert reader.get(reverse("targets:help-role", args=["giam-doc"])).status_code == 404


def test_the_guide_needs_a_login(client):
    response = client.get(reverse("targets:help"))
    assert (response.status_code, response.url) == (302, "/dang-nhap/?next=/huong-dan/")
