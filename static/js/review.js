/* The review queue with keys: Space marks (as it does without us), Enter opens, arrows move.
   A stock reason goes into the text, where it can be changed. */
"use strict";

(function () {
  const ROWS = "tbody.queue";

  function handle(row) {
    return row.querySelector("input[name=mark], a.row-link");
  }

  function rowOf(element) {
    return element.closest(ROWS);
  }

  function step(row, back) {
    const rows = Array.from(document.querySelectorAll(ROWS));
    const next = rows[rows.indexOf(row) + (back ? -1 : 1)];
    if (next) { handle(next).focus(); }
  }

  document.addEventListener("keydown", function (event) {
    const box = event.target;
    const row = rowOf(box);
    if (!row || event.ctrlKey || event.altKey || event.metaKey) { return; }
    if (!box.matches("input[name=mark], a.row-link")) { return; }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(row, event.key === "ArrowUp");
    } else if (event.key === "Enter" && box.matches("input")) {
      event.preventDefault();
      row.querySelector("a.row-link").click();
    } else if (event.key === " " && box.matches("a")) {
      const mark = row.querySelector("input[name=mark]");
      if (!mark) { return; }
      event.preventDefault();
      mark.click();
    }
  });

  /* How many are marked, on the button that approves them */
  function count() {
    const button = document.querySelector("[data-marked]");
    if (!button) { return; }
    const marked = document.querySelectorAll("input[name=mark]:checked").length;
    button.disabled = marked === 0;
    button.textContent = marked ? "Duyệt " + marked + " chỉ tiêu đã đánh dấu"
      : "Duyệt các chỉ tiêu đã đánh dấu";
  }

  document.addEventListener("change", function (event) {
    const box = event.target;
    if (box.matches("input[name=mark]")) { count(); }
    if (box.matches("form.move select[name=reason]") && box.value) { fill(box); }
  });

  function fill(select) {
    const text = select.form.querySelector("textarea[name=note]");
    const stock = select.selectedOptions[0].dataset.text;
    if (!text || !stock) { return; }
    const before = text.value.trim();
    text.value = before ? before + " " + stock : stock;
    select.value = "";
    text.focus();
  }

  document.addEventListener("htmx:afterSwap", count);
  window.addEventListener("pageshow", count);
  document.addEventListener("DOMContentLoaded", function () {
    count();
    const open = document.querySelector(ROWS + ".is-open");
    if (open && !document.querySelector("main [aria-invalid=true]")) {
      handle(open).focus({ preventScroll: true });
    }
  });
})();
