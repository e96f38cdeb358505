// Remembers in this browser which lessons are done. Nothing is sent, and every page works without it.
(() => {
  const box = document.querySelector("[data-course]");
  if (!box) return;
  const { course, lesson } = box.dataset;
  const name = `course:${course}`;
  const read = () => {
    try { return new Set(JSON.parse(localStorage.getItem(name) || "[]")); } catch { return new Set(); }
  };
  const write = (done) => {
    try { localStorage.setItem(name, JSON.stringify([...done])); } catch { /* Some browsers keep nothing. */ }
  };
  const make = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text });
  const words = box.dataset;

  if (lesson) {
    const button = make("button", "course-quiet", "");
    button.type = "button";
    const show = () => {
      const isDone = read().has(lesson);
      button.textContent = isDone ? `✓ ${words.done}` : words.mark;
      button.setAttribute("aria-pressed", isDone);
    };
    button.addEventListener("click", () => {
      const done = read();
      if (!done.delete(lesson)) done.add(lesson);
      write(done);
      show();
    });
    const checked = document.querySelectorAll(".course-questions fieldset");
    if (checked.length && [...checked].every((one) => one.matches(".course-right, .course-said"))) {
      write(read().add(lesson));
    }
    show();
    box.append(button);
    document.querySelector(".course-questions[tabindex]")?.focus({ preventScroll: false });
    return;
  }

  const rows = [...box.querySelectorAll("[data-lesson]")];
  const bar = make("div", "course-progress", "");
  const show = () => {
    const done = read();
    let count = 0;
    for (const row of rows) {
      row.querySelector(".course-tick")?.remove();
      if (done.has(row.dataset.lesson)) {
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
    forget.addEventListener("click", () => { write(new Set()); show(); });
    bar.append(meter, make("span", "", text), forget);
    box.querySelector("h2").after(bar);
  };
  show();
})();
