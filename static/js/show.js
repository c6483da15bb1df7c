/* The projector: keys and a clicker press the links that are on the slide.
   Arrows left and right, Page Up and Page Down, Space move; Home, End jump; Escape leaves. */
"use strict";

(function () {
  const KEYS = {
    ArrowRight: "after", PageDown: "after", " ": "after",
    ArrowLeft: "before", PageUp: "before",
    Home: "first", End: "last", Escape: "leave"
  };

  function wanted(event) {
    if (event.key === " " && event.shiftKey) { return "before"; }
    return event.shiftKey ? undefined : KEYS[event.key];
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) { return; }
    if (event.target.closest("input, select, textarea, button, summary")) { return; }
    const way = wanted(event);
    if (!way) { return; }
    event.preventDefault(); // the page itself must not scroll, at the last slide neither
    if (event.repeat) { return; } // a key held down must not run through the slides
    const link = document.querySelector('[data-show="' + way + '"]');
    if (link) { link.click(); }
  });
})();
