/* A column copied from Excel goes into the sheet's boxes: the server says which box each line fills
   and asks first where the numbers are spelt the English way. sheet.js saves what was filled. */
"use strict";

(function () {
  const form = document.getElementById("bieu");
  if (!form) { return; }

  form.addEventListener("paste", function (event) {
    const box = event.target;
    if (!box.matches || !box.matches("input.input-figure, input.text-end")) { return; }
    const text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    if (!/[\r\n]/.test(text.replace(/[\r\n]+$/, ""))) { return; }
    event.preventDefault();
    askWhere(text, box.name, false);
  });

  function askWhere(text, start, english) {
    const body = new FormData();
    body.append("paste", text);
    body.append("start", start);
    if (english) { body.append("english", "1"); }
    fetch(form.dataset.pasteUrl, {
      method: "POST",
      body: body,
      credentials: "same-origin",
      headers: { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value, "HX-Request": "true" },
    }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json();
    }).then(function (pasted) {
      if (pasted.problem) { say(pasted.problem, []); return; }
      if (pasted.conversions.length) {
        say("Cột này viết kiểu tiếng Anh. Đổi các số như sau?", pasted.conversions, function () {
          askWhere(text, start, true);
        });
        return;
      }
      fill(pasted.filled);
    }).catch(function () {
      say("Chưa dán được: không nối được máy chủ hoặc phiên làm việc đã hết. Hãy đăng nhập lại rồi dán lần nữa.", []);
    });
  }

  function fill(cells) {
    const boxes = [];
    cells.forEach(function (cell) {
      const box = form.elements[cell.name];
      if (box) {
        box.value = cell.text;
        boxes.push(box);
      }
    });
    form.dispatchEvent(new CustomEvent("sheet:filled", { detail: boxes }));
  }

  function say(words, conversions, yes) {
    const dialog = document.createElement("dialog");
    dialog.className = "paste-dialog";
    const line = document.createElement("p");
    line.textContent = words;
    dialog.append(line);
    if (conversions.length) {
      const list = document.createElement("ul");
      conversions.forEach(function (one) {
        const item = document.createElement("li");
        item.textContent = one.old + " → " + one.new;
        list.append(item);
      });
      dialog.append(list);
    }
    const acts = document.createElement("div");
    acts.className = "acts";
    function button(words, look, act) {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "btn " + look;
      made.textContent = words;
      made.addEventListener("click", function () { dialog.close(); act(); });
      acts.append(made);
      return made;
    }
    if (yes) {
      button("Đúng, đổi và dán", "btn-primary", yes);
      button("Không dán", "btn-outline-secondary", function () {});
    } else {
      button("Đóng", "btn-outline-secondary", function () {});
    }
    dialog.append(acts);
    dialog.addEventListener("close", function () { dialog.remove(); });
    document.body.append(dialog);
    dialog.showModal();
  }
})();
