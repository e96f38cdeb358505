/* While an import is under way, its page is fetched again; without scripts a link does the same. */
async function lookAgain() {
  const shown = document.getElementById("import");
  if (!shown?.dataset.underWay) return;
  try {
    const response = await fetch(window.location.href);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById("import");
    if (fresh) shown.replaceWith(fresh);
  } finally {
    window.setTimeout(lookAgain, 3000);
  }
}

window.setTimeout(lookAgain, 3000);
