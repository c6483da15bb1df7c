/* Files of papers: a large one takes seconds. While it is made, a line says so, the page stays in
   use and the wait can be given up. Without this script the buttons are plain form buttons. */
"use strict";

(function () {
  const PATIENCE = 400; /* ms: what comes sooner needs no word */
  let wait = null;

  function address(button) {
    const query = new URLSearchParams(new FormData(button.form));
    return button.formAction + "?" + query.toString();
  }

  function nameOf(answer) {
    const said = answer.headers.get("Content-Disposition") || "";
    const encoded = /filename\*=utf-8''([^;]+)/i.exec(said);
    const plain = /filename="([^"]+)"/i.exec(said);
    return encoded ? decodeURIComponent(encoded[1]) : plain ? plain[1] : "";
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  function line() {
    return document.querySelector("[data-making]");
  }

  /* The spinner stands beside the words (style sheet), the button only while there is a wait */
  function say(words) {
    line().querySelector("[role=status]").textContent = words;
    line().querySelector("button").hidden = !words;
    line().classList.toggle("is-on", Boolean(words));
  }

  function done() {
    if (!wait) { return; }
    window.clearTimeout(wait.timer);
    wait = null;
    say("");
  }

  function start(button) {
    const mine = { stop: new AbortController(), timer: 0 };
    wait = mine;
    mine.timer = window.setTimeout(function () { say(button.dataset.download); }, PATIENCE);
    fetch(address(button), { credentials: "same-origin", signal: mine.stop.signal })
      .then(function (answer) {
        const name = nameOf(answer);
        if (!answer.ok || answer.redirected || !name) { throw new Error("no file"); }
        return answer.blob().then(function (blob) {
          if (wait === mine) { done(); }
          save(blob, name);
        });
      })
      .catch(function (fault) {
        if (wait !== mine) { return; }
        done();
        /* The server's own page says what is wrong: an ended session, an error, no network */
        if (fault.name !== "AbortError") { location.href = address(button); }
      });
  }

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-making] button") && wait) {
      wait.stop.abort();
      done();
      return;
    }
    const button = event.target.closest("[data-download]");
    if (!button || !line()) { return; }
    event.preventDefault();
    if (!wait) { start(button); }
  });
})();
