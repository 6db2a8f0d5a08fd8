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

  function apply() {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const severities = on();
    const everything = words.length === 0 && severities.size === buttons.length;
    let count = 0;
    for (const entry of entries) {
      const { severity, ids = "" } = entry.element.dataset;
      entry.text ??= `${entry.element.textContent} ${ids}`.toLowerCase();
      const fits =
        (severity === undefined || severities.has(severity)) &&
        words.every((word) => entry.text.includes(word));
      entry.element.hidden = !fits;
      if (fits) count++;
    }
    for (const group of document.querySelectorAll(".group")) {
      group.hidden = group.querySelector(".entry:not([hidden])") === null;
    }
    for (const part of document.querySelectorAll(".part")) {
      part.hidden = !everything && part.querySelector(".entry:not([hidden])") === null;
    }
    shown.textContent = everything ? "" : `${count} of ${entries.length} shown`;
    nothing.hidden = count > 0 || everything;
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
