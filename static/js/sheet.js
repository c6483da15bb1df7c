/* The unit's sheet with a script: saves by itself, shows the server's verdict while one types, moves
   as in Excel. Without it the same form works with its buttons.
   Nothing is judged or kept here: every figure goes to the server and its words come back. */
"use strict";

(function () {
  const form = document.getElementById("bieu");
  if (!form) { return; }
  const PREVIEW_AFTER = 600;
  const dirty = new Set();       /* indicators with something typed that the server has not kept */
  const typed = new WeakMap();   /* how often somebody has typed into an indicator */
  const queued = new WeakSet();  /* indicators whose save waits for an earlier request */
  const underWay = new WeakMap(); /* indicators being saved: how often had been typed by then */
  const timers = new WeakMap();

  function touch(section) {
    dirty.add(section);
    typed.set(section, (typed.get(section) || 0) + 1);
  }

  function sectionOf(element) {
    return element.closest(".indicator[hx-post]");
  }

  function belongs(name, number) {
    return new RegExp("^(f-" + number + "[a-z]{0,2}-|r-" + number + "-|c-[fr]-" + number + "[a-z]{0,2}-)").test(name);
  }

  /* Files and links wait for a press: they do not save themselves. */
  function isEvidence(box) {
    return (box.name || "").startsWith("m-");
  }

  function evidenceWaits() {
    return Array.from(form.elements).some(function (box) {
      return isEvidence(box) && (box.type === "file" ? box.files.length > 0 : box.value.trim() !== box.defaultValue.trim());
    });
  }

  function send(section, move) {
    if (move === "save") {
      queued.add(section);
      window.clearTimeout(timers.get(section));
    }
    section.dataset.move = queued.has(section) ? "save" : move;
    window.htmx.trigger(section, "sheet-save");
  }

  /* Only this indicator's boxes travel, so that a slip in another one cannot hold it up. */
  document.addEventListener("htmx:configRequest", function (event) {
    const section = event.detail.elt;
    if (!section.matches || !section.matches(".indicator")) { return; }
    /* While two versions stand side by side only the person's own choice is sent. */
    if (section.querySelector("[data-resolve]") && !section.dataset.resolve) {
      event.preventDefault();
      return;
    }
    const sent = event.detail.parameters;
    Array.from(sent.keys ? sent.keys() : Object.keys(sent)).forEach(function (name) {
      if (!belongs(name, section.dataset.number) && name !== "csrfmiddlewaretoken") {
        if (sent.delete) { sent.delete(name); } else { delete sent[name]; }
      }
    });
    sent.move = section.dataset.move || "save";
    queued.delete(section);
    event.detail.kept = sent.move === "save" ? typed.get(section) : -1;
    if (sent.move === "save") { underWay.set(section, event.detail.kept); }
    if (section.dataset.resolve) { sent.resolve = "1"; }
    if (section.dataset.keep) { sent.keep = section.dataset.keep; }
  });

  form.addEventListener("input", function (event) {
    const section = sectionOf(event.target);
    if (!section || event.target.type === "radio" || isEvidence(event.target)) { return; }
    touch(section);
    section.querySelectorAll("[data-keep]").forEach(function (button) {
      if (button.dataset.box === event.target.id) { button.hidden = event.target.value.trim() !== ""; }
    });
    window.clearTimeout(timers.get(section));
    if (event.target.tagName === "TEXTAREA") { return; }
    timers.set(section, window.setTimeout(function () { send(section, "preview"); }, PREVIEW_AFTER));
  });

  form.addEventListener("change", function (event) {
    const section = sectionOf(event.target);
    if (!section || isEvidence(event.target)) { return; }
    if (event.target.type === "radio") { choose(event.target); return; }
    touch(section);
    send(section, "save");
  });

  /* What the server sends never replaces the part somebody is typing in. */
  document.addEventListener("htmx:oobBeforeSwap", function (event) {
    const focus = document.activeElement;
    if (focus && focus !== document.body && event.detail.target.contains(focus)) {
      event.detail.shouldSwap = false;
    }
  });

  document.addEventListener("htmx:afterRequest", function (event) {
    const section = event.detail.elt;
    if (!section.matches || !section.matches(".indicator")) { return; }
    delete section.dataset.keep;
    delete section.dataset.resolve;
    /* 409 and 422 are swapped in, which htmx calls a success; nothing was kept then. What was
       typed after the request had gone out is not kept either. */
    const kept = event.detail.requestConfig.kept === typed.get(section);
    if (event.detail.xhr.status === 200 && kept) { dirty.delete(section); }
    underWay.delete(section);
    markErrors(section);
    showScripted(section);
  });

  document.addEventListener("htmx:sendError", function (event) {
    const section = event.detail.elt;
    const state = section.dataset && document.getElementById("s-" + section.dataset.number);
    if (state) {
      state.className = "saved saved-fail mb-0";
      state.textContent = "Chưa lưu: không nối được máy chủ. Giữ nguyên trang này, sẽ thử lại khi bạn sửa tiếp.";
    }
  });

  function markErrors(section) {
    section.querySelectorAll(".field-error").forEach(function (line) {
      const box = document.getElementById(line.id.replace(/_error$/, ""));
      if (!box) { return; }
      if (line.childElementCount) {
        box.setAttribute("aria-invalid", "true");
        if (!(box.getAttribute("aria-describedby") || "").includes(line.id)) {
          box.setAttribute("aria-describedby", ((box.getAttribute("aria-describedby") || "") + " " + line.id).trim());
        }
      } else {
        box.removeAttribute("aria-invalid");
      }
    });
  }

  /* Two people, one box: the choice goes into the box, the button saves it. */
  function choose(radio) {
    const box = document.getElementById(radio.dataset.box);
    if (box) { box.value = radio.dataset.text; }
  }

  form.addEventListener("click", function (event) {
    const button = event.target.closest("button");
    if (!button) { return; }
    const section = sectionOf(button);
    if (!section) { return; }
    const box = button.dataset.box && document.getElementById(button.dataset.box);
    if (button.dataset.fill !== undefined && box) {
      box.value = button.dataset.fill;
      box.focus();
      touch(section);
      send(section, "save");
    } else if (button.dataset.keep !== undefined && box) {
      event.preventDefault();
      box.value = button.dataset.keep;
      section.dataset.keep = button.value;
      box.focus();
      touch(section);
      send(section, "save");
    } else if (button.dataset.resolve !== undefined) {
      event.preventDefault();
      section.dataset.resolve = "1";
      button.blur();
      send(section, "save");
    }
  });

  function showScripted(root) {
    root.querySelectorAll("[data-fill][hidden]").forEach(function (button) { button.hidden = false; });
  }

  /* Enter goes down to the next figure, Shift+Enter up, as in Excel; arrows likewise. */
  function figureBoxes() {
    return Array.from(form.querySelectorAll("input.input-figure"));
  }

  form.addEventListener("keydown", function (event) {
    const box = event.target;
    if (!box.matches("input.input-figure") || event.isComposing) { return; }
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) { return; }
    event.preventDefault();
    const boxes = figureBoxes();
    const next = boxes[boxes.indexOf(box) + step];
    if (next) { next.focus(); next.select(); } else { box.blur(); box.focus(); }
  });

  /* A pasted column (sheet_pasting.js): every indicator it reached is saved once. */
  form.addEventListener("sheet:filled", function (event) {
    const reached = new Set(event.detail.map(sectionOf));
    reached.delete(null);
    reached.forEach(function (section) {
      touch(section);
      send(section, "save");
    });
  });

  /* Leaving never loses what was typed: the last bit is sent on the way out, and where the server
     would not take it (a slip, a session that ended, an older save still under way) the browser asks
     first. */
  let leavingByForm = false;
  /* A press right after typing comes while the box saves itself: the form waits for that answer, or
     it would carry an older version and quarrel with its own save. */
  let sending = 0;
  let pressed = null;
  document.addEventListener("htmx:beforeSend", function (event) {
    if (event.detail.elt.matches(".indicator")) { sending += 1; }
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    if (!event.detail.elt.matches(".indicator")) { return; }
    sending = Math.max(0, sending - 1);
    if (!sending && pressed) {
      const button = pressed;
      pressed = null;
      window.setTimeout(function () { form.requestSubmit(button); });
    }
  });
  form.addEventListener("submit", function (event) {
    if (sending && event.submitter) {
      event.preventDefault();
      pressed = event.submitter;
      return;
    }
    leavingByForm = true;
  });
  window.addEventListener("beforeunload", function (event) {
    if (leavingByForm || !dirty.size && !evidenceWaits()) { return; }
    let risky = document.querySelector(".session-over") !== null || evidenceWaits();
    dirty.forEach(function (section) {
      risky = risky || section.querySelector("[aria-invalid=true]") !== null ||
        section.querySelector("[data-resolve]") !== null ||
        (underWay.has(section) && underWay.get(section) !== typed.get(section));
      const body = new URLSearchParams();
      new FormData(form).forEach(function (value, name) {
        if (belongs(name, section.dataset.number) || name === "csrfmiddlewaretoken") { body.append(name, value); }
      });
      body.append("move", "save");
      fetch(form.action, { method: "POST", body: body, keepalive: true, credentials: "same-origin", headers: { "HX-Request": "true" } });
    });
    if (risky) { event.preventDefault(); }
  });

  document.addEventListener("session:renewed", function () {
    dirty.forEach(function (section) { send(section, "save"); });
  });
  form.querySelectorAll(".indicator[hx-post]").forEach(showScripted);
})();
