/* A long list of checkboxes: search in it, and say what is ticked while it is folded. */
class HubChecklist extends window.StimulusModule.Controller {
  static targets = ["ticked", "search"];

  get options() {
    return Array.from(this.element.querySelectorAll(".hub-checklist__options label"));
  }

  search() {
    const fold = (text) =>
      text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLocaleLowerCase();
    const wanted = fold(this.searchTarget.value.trim());
    this.options.forEach((label) => {
      label.parentElement.hidden = !fold(label.textContent).includes(wanted);
    });
  }

  /* Enter in the search box would save the page. */
  keep(event) {
    event.preventDefault();
  }

  tell() {
    const ticked = this.options
      .filter((label) => label.querySelector("input").checked)
      .map((label) => label.textContent.trim());
    this.tickedTarget.textContent = ticked.join(", ") || this.searchTarget.dataset.none;
  }
}

window.wagtail.app.register("hub-checklist", HubChecklist);
