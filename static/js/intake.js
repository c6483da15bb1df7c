/* A draft's page: a link into the text moves the text alone, and the words found stand out. */
"use strict";

(function () {
  const words = document.querySelector(".draft-words");
  if (!words) { return; }
  let found = null;

  /* What was read begins further down than the text does */
  const first = words.querySelector(".read-goal");
  if (first && !location.hash.startsWith("#loi-")) {
    words.scrollTop = first.getBoundingClientRect().top - words.getBoundingClientRect().top - 48;
  }

  /* Enter in a line saves as leaving it does, and its writer stays there */
  document.querySelectorAll(".draft-form").forEach(function (form) {
    form.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" || !event.target.matches("input:not([type=checkbox])")) { return; }
      event.preventDefault();
      window.htmx.trigger(form, "change");
    });
  });

  document.addEventListener("click", function (event) {
    const link = event.target.closest("a[data-in-text]");
    const place = link && document.getElementById(link.hash.slice(1));
    if (!place || !words.contains(place)) { return; }
    event.preventDefault();
    const up = place.getBoundingClientRect().top - words.getBoundingClientRect().top;
    words.scrollTop += up - words.clientHeight / 3;
    if (found) { found.classList.remove("is-found"); }
    found = place;
    found.classList.add("is-found");
    const box = words.getBoundingClientRect();
    if (box.bottom < 80 || box.top > window.innerHeight - 80) { words.scrollIntoView({ block: "nearest" }); }
    words.focus({ preventScroll: true });
  });
})();
