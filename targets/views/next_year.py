"""The office copies a resolution to the next year (issue 5, step 5)."""

from dataclasses import dataclass
from decimal import Decimal
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from targets.actions.next_year import copy_to_next_year
from targets.actions.refusal import Refused
from targets.carried_baselines import CarriedBaseline, carried_baselines
from targets.forms.next_year import NextYearForm
from targets.http import AppRequest
from targets.models import Measure, Resolution
from targets.rules.figures import Formula
from targets.rules.pace import Pace
from targets.views.plan_place import plan_crumbs, plan_of, status_of
from targets.wording import figure_text, last_year_words, number_text


@dataclass(frozen=True, slots=True)
class BaselineRow:
    """A measure with the baseline it would get, as people read it."""

    carried: CarriedBaseline

    @property
    def figure(self) -> str:
        return baseline_text(self.carried.measure, self.carried.baseline)

    @property
    def comes_from(self) -> str:
        """Which period, and whether it is official: số năm 2024, chính thức."""
        carried = self.carried
        if carried.known is None:
            return "chưa có số được duyệt, để trống"
        if carried.baseline is None:
            return f"{carried.period}: chưa biết số năm trước của chỉ tiêu này, để trống"
        told = f"{carried.period}, {last_year_words(carried.known) or 'số chính thức'}"
        running = carried.measure.pace == Pace.CUMULATIVE and not carried.is_last
        return f"{told}; lũy kế chưa đủ năm" if running else told

    @property
    def is_firm(self) -> bool:
        """Of the last period and official: nothing to be put right later."""
        known = self.carried.known
        return known is not None and known.is_official and self.carried.is_last


def baseline_text(measure: Measure, baseline: Decimal | None) -> str:
    """A baseline of a measure as people read it; "–" for none."""
    if measure.formula == Formula.DECREASE:  # the rate itself is what the next one begins from
        rate = number_text(Formula.VALUE, baseline, measure.decimals)
        return rate if baseline is None else f"tỷ lệ {rate}%"
    formula = Formula(measure.formula)
    return figure_text(formula, baseline, measure.decimals, measure.unit_of_measure)


@require_http_methods(["GET", "HEAD", "POST"])
def next_year(request: AppRequest, slug: str) -> HttpResponse:
    """What would be copied, with the baselines; a POST makes the draft."""
    source = plan_of(request, slug)
    form = NextYearForm(source, request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                made = copy_to_next_year(source, form.wish(), by=request.user)
            except Refused as refused:
                form.show(refused)
                status = status_of(refused)
            else:
                messages.success(
                    request,
                    f"Đã tạo dự thảo kế hoạch năm {made.year}. Mức chỉ tiêu chép từ năm "
                    f"{source.year} chỉ là đề xuất: hãy mở từng mức, giữ hoặc sửa theo nghị "
                    "quyết mới.",
                )
                return redirect("targets:plan", made.slug)
    rows = [BaselineRow(one) for one in carried_baselines(source)]
    next_ones = list(Resolution.objects.filter(year=source.year + 1))
    context = {
        "source": source,
        "year": source.year + 1,
        "form": form,
        "rows": rows,
        "unsure": sum(1 for row in rows if not row.is_firm),
        "taken": next((one for one in next_ones if one.issuer == source.issuer), None),
        "others": [one for one in next_ones if one.issuer != source.issuer],
        "crumbs": plan_crumbs(source),
    }
    return render(request, "targets/plan/next_year.html", context, status=status)
