// Remembers which lessons are done: in this browser, and in the account of who is signed in. Every page works without it.
(() => {
  const box = document.querySelector("[data-course]");
  if (!box) return;
  const { lesson, address, ...words } = box.dataset;
  // What is done; of that, what no account has heard of; and the mark of the account that it is from.
  const read = () => {
    const nothing = { done: [], untold: {}, account: null };
    try { return { ...nothing, ...JSON.parse(localStorage.getItem("learning")) }; } catch { return nothing; }
  };
  const write = (state) => {
    try { localStorage.setItem("learning", JSON.stringify(state)); } catch { /* Some browsers keep nothing. */ }
  };
  const isTrue = (changes) => Object.keys(changes).filter((key) => changes[key]);
  const change = (keys, isDone) => {
    const state = read();
    const others = state.done.filter((key) => !keys.includes(key));
    for (const key of keys) state.untold[key] = isDone;
    write({ ...state, done: isDone ? [...others, ...keys] : others });
    show();
    if (state.account) tell().catch(alone);
  };
  const alone = () => { /* Without an answer, this browser remembers alone, and tells later. */ };
  const ask = async (options) => (await fetch(address, options)).json();
  // What lies in the account counts, with what was done here since.
  const take = ({ account, done }, told) => {
    const state = read();
    const untold = Object.fromEntries(Object.entries(state.untold).filter(([key, isDone]) => told[key] !== isDone));
    const kept = done.filter((key) => untold[key] !== false);
    write({ account, untold, done: [...new Set([...kept, ...isTrue(untold)])] });
    show();
  };
  const tell = async () => {
    const { untold } = read();
    const body = JSON.stringify({ changes: untold });
    const headers = { "Content-Type": "application/json" };
    if (Object.keys(untold).length) take(await ask({ method: "POST", headers, body, keepalive: true }), untold);
  };
  const compare = async () => {
    const answer = await ask();
    const { account } = read();
    // Somebody else learnt here, or has signed out: what is theirs is kept in their account.
    if (account && account !== answer.account) write({ done: [], untold: {}, account: null });
    if (!answer.account && !account) return;
    take(answer, {});
    await tell();
  };
  const make = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text });

  let show = () => {};
  if (lesson) {
    const button = box.querySelector("button") || box.appendChild(make("button", "course-quiet", ""));
    button.type = "button";
    show = () => {
      const isDone = read().done.includes(lesson);
      button.textContent = isDone ? `✓ ${words.done}` : words.mark;
      button.setAttribute("aria-pressed", isDone);
    };
    button.addEventListener("click", () => change([lesson], !read().done.includes(lesson)));
    const checked = document.querySelectorAll(".course-questions fieldset");
    if (checked.length && [...checked].every((one) => one.matches(".course-right, .course-said"))) change([lesson], true);
    document.querySelector(".course-questions[tabindex]")?.focus({ preventScroll: false });
  } else {
    const rows = [...box.querySelectorAll("[data-lesson]")];
    const bar = make("div", "course-progress", "");
    show = () => {
      const { done } = read();
      let count = 0;
      for (const row of rows) {
        row.querySelector(".course-tick")?.remove();
        if (done.includes(row.dataset.lesson)) {
          count += 1;
          row.append(make("span", "course-tick", ` ✓ ${words.done}`));
        }
      }
      bar.replaceChildren();
      if (!count) return bar.remove();
      const text = words.progress.replace("{done}", count).replace("{all}", rows.length);
      const meter = document.createElement("progress");
      Object.assign(meter, { max: rows.length, value: count });
      meter.setAttribute("aria-label", text);
      const forget = make("button", "course-quiet", words.forget);
      forget.type = "button";
      forget.addEventListener("click", () => change(rows.map((row) => row.dataset.lesson), false));
      bar.append(meter, make("span", "", text), forget);
      box.querySelector("h2").after(bar);
    };
  }
  show();
  if (address) compare().catch(alone);
})();
