const query = document.querySelector("#query");
const toolbar = document.querySelector(".toolbar");
if (query !== null && toolbar !== null) {
  toolbar.hidden = false;
  const entries = Array.from(document.querySelectorAll(".entry"), (element) => ({
    element,
    text: undefined,
  }));
  const buttons = Array.from(document.querySelectorAll("[data-filter]"));
  const shown = document.querySelector("#shown");
  const nothing = document.querySelector("#nothing");
  const on = () =>
    new Set(buttons.filter((b) => b.getAttribute("aria-pressed") === "true").map((b) => b.dataset.filter));

  const parts = Array.from(document.querySelectorAll(".part"));

  /** What an entry is found by: its own words, its ids, and the title of the part it stands in. */
  function textOf(entry) {
    const title = entry.element.closest(".part")?.querySelector("h2")?.textContent ?? "";
    return `${title} ${entry.element.textContent} ${entry.element.dataset.ids ?? ""}`.toLowerCase();
  }

  function apply() {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const severities = on();
    const all = severities.size === buttons.length;
    const everything = all && words.length === 0;
    let count = 0;
    for (const entry of entries) {
      const { severity } = entry.element.dataset;
      entry.text ??= textOf(entry);
      const fits =
        (severity === undefined || severities.has(severity)) &&
        words.every((word) => entry.text.includes(word));
      entry.element.hidden = !fits;
      if (fits) count++;
    }
    for (const group of document.querySelectorAll(".group")) {
      group.hidden = group.querySelector(".entry:not([hidden])") === null;
    }
    let parted = 0;
    for (const part of parts) {
      const own = part.querySelector(".entry") === null && all;
      const text = own ? part.textContent.toLowerCase() : "";
      const fits = own && words.every((word) => text.includes(word));
      part.hidden = !everything && !fits && part.querySelector(".entry:not([hidden])") === null;
      if (!part.hidden) parted++;
    }
    shown.textContent = everything ? "" : `${count} of ${entries.length} shown`;
    nothing.hidden = everything || count + parted > 0;
  }

  function showEverything() {
    query.value = "";
    for (const button of buttons) button.setAttribute("aria-pressed", "true");
    apply();
  }

  query.addEventListener("input", apply);
  for (const button of buttons) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") === "true" ? "false" : "true");
      apply();
    });
  }
  document.querySelector("#reset")?.addEventListener("click", showEverything);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== query) {
      event.preventDefault();
      query.focus();
    } else if (event.key === "Escape" && document.activeElement === query) showEverything();
  });
}

const unfold = document.querySelector("#unfold");
function setOpen(open) {
  for (const details of document.querySelectorAll("details")) details.open = open;
}
unfold?.addEventListener("click", () => {
  const open = unfold.getAttribute("aria-pressed") !== "true";
  unfold.setAttribute("aria-pressed", String(open));
  unfold.textContent = open ? "Fold all" : "Unfold all";
  setOpen(open);
});

/** On paper nothing can be opened, so everything is; what was folded before is folded again. */
let folded = [];
addEventListener("beforeprint", () => {
  folded = Array.from(document.querySelectorAll("details:not([open])"));
  for (const details of folded) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of folded) details.open = false;
});
