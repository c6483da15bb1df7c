/* What every page shares; no framework, and every page works without it.
   1. htmx requests carry the CSRF token    2. a session that ended while somebody typed
   3. buttons that only make sense with JavaScript: copy, print
   4. small comforts: menus, search box, folded targets, first error
   Nothing is kept in browser storage: office PCs are shared. */
"use strict";

(function () {
  /* 1. The token stands in the page (logout form); after a new login all copies are renewed. */
  function token() {
    const box = document.querySelector("input[name=csrfmiddlewaretoken]");
    return box ? box.value : "";
  }

  function renewToken(fresh) {
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach(function (box) {
      box.value = fresh;
    });
  }

  document.addEventListener("htmx:configRequest", function (event) {
    event.detail.headers["X-CSRFToken"] = token();
  });

  /* htmx notes the address in sessionStorage; the address bar has it already. */
  function forgetAddress() {
    try {
      sessionStorage.removeItem("htmx-current-path-for-history");
    } catch (error) { /* storage is switched off: nothing to forget */ }
  }
  forgetAddress();
  document.addEventListener("htmx:pushedIntoHistory", forgetAddress);
  document.addEventListener("htmx:replacedInHistory", forgetAddress);

  /* 2. 401: keep the text, say what to do, and send the waiting requests again after the login.
     403 with X-Token: only the token is old, fetch a new one and send once more.
     Other scripts may listen for "session:over" and "session:renewed" on document. */
  const waiting = new Map();
  const triedAgain = new WeakSet();

  function slot() {
    return document.getElementById("het-phien");
  }

  function isShown() {
    return slot() !== null && slot().childElementCount > 0;
  }

  function showSessionOver(address) {
    const pattern = document.getElementById("het-phien-mau");
    if (!slot() || !pattern || isShown()) { return; }
    slot().append(pattern.content.cloneNode(true));
    if (address) { slot().querySelector("[data-login]").href = address; }
    slot().querySelector("[data-renew]").addEventListener("click", function () { renew(true); });
    document.dispatchEvent(new CustomEvent("session:over"));
  }

  function say(words) {
    const note = slot().querySelector("[data-renew-note]");
    if (note) { note.textContent = words; }
  }

  /* Returns a promise of the fresh token; null while nobody, or somebody else, is logged in. */
  function fetchToken() {
    return fetch(slot().dataset.tokenUrl, {
      headers: { "HX-Request": "true" },
      credentials: "same-origin",
      cache: "no-store",
    }).then(function (answer) {
      return answer.ok ? answer.json() : null;
    }).then(function (fresh) {
      if (!fresh) {
        say("Chưa thấy đăng nhập. Hãy đăng nhập ở cửa sổ mới trước.");
        return null;
      }
      if (slot().dataset.user && fresh.username !== slot().dataset.user) {
        showSessionOver();
        say("Cửa sổ kia đang đăng nhập bằng tài khoản “" + fresh.username + "”. Trang này của “" +
          slot().dataset.user + "”, hãy đăng nhập lại bằng tài khoản đó.");
        return null;
      }
      renewToken(fresh.token);
      return fresh.token;
    });
  }

  function renew(asked) {
    if (!isShown()) { return; }
    fetchToken().then(function (fresh) {
      if (!fresh) { return; }
      slot().replaceChildren();
      document.dispatchEvent(new CustomEvent("session:renewed"));
      sendAgain();
    }).catch(function () {
      if (asked) { say("Không nối được máy chủ. Kiểm tra mạng rồi bấm lại."); }
    });
  }

  function sendAgain() {
    const requests = Array.from(waiting.entries());
    waiting.clear();
    requests.forEach(function (entry) {
      const source = entry[0];
      const request = entry[1];
      if (document.contains(source)) {
        window.htmx.ajax(request.verb, request.path, { source: source, target: request.target });
      }
    });
  }

  function keepForLater(event) {
    event.preventDefault();
    waiting.set(event.detail.elt, {
      verb: event.detail.requestConfig.verb,
      path: event.detail.requestConfig.path,
      target: event.detail.target,
    });
  }

  /* Whoever sends by themselves on "session:renewed" need not be sent a second time */
  document.addEventListener("htmx:beforeRequest", function (event) {
    waiting.delete(event.detail.elt);
  });

  document.addEventListener("htmx:beforeOnLoad", function (event) {
    const xhr = event.detail.xhr;
    if (xhr.status === 401) {
      keepForLater(event);
      showSessionOver(xhr.getResponseHeader("X-Login"));
    } else if (xhr.status === 403 && xhr.getResponseHeader("X-Token")) {
      if (triedAgain.has(event.detail.elt)) { return; }
      triedAgain.add(event.detail.elt);
      keepForLater(event);
      fetchToken().then(function (fresh) {
        if (fresh) { sendAgain(); }
      }).catch(function () { /* the network is gone: the request's own script says so */ });
    } else {
      triedAgain.delete(event.detail.elt);
    }
  });
  window.addEventListener("focus", function () { renew(false); });

  /* For scripts that fetch by themselves (sheet.js) */
  window.nghiquyet = { token: token, fetchToken: fetchToken, showSessionOver: showSessionOver };

  /* 3. <button data-copy="#id" hidden> copies the text of #id; <button data-print hidden> prints.
     Both are hidden until we know that JavaScript runs. */
  function copied(button) {
    const words = button.dataset.copied || "Đã chép";
    const before = button.textContent;
    button.textContent = words;
    window.setTimeout(function () { button.textContent = before; }, 2000);
  }

  function copy(button) {
    const source = document.querySelector(button.dataset.copy);
    if (!source) { return; }
    const text = "value" in source ? source.value : source.innerText;
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(function () { copied(button); });
      return;
    }
    /* Without encryption on the LAN browsers offer only the old way */
    const box = document.createElement("textarea");
    box.value = text;
    box.className = "visually-hidden";
    document.body.append(box);
    box.select();
    if (document.execCommand("copy")) { copied(button); }
    box.remove();
    button.focus();
  }

  function prepare(root) {
    root.querySelectorAll("[data-copy][hidden], [data-print][hidden]").forEach(function (button) {
      button.hidden = false;
    });
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-copy], [data-print]");
    if (!button) { return; }
    if ("copy" in button.dataset) { copy(button); } else { window.print(); }
  });

  /* 4. Escape closes the menus, a click beside it the person's; "/" goes to the search box; a link
     into a folded part opens it; a new page begins at what the address names, else at what was
     just done, else at the first wrong box, else at what is wrong (data-unfinished: a form that
     may stay wrong for days begins at its top). */
  document.addEventListener("keydown", function (event) {
    const menu = document.querySelector(".bar details[open]");
    if (event.key === "Escape" && menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (event.key === "/" && !typing(event)) {
      goToSearch(event);
    }
  });
  document.addEventListener("click", function (event) {
    const own = document.querySelector(".who[open]");
    if (own && !own.contains(event.target)) { own.open = false; }
  });

  function typing(event) {
    return event.ctrlKey || event.altKey || event.metaKey ||
      event.target.closest("input, select, textarea, [contenteditable]") !== null;
  }

  function goToSearch(event) {
    let box = document.querySelector(".bar-in > .find input");
    if (box && box.offsetParent === null) {
      const menu = document.querySelector("details.menu");
      menu.open = true;
      box = menu.querySelector(".find input");
    }
    if (!box) { return; }
    event.preventDefault();
    box.focus();
    box.select();
  }

  function unfold() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) { return; }
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) {
      box.open = true;
    }
    target.scrollIntoView();
    begin(target);
  }

  /* Focus, so that the next Tab goes on from here and a screen reader tells it */
  function begin(place) {
    if (place.tabIndex < 0) { place.tabIndex = -1; }
    place.focus({ preventScroll: true });
  }

  function firstPlace() {
    const wrong = Array.from(document.querySelectorAll("main [aria-invalid=true]")).find(function (box) {
      return !box.closest("[data-unfinished]");
    });
    return document.querySelector("#thong-bao [role]") || wrong || document.querySelector("main [role=alert]");
  }

  window.addEventListener("hashchange", unfold);
  document.addEventListener("htmx:afterSwap", function () { prepare(document); });
  document.addEventListener("DOMContentLoaded", function () {
    prepare(document);
    if (location.hash) { unfold(); return; }
    const place = document.activeElement === document.body ? firstPlace() : null;
    if (place) {
      place.scrollIntoView({ block: "nearest" });
      begin(place);
    }
  });
})();
