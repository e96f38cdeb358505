// Saves each answer shortly after it is typed; until the server has it, it is kept in this browser.
(() => {
  const form = document.getElementById("writing");
  if (!form) return;
  const words = form.dataset;
  const status = document.getElementById("writing-status");
  const store = `action-${words.draft}`;
  const fields = new Map([...form.querySelectorAll("[data-key]")].map((box) => [box.dataset.key, box]));
  const pending = new Map();
  const held = new Set(); // in conflict: nothing is sent until somebody decides
  const refused = new Map(); // not taken by the server: kept here, and sent again once it is changed
  let version = Number(form.elements.version.value);
  let seen = JSON.parse(form.elements.seen.value);
  let base = null; // the version before the oldest conflict, so that a reload finds it again
  let timer, isSending = false, isOneByOne = false;

  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  const inputs = (box) => [...box.querySelectorAll(`[name="${box.dataset.key}"]`)];
  const rows = (box) => [...box.querySelectorAll(".writing-figure")];
  const cells = (row) => [...row.querySelectorAll("input")];
  const isList = (box) => ["TERMS", "ORGANISATIONS"].includes(box.dataset.kind);
  const part = (cell) => cell.name.split("-").pop();

  function read(box) {
    const kind = box.dataset.kind;
    if (kind === "YES") return inputs(box)[0].checked;
    if (isList(box))
      return inputs(box).filter((one) => one.checked).map((one) => one.value);
    if (kind === "FIGURES")
      return rows(box)
        .map((row) => Object.fromEntries(cells(row).map((cell) => [part(cell), cell.value])))
        .filter((row) => Object.values(row).some((text) => text.trim()));
    return inputs(box)[0].value;
  }

  function write(box, value) {
    const kind = box.dataset.kind;
    if (kind === "YES") inputs(box)[0].checked = value;
    else if (isList(box))
      inputs(box).forEach((one) => { one.checked = value.includes(one.value); });
    else if (kind === "FIGURES") {
      while (rows(box).length < value.length) rows(box)[0].after(rows(box)[0].cloneNode(true));
      rows(box).forEach((row, at) => cells(row).forEach((cell) => { cell.value = (value[at] || {})[part(cell)] || ""; }));
    } else inputs(box)[0].value = value;
    count(box);
  }

  const make = (name, text, options) => Object.assign(document.createElement(name), { textContent: text }, options);

  const tell = (box, texts, className) =>
    box?.querySelector(".writing-said").replaceChildren(...texts.map((text) => make("p", text, { className })));

  function keep() {
    try {
      if (pending.size) localStorage.setItem(store, JSON.stringify({ version: base ?? version, changes: [...pending] }));
      else localStorage.removeItem(store);
    } catch { /* a full or closed store: the server still gets it */ }
  }

  function say(text, link) {
    status.textContent = text;
    if (link) status.append(" ", make("a", words.again, { href: words.login, target: "_blank" }));
  }

  function count(box) {
    const shown = box.querySelector(".writing-count");
    if (!shown) return;
    const words = (inputs(box)[0].value.match(/\S+/g) || []).length;
    const [before, between, after] = shown.dataset.text.split("%s");
    shown.textContent = before + words + between + shown.dataset.most + after;
    shown.classList.toggle("is-over", words > Number(shown.dataset.most));
  }

  function plain(box, value) {
    if (!Array.isArray(value)) return String(value);
    const label = (code) => inputs(box).find((one) => one.value === code)?.parentElement.textContent.trim() || code;
    return value.map((one) => (typeof one === "object" ? Object.values(one).join(" · ") : label(one))).join("\n");
  }

  function disagree(key, theirs) {
    const box = fields.get(key);
    held.add(key);
    if (!box) return;
    box.querySelector(".writing-conflict")?.remove();
    const shown = make("div", "", { className: "writing-conflict", role: "alert" });
    const marker = make("input", "", { type: "hidden", name: "conflict", value: key });
    const choose = (text, act) => {
      const button = make("button", text, { type: "button", className: "writing-small" });
      button.addEventListener("click", () => { held.delete(key); if (!held.size) base = null; shown.remove(); act(); send(); });
      return button;
    };
    shown.append(make("p", words.theirs), make("blockquote", plain(box, theirs)), marker,
      choose(words.keepTheirs, () => { pending.delete(key); write(box, theirs); keep(); }),
      choose(words.keepMine, () => { pending.set(key, read(box)); keep(); }));
    box.append(shown);
  }

  function take(answer, sent) {
    const before = version;
    version = form.elements.version.value = answer.version;
    seen = { ...seen, ...Object.fromEntries(Object.entries(answer.seen).filter(([key]) => key in seen)) };
    form.elements.seen.value = JSON.stringify(seen);
    for (const [key, value] of sent) {
      refused.delete(key);
      if (key in answer.refused) refuse(key, value, answer.refused[key]);
      else if (!(key in answer.conflicts) && same(pending.get(key), value)) pending.delete(key);
    }
    for (const [key, value] of Object.entries(answer.conflicts)) disagree(key, value);
    for (const [key, value] of Object.entries(answer.theirs)) {
      const box = fields.get(key);
      if (!box || same(read(box), value)) continue;
      if (pending.has(key)) { disagree(key, value); continue; }
      write(box, value);
      tell(box, [words.changed], "writing-advice");
    }
    for (const [key, texts] of Object.entries(answer.problems))
      tell(fields.get(key), texts, "writing-problem");
    if (held.size) base ??= before;
    document.getElementById("writing-aside").innerHTML = answer.aside;
    keep();
    say(refused.size ? words.refused : answer.said);
  }

  function refuse(key, value, texts) {
    refused.set(key, value);
    tell(fields.get(key), texts, "writing-problem");
  }

  const canGo = ([key, value]) => !held.has(key) && !(refused.has(key) && same(refused.get(key), value));
  const later = (wait) => { clearTimeout(timer); timer = setTimeout(send, wait); };

  async function send() {
    const sent = [...pending].filter(canGo).slice(0, isOneByOne ? 1 : undefined);
    if (isSending || !sent.length) return;
    isSending = true;
    say(words.saving);
    try {
      const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
      const token = cookie ? cookie[1] : form.elements.csrfmiddlewaretoken.value;
      const response = await fetch(words.save, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ version, changes: Object.fromEntries(sent) }),
      });
      const isJson = (response.headers.get("Content-Type") || "").includes("json");
      const answer = isJson ? await response.json() : { said: words.lost };
      if (response.ok && isJson) take(answer, sent);
      else if (response.status === 413 || (response.status === 400 && !isJson)) {
        // Too much at once: one by one shows which answer it is.
        if (sent.length === 1) refuse(...sent[0], [isJson ? answer.said : words.refused]);
        isOneByOne = true;
        later(300);
        say(words.refused);
      } else {
        say(answer.said, response.status === 401 || (response.status === 403 && !isJson));
        if (!isJson || response.status === 401) later(15000);
      }
    } catch {
      say(words.lost);
      later(5000);
    }
    isSending = false;
    // Typed while that was on its way.
    if ([...pending].some(([key, value]) => canGo([key, value]) && !same(value, Object.fromEntries(sent)[key]))) later(300);
  }

  function restore() {
    let kept;
    try { kept = JSON.parse(localStorage.getItem(store)); } catch { /* not ours */ }
    for (const one of form.querySelectorAll('[name="conflict"]')) held.add(one.value);
    if (!kept) return;
    for (const [key, value] of kept.changes) {
      if (held.has(key)) continue;
      const box = fields.get(key);
      if (box && same(read(box), value)) continue;
      if (box) write(box, value);
      pending.set(key, value);
    }
    if (pending.size) {
      // What others wrote since then must not be overwritten by what is older.
      version = form.elements.version.value = Math.min(version, kept.version);
      say(words.restored);
      later(500);
    }
    keep();
  }

  form.addEventListener("input", (event) => {
    const box = event.target.closest("[data-key]");
    if (!box || event.target.name === "conflict" || event.target.name.startsWith("choice-")) return;
    count(box);
    pending.set(box.dataset.key, read(box));
    keep();
    later(800);
  });
  addEventListener("online", () => later(0));
  addEventListener("focus", () => later(0));
  fields.forEach(count);
  restore();
})();
