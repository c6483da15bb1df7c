/* A form whose answer shows passwords once is sent once: a second press would only bring the
   sentence that it was done, in place of the slips. Back in history the buttons work again. */
"use strict";

(function () {
  document.addEventListener("submit", function (event) {
    const form = event.target.closest("form[data-once]");
    if (!form) { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-once]").forEach(function (form) {
      delete form.dataset.sent;
    });
  });
})();
