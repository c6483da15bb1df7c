"""Addresses of entry, review and help; Vietnamese words without accents (design §7, §8)."""

from django.urls import path

from targets.views import (
    account_page,
    account_paste,
    account_slips,
    amendments,
    assignments,
    change_log,
    directives,
    follow_up,
    intake,
    intake_create,
    intake_draft,
    next_year,
    notices,
    people,
    periods,
    plan,
    plan_groups,
    plan_indicators,
    plan_measures,
    plan_tasks,
    renewed_baselines,
    restrictions,
    search,
    tasks,
    units,
    work_items,
)
from targets.views.contributions import contributions
from targets.views.evidence import evidence
from targets.views.help import own_guide, role_guide
from targets.views.letterhead import letterhead
from targets.views.locality_table import hand_in_table, locality_table
from targets.views.milestones import milestones
from targets.views.report_move import report_history, report_move
from targets.views.review import newest_review, review
from targets.views.setup import setup
from targets.views.sheet import own_sheet, sheet, sheet_paste
from targets.views.unit_form import hand_in, noted_form, unit_form

PLAN = "quan-tri/ke-hoach/<slug:slug>/"

app_name = "targets"
urlpatterns = [
    path("bao-cao/", own_sheet, name="own-sheet"),
    path("bao-cao/<slug:slug>/<int:quarter>/<slug:code>/", sheet, name="sheet"),
    path("bao-cao/<slug:slug>/<int:quarter>/<slug:code>/dan/", sheet_paste, name="sheet-paste"),
    path("bao-cao/<slug:slug>/<int:quarter>/<slug:code>/phieu/", unit_form, name="form"),
    path("bao-cao/<slug:slug>/<int:quarter>/<slug:code>/phieu/nop/", hand_in, name="form-hand-in"),
    path(
        "bao-cao/<slug:slug>/<int:quarter>/<slug:code>/phieu/ghi-chu/",
        noted_form,
        name="form-noted",
    ),
    path(
        "bao-cao/<slug:slug>/<int:quarter>/<slug:code>/bang-xa-phuong/",
        locality_table,
        name="locality-table",
    ),
    path(
        "bao-cao/<slug:slug>/<int:quarter>/<slug:code>/bang-xa-phuong/nop/",
        hand_in_table,
        name="locality-table-hand-in",
    ),
    path(
        "bao-cao/<slug:slug>/<int:quarter>/<slug:code>/dia-phuong/<int:number>/",
        contributions,
        name="contributions",
    ),
    path("bao-cao/<int:pk>/chuyen/", report_move, name="report-move"),
    path("bao-cao/<int:pk>/lich-su/", report_history, name="report"),
    path("minh-chung/<int:pk>/", evidence, name="evidence"),
    path("ra-soat/", newest_review, name="newest-review"),
    path("ra-soat/<slug:slug>/<int:quarter>/", review, name="review"),
    path("nhiem-vu/", tasks.newest_tasks, name="newest-tasks"),
    path("nhiem-vu/<slug:slug>/", tasks.task_list, name="tasks"),
    path("nhiem-vu/<slug:slug>/dong-thoi-gian/", tasks.timeline, name="task-timeline"),
    path("nhiem-vu/<slug:slug>/muc/<str:number>/", tasks.task, name="task"),
    path(
        "nhiem-vu/<slug:slug>/muc/<str:number>/dau-viec-moi/",
        work_items.new_work_item,
        name="work-item-new",
    ),
    path("dau-viec/<int:pk>/", work_items.work_item, name="work-item"),
    path("don-doc/", follow_up.newest_follow_up, name="newest-follow-up"),
    path("don-doc/<slug:slug>/<int:quarter>/", follow_up.follow_up, name="follow-up"),
    path("don-doc/<slug:slug>/<int:quarter>/nhac/", follow_up.reminder_text, name="reminder-text"),
    path(
        "don-doc/<slug:slug>/<int:quarter>/phieu/", follow_up.reminder_slips, name="reminder-slips"
    ),
    path("y-kien/", directives.newest_directives, name="newest-directives"),
    path("y-kien/muc/<int:pk>/", directives.directive, name="directive"),
    path("y-kien/<slug:slug>/", directives.directives, name="directives"),
    path("y-kien/<slug:slug>/<int:quarter>/moi/", directives.new_directive, name="directive-new"),
    path("tim/", search.search, name="search"),
    path("quan-tri/", setup, name="setup"),
    path("quan-tri/ky-bao-cao/", periods.newest_periods, name="newest-periods"),
    path("quan-tri/ky-bao-cao/<slug:slug>/", periods.periods, name="periods"),
    path("quan-tri/bao-mat/", restrictions.newest_restrictions, name="newest-restrictions"),
    path("quan-tri/bao-mat/<slug:slug>/", restrictions.restrictions, name="restrictions"),
    path("quan-tri/thong-bao/", notices.notices, name="notices"),
    path("quan-tri/the-thuc/", letterhead, name="letterhead"),
    path("quan-tri/tai-khoan/", people.accounts, name="accounts"),
    path("quan-tri/tai-khoan/moi/", people.new_account, name="account-new"),
    path("quan-tri/tai-khoan/nhap/", account_paste.paste_accounts, name="accounts-paste"),
    path("quan-tri/tai-khoan/phieu/", account_slips.reprint, name="account-slips"),
    path("quan-tri/tai-khoan/<int:pk>/", account_page.account, name="account"),
    path("quan-tri/don-vi/", units.units, name="units"),
    path("quan-tri/don-vi/moi/", units.new_unit, name="unit-new"),
    path("quan-tri/don-vi/<int:pk>/", units.unit, name="unit"),
    path("quan-tri/ke-hoach/", plan.newest_plan, name="plans"),
    path(PLAN, plan.plan, name="plan"),
    path(f"{PLAN}nghi-quyet/", plan.plan_facts, name="plan-facts"),
    path(f"{PLAN}trang-thai/", plan.plan_status, name="plan-status"),
    path(f"{PLAN}nam-sau/", next_year.next_year, name="plan-next-year"),
    path(f"{PLAN}so-nam-truoc/", renewed_baselines.plan_baselines, name="plan-baselines"),
    path(f"{PLAN}nhom/moi/", plan_groups.new_group, name="plan-group-new"),
    path(f"{PLAN}nhom/<int:pk>/", plan_groups.group, name="plan-group"),
    path(f"{PLAN}chi-tieu/moi/", plan_indicators.new_indicator, name="plan-indicator-new"),
    path(f"{PLAN}chi-tieu/<int:number>/", plan_indicators.indicator, name="plan-indicator"),
    path(f"{PLAN}chi-tieu/<int:number>/them/", plan_measures.new_measure, name="plan-measure-new"),
    path(f"{PLAN}thanh-phan/<int:pk>/", plan_measures.measure, name="plan-measure"),
    path(f"{PLAN}thanh-phan/<int:pk>/muc/", amendments.plan_target, name="plan-target"),
    path(f"{PLAN}thanh-phan/<int:pk>/giao/", assignments.plan_assignments, name="plan-assignments"),
    path(f"{PLAN}nhiem-vu/", plan_tasks.tasks, name="plan-tasks"),
    path(f"{PLAN}nhiem-vu/moi/", plan_tasks.new_task, name="plan-task-new"),
    path(f"{PLAN}nhiem-vu/<int:pk>/", plan_tasks.task, name="plan-task"),
    path(f"{PLAN}nhom-nhiem-vu/moi/", plan_groups.new_task_group, name="plan-task-group-new"),
    path(f"{PLAN}nhom-nhiem-vu/<int:pk>/", plan_groups.task_group, name="plan-task-group"),
    path("quan-tri/nhat-ky/", change_log.change_log, name="change-log"),
    path("quan-tri/moc-quy/", milestones, name="milestones"),
    path("quan-tri/moc-quy/<slug:slug>/", milestones, name="milestones"),
    path("quan-tri/doc-nghi-quyet/", intake.intake, name="intake"),
    path("quan-tri/doc-nghi-quyet/<int:pk>/", intake_draft.intake_draft, name="intake-draft"),
    path("quan-tri/doc-nghi-quyet/<int:pk>/cat/", intake.put_draft_away, name="intake-away"),
    path(
        "quan-tri/doc-nghi-quyet/<int:pk>/tao/", intake_create.intake_create, name="intake-create"
    ),
    path(
        "quan-tri/doc-nghi-quyet/<int:pk>/theo-doi/",
        intake_create.put_resolution_in_force,
        name="intake-force",
    ),
    path("huong-dan/", own_guide, name="help"),
    path("huong-dan/<slug:role>/", role_guide, name="help-role"),
]
