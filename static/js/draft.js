// Saves what is being written as a draft, and says how many characters are left.
// Without it everything works by buttons.
"use strict";
(() => {
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const seen = form.elements.seen_draft;
  const state = document.getElementById("draft-state");
  const rest = document.getElementById("draft-left");
  const { draft: seconds, failed, out, left } = form.dataset;
  let changed = false, saving = false, ended = false, waiting;

  const save = async () => {
    if (!changed || saving || ended) return;
    const data = new FormData(form);
    data.delete("file"); // by its own button, once
    data.set("draft", "1");
    changed = false;
    saving = true;
    let status = 0;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: data,
        headers: { Accept: "application/json" },
        keepalive: true, // the page may be closing
      });
      status = answer.status;
      const { version, said } = await answer.json();
      if (answer.ok) seen.value = version;
      ended = status === 409; // another page has newer text
      state.textContent = said;
    } catch { // no line, or a page of words
      changed = true;
      state.textContent = status === 401 ? out : failed;
    }
    saving = false;
    if (status === 200 && document.hidden) save();
  };

  const count = () => {
    const field = document.activeElement, most = Number(field.dataset.longest);
    if (!most) return;
    const n = most - [...field.value].length;
    rest.textContent = n < most / 10 ? `${left} ${n}` : "";
  };

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    changed = true;
    clearTimeout(waiting);
    waiting = setTimeout(count, 700); // not at every key: it is read aloud
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "draft" && !ended && !form.elements.file?.value) {
      event.preventDefault();
      changed = true;
      return save();
    }
    // What is being saved at this moment is sent with the form.
    if (saving) seen.value = Number(seen.value) + 1;
    ended = true;
  });
  document.addEventListener("visibilitychange", () => document.hidden && save());
  addEventListener("pageshow", () => (ended = false));
  addEventListener("online", save);
  setInterval(save, seconds * 1000);
})();
