/* Parts of the edit screen that show the saved draft are fetched again after every save. */
class HubFetch extends window.StimulusModule.Controller {
  static values = { url: String, lazy: Boolean };

  connect() {
    if (!this.lazyValue) return;
    this.observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.load();
    });
    this.observer.observe(this.element);
  }

  disconnect() {
    this.observer?.disconnect();
  }

  async load() {
    this.observer?.disconnect();
    const response = await fetch(this.urlValue, {
      headers: { "X-Requested-With": "XMLHttpRequest" },
    });
    if (response.ok) this.element.innerHTML = await response.text();
  }

  /* Open the tab that holds the field of a problem, and put the cursor into it. */
  reveal(event) {
    const name = event.currentTarget.dataset.hubField;
    const field = document.querySelector(
      [`[name="${name}"]`, `[name="${name}-TOTAL_FORMS"]`, `[name="${name}-count"]`].join(),
    );
    const shown = field?.type === "hidden" ? field.closest("section[id]") : field;
    if (!shown) return;
    event.preventDefault();
    shown.closest("[role=tabpanel]")?.dispatchEvent(new CustomEvent("w-focus:focus"));
    shown.closest("details")?.setAttribute("open", "");
    // The tab shows its fields only after this event is over.
    window.setTimeout(() => {
      shown.scrollIntoView({ block: field === shown ? "center" : "start" });
      if (field === shown) field.focus({ preventScroll: true });
    });
  }
}

window.wagtail.app.register("hub-fetch", HubFetch);

/* Wagtail saves in the background, and neither waits for that when the form is sent nor stops it:
   the page would be made twice, or its editor be told that they saved it in another window. */
async function sendWhenSaved(event) {
  const { target: form, submitter } = event;
  const autosave = window.wagtail.app.getControllerForElementAndIdentifier(form, "w-autosave");
  if (!autosave) return;
  if (!autosave.submitPromise) {
    autosave.activeValue = false; // the last change may not have reached it yet
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  while (autosave.submitPromise) await autosave.submitPromise;
  submitter?.removeAttribute("disabled"); // its name says what the form is sent for
  form.requestSubmit(submitter);
}

document.addEventListener("submit", sendWhenSaved, { capture: true });
