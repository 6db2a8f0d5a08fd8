const data = JSON.parse(document.querySelector("#data").textContent);
const SEVERITIES = [
  { name: "breaking", sign: "✖", heading: "What breaks" },
  { name: "dangerous", sign: "▲", heading: "What may break" },
  { name: "safe", sign: "●", heading: "New and compatible" },
  { name: "note", sign: "·", heading: "Wording" },
];
/** Entries that are drawn at once; the rest waits behind a button. */
const PAGE = 150;
const MANY = 60;

const view = document.querySelector("#view");
const releases = data.releases;
const changed = releases.filter((release) => release.entries.length > 0);
const numberOf = new Intl.NumberFormat("en-US");

/** An element; text is only ever set as text. */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== undefined && child !== ""));
  return element;
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

const counted = (count, noun) => `${numberOf.format(count)} ${noun}${count === 1 ? "" : "s"}`;
const link = (route, ...children) => el("a", { href: `#/${route}` }, ...children);
const code = (text) => el("code", {}, text);
const to = {
  version: (release) => `version/${encodeURIComponent(release.version)}`,
  pair: (from, until) => `compare/${encodeURIComponent(from)}/${encodeURIComponent(until)}`,
  operation: (i) => `operation/${encodeURIComponent(data.operations[i].key)}`,
  schema: (i) => `schema/${encodeURIComponent(data.schemas[i].name)}`,
  rule: (i) => `rule/${encodeURIComponent(data.rules[i].id)}`,
};

const sum = (counts) => counts.reduce((total, count) => total + count, 0);

/** The sign of a severity, drawn by the style sheet. */
function signOf(severity) {
  const { name, sign } = SEVERITIES[severity];
  return el("span", { class: `sign ${name}`, "aria-hidden": "true" }, sign);
}

const wordOf = (severity, text = SEVERITIES[severity].name) =>
  el("span", { class: `word ${SEVERITIES[severity].name}` }, signOf(severity), ` ${text}`);

const plural = (severity, count) => (severity === 3 && count !== 1 ? "notes" : SEVERITIES[severity].name);

function tally(counts) {
  return counts
    .map((count, i) => (i < 3 || count > 0 ? `${numberOf.format(count)} ${plural(i, count)}` : ""))
    .filter(Boolean)
    .join(" · ");
}

/** Which release each change belongs to, and the changes of each operation, schema and rule, newest first. */
const releaseOf = new Map();
const changesOf = { operation: new Map(), schema: new Map(), rule: new Map() };
function note(map, key, change) {
  const list = map.get(key);
  if (list === undefined) map.set(key, [change]);
  else if (list.at(-1) !== change) list.push(change);
}
for (const release of releases) {
  for (const [, , , members] of release.entries) {
    for (const i of members) {
      const change = data.changes[i];
      releaseOf.set(i, release);
      note(changesOf.rule, change.rule, i);
      if (change.schema !== undefined) note(changesOf.schema, change.schema, i);
      const operations = new Set(change.operation === undefined ? [] : [change.operation]);
      for (const effect of change.effects) {
        const pairs = data.reaches[effect.reaches];
        for (let at = 0; at < pairs.length; at += 2) operations.add(pairs[at]);
      }
      for (const operation of operations) note(changesOf.operation, operation, i);
    }
  }
}
const usersOf = data.schemas.map((schema) => new Set(schema.uses));
const schemasOf = data.operations.map(() => []);
for (const [i, users] of usersOf.entries()) for (const operation of users) schemasOf[operation].push(i);

const severityOf = (change) => Math.min(3, ...change.effects.map((effect) => effect.severity));

function badge(severity) {
  const { name } = SEVERITIES[severity];
  return el("span", { class: `badge ${name}` }, signOf(severity), ` ${name}`);
}

/** How folded lists that were never opened are filled. */
const fillings = new WeakMap();

function fillDetails(details) {
  const fill = fillings.get(details);
  if (fill === undefined) return;
  fillings.delete(details);
  details.append(fill());
}

/** A folded list that is filled when it is opened. */
function folded(title, fill) {
  const details = el("details", {}, el("summary", {}, title));
  fillings.set(details, fill);
  details.addEventListener("toggle", () => {
    if (details.open) fillDetails(details);
  });
  return details;
}

/** On paper nothing can be opened, so everything is; what was folded before is folded again. */
const unfolded = new Set();
addEventListener("beforeprint", () => {
  for (let details = view.querySelector("details:not([open])"); details !== null; ) {
    fillDetails(details);
    details.open = true;
    unfolded.add(details);
    details = view.querySelector("details:not([open])");
  }
});
addEventListener("afterprint", () => {
  for (const details of unfolded) details.open = false;
  unfolded.clear();
});

function reachList(pairs) {
  const list = el("ul", { class: "reaches", tabindex: "0", "aria-label": "Operations" });
  for (let at = 0; at < pairs.length; at += 2) {
    const place = data.places[pairs[at + 1]];
    list.append(
      el(
        "li",
        {},
        link(to.operation(pairs[at]), data.operations[pairs[at]].key),
        place === "" ? "" : el("span", { class: "at" }, ` ${place}`),
      ),
    );
  }
  return list;
}

function effectView(effect) {
  const pairs = data.reaches[effect.reaches];
  const operations = new Set(pairs.filter((_, i) => i % 2 === 0));
  const line = el(
    "p",
    {},
    el("span", { class: "where" }, effect.direction || "as a whole"),
    wordOf(effect.severity),
  );
  const reach = el("span", { class: "reach" });
  if (operations.size === 1 && pairs.length === 2) {
    const place = data.places[pairs[1]];
    reach.append(link(to.operation(pairs[0]), data.operations[pairs[0]].key));
    if (place !== "") reach.append(el("span", { class: "at" }, ` at ${place}`));
  } else if (operations.size > 0)
    reach.append(folded(counted(operations.size, "operation"), () => reachList(pairs)));
  line.append(reach);
  const facts = effect.facts ?? [];
  const values = facts.filter(({ code }) => code).map(({ label, value }) => [label, piecesOf(value)]);
  const [witness, whole] = values;
  if (whole !== undefined) whole[1] = markedWithin(whole[1], witness[1], nameIn(whole[0], pairs));
  return el(
    "li",
    { class: SEVERITIES[effect.severity].name },
    line,
    values.length === 0 ? "" : sides(values),
    ...facts
      .filter(({ code }) => !code)
      .map(({ label, value }) => el("p", { class: "reason" }, `${label}: ${value}`)),
  );
}

/** Values side by side, each under what it is. */
function sides(values) {
  return el(
    "div",
    { class: "sides" },
    ...values.map(([label, pieces]) =>
      el(
        "figure",
        {},
        el("figcaption", {}, label),
        pieces.length === 0
          ? el("p", { class: "at" }, "nothing")
          : el("pre", { tabindex: "0", "aria-label": label }, ...pieces),
      ),
    ),
  );
}

/** A value in pieces that are compared: the lines of its JSON. */
function piecesOf(json) {
  if (json === undefined) return [];
  try {
    return JSON.stringify(JSON.parse(json), undefined, 2).split(/(?<=\n)/);
  } catch {
    // Cut off, for its length.
    return json.split(/(?<=[\s,])/);
  }
}

/** The same, but the words where it is prose. */
function wordsOf(json) {
  const text = json?.startsWith('"') && json.endsWith('"') ? JSON.parse(json) : "";
  return /\s/.test(text) ? text.split(/(?<=\s)/) : piecesOf(json);
}

/** What the value is called that an operation is reached at: `name` in `200 $.items[].name`. */
function nameIn(label, pairs) {
  const at = pairs.findIndex((one, i) => i % 2 === 0 && label.endsWith(` of ${data.operations[one].key}`));
  return at < 0 ? undefined : /[^.[\]{}\s$]+$/.exec(data.places[pairs[at + 1]])?.[0];
}

/** A whole message, with the value marked that it is shown for, where only one place holds it. */
function markedWithin(pieces, value, name) {
  const bare = (piece = "") => piece.trim().replace(/,$/, "");
  const [head, ...tail] = value.map(bare);
  const starts = pieces.flatMap((piece, i) => {
    const line = bare(piece);
    const begins =
      name === undefined
        ? line === head || line.endsWith(`: ${head}`)
        : line === `${JSON.stringify(name)}: ${head}`;
    return begins && tail.every((one, k) => bare(pieces[i + 1 + k]) === one) ? [i] : [];
  });
  if (starts.length !== 1) return pieces;
  const [start] = starts;
  const end = start + value.length;
  return [...pieces.slice(0, start), el("mark", {}, ...pieces.slice(start, end)), ...pieces.slice(end)];
}

/** Before and after, with the middle marked in which they differ. */
function beforeAndAfter({ before, after }) {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  const most = Math.min(old.length, now.length);
  let first = 0;
  while (first < most && old[first] === now[first]) first++;
  let last = 0;
  while (last < most - first && old.at(-1 - last) === now.at(-1 - last)) last++;
  const marked = (pieces) => {
    const middle = pieces.slice(first, pieces.length - last);
    return first + last === 0 || middle.length === 0
      ? pieces
      : [...pieces.slice(0, first), el("mark", {}, ...middle), ...pieces.slice(pieces.length - last)];
  };
  return sides([
    ["before", marked(old)],
    ["after", marked(now)],
  ]);
}

/** One change in full. */
function changeView(i, withRelease) {
  const change = data.changes[i];
  const severity = severityOf(change);
  const release = releaseOf.get(i);
  const rule = data.rules[change.rule];
  const meta = el(
    "p",
    { class: "meta" },
    link(to.rule(change.rule), el("span", { title: rule.title }, rule.id)),
    " ",
  );
  meta.append(el("span", { class: "id" }, change.id.slice(0, 8)));
  if (change.schema !== undefined)
    meta.append(" in ", link(to.schema(change.schema), data.schemas[change.schema].name));
  if (withRelease)
    meta.append(
      " · ",
      link(to.version(release), release.version),
      release.date === "" ? "" : ` (${release.date})`,
    );
  const article = el(
    "article",
    { class: `entry ${SEVERITIES[severity].name}` },
    el("header", {}, el("h4", {}, badge(severity), " ", change.message), meta),
  );
  if (change.effects.length > 0)
    article.append(el("ul", { class: "effects" }, ...change.effects.map(effectView)));
  if (change.before !== undefined || change.after !== undefined) article.append(beforeAndAfter(change));
  if (change.advice !== undefined)
    article.append(el("p", { class: "advice" }, el("b", {}, "What to do: "), change.advice));
  return article;
}

/** Alike changes behind one sentence. */
function entryView([sentence, severity, , members], release) {
  if (members.length === 1) return changeView(members[0], release !== undefined);
  const meta = el("p", { class: "meta" }, counted(members.length, "change"));
  if (release !== undefined) meta.append(" · ", link(to.version(release), release.version));
  return el(
    "article",
    { class: `entry ${SEVERITIES[severity].name}` },
    el("header", {}, el("h4", {}, badge(severity), " ", sentence), meta),
    folded(`All ${counted(members.length, "change")}`, () =>
      el("div", { class: "members" }, ...capped(members, (i) => changeView(i, false))),
    ),
  );
}

/** The first ones, and a button that draws the next. */
function capped(items, draw) {
  const drawn = items.slice(0, PAGE).map(draw);
  const rest = items.slice(PAGE);
  if (rest.length === 0) return drawn;
  const button = el(
    "button",
    { type: "button", class: "plain" },
    `Show ${numberOf.format(Math.min(PAGE, rest.length))} more of ${numberOf.format(rest.length)}`,
  );
  button.addEventListener("click", () => button.replaceWith(...capped(rest, draw)));
  return [...drawn, button];
}

const filters = [...document.querySelectorAll("[data-filter]")];
const shownSeverities = () =>
  new Set(filters.flatMap((button, i) => (button.getAttribute("aria-pressed") === "true" ? [i] : [])));

/** Entries of one or several releases: worst first, by resource. */
function entriesView(pairs, withRelease) {
  const shown = shownSeverities();
  const parts = SEVERITIES.flatMap((severity, i) => {
    const own = shown.has(i) ? pairs.filter(([entry]) => entry[1] === i) : [];
    if (own.length === 0) return [];
    const part = el(
      "section",
      { class: "group" },
      el("h3", { class: severity.name }, signOf(i), ` ${severity.heading}`),
    );
    const drawn = [];
    let resource;
    for (const [entry, release] of i === 3
      ? own
      : [...own].sort(
          (left, right) => rank(left[0][2]) - rank(right[0][2]) || compare(left[0][2], right[0][2]),
        )) {
      if (i !== 3 && entry[2] !== resource) {
        resource = entry[2];
        drawn.push(() => el("p", { class: "resource" }, entry[2]));
      }
      drawn.push(() => entryView(entry, withRelease ? release : undefined));
    }
    part.append(...capped(drawn, (draw) => draw()));
    return [part];
  });
  return parts.length > 0
    ? parts
    : [el("p", { class: "nothing" }, "Nothing of the severities that are switched on.")];
}

const rank = (resource) => (resource.startsWith("Shared") ? 0 : resource === "The document" ? 2 : 1);
const compare = (left, right) => (left < right ? -1 : left > right ? 1 : 0);

/** Bars of one day: the versions of that day together. */
function timeline() {
  const dated = releases.filter((release) => release.date !== "");
  if (dated.length < 2) return undefined;
  const day = (date) => Math.round(Date.parse(`${date}T00:00:00Z`) / 86400000);
  const first = day(dated.at(-1).date);
  const last = Math.max(day(dated[0].date), first + 1);
  const days = new Map();
  for (const release of dated) {
    const known = days.get(release.date) ?? { date: release.date, releases: [], counts: [0, 0, 0, 0] };
    known.releases.push(release);
    known.counts = known.counts.map((count, i) => count + release.counts[i]);
    days.set(release.date, known);
  }
  const bars = [...days.values()].filter((one) => sum(one.counts) > 0).reverse();
  const WIDTH = 1160;
  const HEIGHT = 150;
  const most = Math.max(1, ...bars.map((bar) => sum(bar.counts)));
  const x = (date) => 8 + ((day(date) - first) / (last - first)) * (WIDTH - 16);
  const wide = Math.max(2.5, Math.min(12, ((WIDTH - 16) / (last - first)) * 0.8));
  const chart = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT + 30}`,
    "aria-hidden": "true",
    focusable: "false",
  });
  const start = new Date(first * 86400000);
  const months = (last - first) / 30.4;
  const step = months > 18 ? 3 : 1;
  for (
    let month = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1));
    month.getTime() / 86400000 <= last;
    month.setUTCMonth(month.getUTCMonth() + 1)
  ) {
    const at = x(month.toISOString().slice(0, 10));
    const named = month.getUTCMonth() % step === 0;
    chart.append(svg("line", { x1: at, x2: at, y1: named ? 0 : HEIGHT - 4, y2: HEIGHT, class: "tick" }));
    if (named && at < WIDTH - 50)
      chart.append(
        svg(
          "text",
          { x: at + 3, y: HEIGHT + 21 },
          month.toLocaleDateString("en-GB", { month: "short", year: "numeric", timeZone: "UTC" }),
        ),
      );
  }
  chart.append(svg("line", { x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT, class: "axis" }));
  for (const one of days.values()) {
    if (sum(one.counts) === 0)
      chart.append(svg("circle", { cx: x(one.date), cy: HEIGHT, r: 1.6, class: "quiet" }));
  }
  const groups = bars.map((bar, i) => {
    const total = sum(bar.counts);
    const high = Math.max(4, Math.sqrt(total / most) * (HEIGHT - 10));
    const group = svg("g", { class: "bar" });
    let top = HEIGHT;
    for (const [severity, count] of [...bar.counts.entries()].reverse()) {
      if (count === 0) continue;
      const part = Math.max(1, (count / total) * high);
      top -= part;
      group.append(
        svg("rect", {
          x: x(bar.date) - wide / 2,
          y: top,
          width: wide,
          height: part,
          class: SEVERITIES[severity].name,
        }),
      );
    }
    group.append(svg("rect", { x: x(bar.date) - wide, y: 0, width: wide * 2, height: HEIGHT, class: "hit" }));
    group.append(svg("title", {}, `${bar.date}: ${tally(bar.counts)}`));
    group.addEventListener("click", () => open(i));
    group.addEventListener("pointerenter", () => select(i));
    chart.append(group);
    return group;
  });
  const said = el("p", { class: "said", "aria-hidden": "true" });
  const slider = el(
    "div",
    {
      class: "timeline",
      role: "slider",
      tabindex: "0",
      "aria-label": "Timeline of changes: arrow keys move, Enter opens",
      "aria-valuemin": "0",
      "aria-valuemax": bars.length - 1,
    },
    chart,
  );
  let at = bars.length - 1;
  function select(i) {
    groups[at]?.classList.remove("at");
    at = Math.max(0, Math.min(bars.length - 1, i));
    const bar = bars[at];
    groups[at].classList.add("at");
    const names = bar.releases
      .filter((release) => release.entries.length > 0)
      .map((release) => release.version);
    const text = `${bar.date}: ${names.join(", ")}: ${tally(bar.counts)}`;
    said.textContent = text;
    slider.setAttribute("aria-valuenow", String(at));
    slider.setAttribute("aria-valuetext", text);
  }
  function open(i) {
    const own = bars[i].releases;
    location.hash =
      own.length === 1 ? `#/${to.version(own[0])}` : `#/${to.pair(own.at(-1).previous, own[0].version)}`;
  }
  const MOVES = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    PageDown: -10,
    PageUp: 10,
    Home: -bars.length,
    End: bars.length,
  };
  slider.addEventListener("keydown", (event) => {
    if (event.key === "Enter") open(at);
    else if (event.key in MOVES) select(at + MOVES[event.key]);
    else return;
    event.preventDefault();
  });
  if (bars.length > 0) select(at);
  const legend = el(
    "p",
    { class: "legend" },
    ...SEVERITIES.flatMap((_, i) => [wordOf(i), " "]),
    "Height grows with the square root of the number of effects; dots are versions without a change.",
  );
  return el("section", { "aria-label": "Timeline" }, slider, said, legend);
}

function overview() {
  const parts = [];
  const chart = timeline();
  if (chart !== undefined) parts.push(chart);
  const shown = shownSeverities();
  const rows = [];
  for (let i = 0; i < releases.length; i++) {
    const release = releases[i];
    if (release.entries.length === 0) {
      let end = i;
      while (releases[end + 1]?.entries.length === 0) end++;
      const count = end - i + 1;
      rows.push(
        el(
          "li",
          { class: "quiet" },
          count === 1 ? release.version : `${releases[end].version} – ${release.version}`,
          el("span", {}, ` no change but the number${count === 1 ? "" : ` (${counted(count, "version")})`}`),
        ),
      );
      i = end;
      continue;
    }
    if (!release.counts.some((count, severity) => count > 0 && shown.has(severity))) continue;
    const [top] = release.entries;
    rows.push(
      el(
        "li",
        {},
        el("span", { class: "date" }, release.date),
        link(to.version(release), release.version),
        el(
          "span",
          { class: "dots" },
          ...release.counts.map((count, i) =>
            count === 0 || !shown.has(i)
              ? el("span", {}, "\u00a0")
              : el(
                  "span",
                  { class: `word ${SEVERITIES[i].name}`, title: `${count} ${plural(i, count)}` },
                  signOf(i),
                  ` ${numberOf.format(count)}`,
                  el("span", { class: "sr" }, ` ${plural(i, count)}`),
                ),
          ),
        ),
        el(
          "span",
          { class: "first" },
          top[0],
          release.entries.length > 1 ? ` and ${numberOf.format(release.entries.length - 1)} more` : "",
        ),
      ),
    );
  }
  parts.push(
    el(
      "section",
      { "aria-labelledby": "versions" },
      el("h2", { id: "versions" }, "Versions"),
      el("ul", { class: "versions" }, ...rows),
    ),
  );
  return ["", parts];
}

const title = (text, ...more) => el("h2", { tabindex: "-1", class: "page-title" }, text, ...more);

const crumbs = () => el("p", { class: "crumbs" }, link("", "All versions"));

function versionPage(release) {
  const at = releases.indexOf(release);
  const older = releases[at + 1];
  const newer = releases[at - 1];
  const move = el("p", { class: "moves" });
  if (older !== undefined) move.append(link(to.version(older), `← ${older.version}`), " ");
  if (newer !== undefined) move.append(link(to.version(newer), `${newer.version} →`));
  return [
    release.version,
    [
      title(
        release.version,
        release.date === "" ? "" : el("span", { class: "subtitle" }, ` ${release.date}`),
      ),
      el("p", { class: "tally" }, `Against ${release.previous}: ${tally(release.counts)}`),
      move,
      ...(release.entries.length === 0
        ? [el("p", { class: "nothing" }, "No change but the number.")]
        : entriesView(
            release.entries.map((entry) => [entry, release]),
            false,
          )),
    ],
  ];
}

/** All that changed between two versions, however far apart. */
function pairPage(from, until) {
  const order = [
    ...releases.map((release) => release.version),
    ...(releases.length > 0 ? [releases.at(-1).previous] : []),
  ];
  const [older, newer] = [order.indexOf(from), order.indexOf(until)].sort((left, right) => right - left);
  if (newer < 0) return missing("version", order.includes(from) ? until : from);
  const between = releases.slice(newer, older);
  const pairs = between.flatMap((release) => release.entries.map((entry) => [entry, release]));
  const counts = between.reduce(
    (total, release) => total.map((count, i) => count + release.counts[i]),
    [0, 0, 0, 0],
  );
  const steps = between.filter((release) => release.entries.length > 0).length;
  return [
    `${order[older]} → ${order[newer]}`,
    [
      title(`${order[older]} → ${order[newer]}`),
      el("p", { class: "tally" }, tally(counts)),
      steps < 2
        ? ""
        : el(
            "p",
            { class: "union" },
            `These are the changes of ${steps} versions put together: what changed and changed back is here twice. For the two documents alone, run `,
            code(`specwitness diff ${order[older]} ${order[newer]}`),
            ".",
          ),
      ...(pairs.length === 0
        ? [el("p", { class: "nothing" }, "No change but the number.")]
        : entriesView(pairs, true)),
    ],
  ];
}

function changesList(indices) {
  const shown = shownSeverities();
  const own = indices.filter((i) => shown.has(severityOf(data.changes[i])));
  return own.length === 0
    ? [el("p", { class: "nothing" }, "No change is known.")]
    : capped(own, (i) => changeView(i, true));
}

const LIFE = new Map([
  ["operation-added", "added"],
  ["operation-removed", "removed"],
  ["deprecated-operation-removed", "removed"],
  ["deprecated", "deprecated"],
  ["deprecation-withdrawn", "no longer deprecated"],
]);

/** What it met, oldest first: when it came, what broke it or may have, when it went. */
function life(operation, indices) {
  const reaches = ({ reaches }) => data.reaches[reaches].some((one, at) => at % 2 === 0 && one === operation);
  const steps = new Map();
  for (const i of [...indices].reverse()) {
    const change = data.changes[i];
    const own =
      change.whole && change.operation === operation ? LIFE.get(data.rules[change.rule].id) : undefined;
    const harm = change.effects.filter((effect) => effect.severity < 2 && reaches(effect));
    if (own === undefined && harm.length === 0) continue;
    const release = releaseOf.get(i);
    const step = steps.get(release) ?? { turns: [], harms: new Map(), changes: [] };
    steps.set(release, step);
    if (own !== undefined) step.turns.push(own);
    else step.changes.push(change);
    for (const { direction, severity } of own === undefined ? harm : []) {
      const what = direction || "it";
      step.harms.set(what, Math.min(severity, step.harms.get(what) ?? 3));
    }
  }
  const rows = [...steps].map(([release, { turns, harms, changes }]) => {
    const [worst, ...others] = changes.sort((left, right) => severityOf(left) - severityOf(right));
    return el(
      "li",
      {},
      el("span", { class: "date" }, release.date),
      link(to.version(release), release.version),
      el(
        "span",
        { class: "turns" },
        ...turns.map((turn) => el("b", {}, turn)),
        ...[...harms].map(([what, severity]) =>
          wordOf(severity, `${severity === 0 ? "breaks" : "may break"} ${what}`),
        ),
      ),
      worst === undefined
        ? ""
        : el(
            "span",
            { class: "first" },
            worst.message,
            others.length === 0 ? "" : ` and ${numberOf.format(others.length)} more`,
          ),
    );
  });
  const came = [...steps.values()].some(({ turns }) => turns.includes("added"));
  if (!came && releases.length > 0)
    rows.unshift(
      el(
        "li",
        {},
        el("span", { class: "date" }),
        el("span", {}, releases.at(-1).previous),
        el("span", { class: "turns" }, "there from the start"),
      ),
    );
  return el(
    "section",
    { "aria-label": "Life" },
    el("h3", {}, "Its life"),
    el("ol", { class: "versions life" }, ...rows),
  );
}

function operationPage(i) {
  const operation = data.operations[i];
  const indices = changesOf.operation.get(i) ?? [];
  const schemas = schemasOf[i];
  return [
    operation.key,
    [
      title(code(operation.key)),
      el(
        "p",
        {},
        operation.summary,
        operation.resource === "" ? "" : el("span", { class: "at" }, ` (${operation.resource})`),
      ),
      ...(operation.there ? [] : [el("p", { class: "gone" }, "The newest version does not have it.")]),
      life(i, indices),
      schemas.length === 0
        ? ""
        : folded(`Uses ${counted(schemas.length, "schema")}`, () =>
            el(
              "ul",
              { class: "reaches", tabindex: "0", "aria-label": "Schemas" },
              ...schemas.map((one) => el("li", {}, link(to.schema(one), data.schemas[one].name))),
            ),
          ),
      el("h3", {}, `${counted(indices.length, "change")} reached it`),
      ...changesList(indices),
    ],
  ];
}

function schemaPage(i) {
  const schema = data.schemas[i];
  const indices = changesOf.schema.get(i) ?? [];
  const list = el(
    "ul",
    { class: "reaches", tabindex: "0", "aria-label": "Operations" },
    ...schema.uses.map((one) => el("li", {}, link(to.operation(one), data.operations[one].key))),
  );
  return [
    schema.name,
    [
      title("Schema ", code(schema.name)),
      schema.uses.length === 0
        ? el("p", { class: "gone" }, "No operation of the newest version uses it.")
        : el(
            "section",
            { "aria-label": "Operations" },
            el(
              "h3",
              {},
              `${counted(schema.uses.length, "operation")} use${schema.uses.length === 1 ? "s" : ""} it`,
            ),
            list,
          ),
      el("h3", {}, counted(indices.length, "change")),
      ...changesList(indices),
    ],
  ];
}

function rulePage(i) {
  const rule = data.rules[i];
  const indices = changesOf.rule.get(i) ?? [];
  return [
    rule.id,
    [
      title("Rule ", code(rule.id)),
      el("p", {}, rule.title === "" ? "" : `${rule.title}.`, rule.why === "" ? "" : ` ${rule.why}`),
      rule.remedy === "" ? "" : el("p", {}, el("b", {}, "What to do: "), rule.remedy),
      el("h3", {}, counted(indices.length, "change")),
      ...changesList(indices),
    ],
  ];
}

function missing(what, name) {
  return ["Not found", [title("Not found"), el("p", {}, `There is no ${what} ${name} here.`)]];
}

function page() {
  const [kind = "", ...names] = location.hash
    .replace(/^#\/?/, "")
    .split("/")
    .map((part) => {
      try {
        return decodeURIComponent(part);
      } catch {
        return part;
      }
    });
  const [name = ""] = names;
  if (kind === "compare") return pairPage(name, names[1] ?? "");
  if (kind === "operation")
    return found(
      operationPage,
      kind,
      data.operations.findIndex((one) => one.key === name),
      name,
    );
  if (kind === "schema")
    return found(
      schemaPage,
      kind,
      data.schemas.findIndex((one) => one.name === name),
      name,
    );
  if (kind === "rule")
    return found(
      rulePage,
      kind,
      data.rules.findIndex((one) => one.id === name),
      name,
    );
  // A permalink of the release notes works here too.
  const release = releases.find((one) => (kind === "version" ? one.version === name : one.anchor === kind));
  if (release !== undefined) return versionPage(release);
  return kind === "version" ? missing(kind, name) : overview();
}

function found(draw, kind, i, name) {
  return i < 0 ? missing(kind, name) : draw(i);
}

const named = document.title;
const status = document.querySelector("#status");
function show(focus) {
  if (location.hash === "#main") return;
  const [name, parts] = page();
  const isPart = name !== "";
  document.body.classList.toggle("part-page", isPart);
  view.replaceChildren(...(isPart ? [crumbs()] : []), ...parts.filter((part) => part !== ""));
  // The newest day is what one looks for where the chart is wider than the screen.
  const chart = view.querySelector(".timeline");
  if (chart !== null) chart.scrollLeft = chart.scrollWidth;
  document.title = isPart ? `${name} · ${named}` : named;
  if (!focus) return;
  status.textContent = name === "" ? "All versions" : name;
  scrollTo(0, 0);
  (view.querySelector(".page-title") ?? document.querySelector("#main")).focus({ preventScroll: true });
}

/** The pair of versions. */
const [from, until] = [document.querySelector("#from"), document.querySelector("#to")];
for (const release of releases) until.append(el("option", { value: release.version }, release.version));
for (const release of releases) from.append(el("option", { value: release.previous }, release.previous));
const start = changed.at(1) ?? releases.at(-1);
if (start !== undefined) from.value = start.version;
document.querySelector("#pair").addEventListener("submit", (event) => {
  event.preventDefault();
  location.hash = `#/${to.pair(from.value, until.value)}`;
});

for (const button of filters) {
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    show(false);
  });
}

/** Search as you type. */
const field = document.querySelector("#find");
const list = document.querySelector("#found");
const places = [
  ...data.operations.map((one, i) => ({
    kind: "operation",
    text: one.key,
    more: one.summary,
    route: to.operation(i),
  })),
  ...data.schemas.map((one, i) => ({ kind: "schema", text: one.name, more: "", route: to.schema(i) })),
  ...data.rules.map((one, i) => ({ kind: "rule", text: one.id, more: one.title, route: to.rule(i) })),
  ...releases.map((one) => ({ kind: "version", text: one.version, more: one.date, route: to.version(one) })),
].map((one) => ({ ...one, hay: `${one.kind} ${one.text} ${one.more}`.toLowerCase() }));
let options = [];
let active = -1;

function search() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  const fits =
    words.length === 0 ? [] : places.filter((one) => words.every((word) => one.hay.includes(word)));
  // What begins as the question does stands first.
  const asked = words.join(" ");
  const order = (one) =>
    one.text.toLowerCase() === asked
      ? 0
      : one.text.toLowerCase().startsWith(asked)
        ? 1
        : one.text.toLowerCase().includes(asked)
          ? 2
          : 3;
  const best = fits.map((one) => [order(one), one]).sort((left, right) => left[0] - right[0]);
  options = best.slice(0, MANY).map(([, one], i) => {
    const item = el(
      "li",
      { role: "option", id: `found-${i}`, "aria-selected": "false" },
      el("span", { class: "kind" }, one.kind),
      " ",
      one.text,
      one.more === "" ? "" : el("span", { class: "at" }, ` ${one.more}`),
    );
    item.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      go(i);
    });
    item.dataset.route = one.route;
    return item;
  });
  list.replaceChildren(...options);
  list.hidden = words.length === 0;
  field.setAttribute("aria-expanded", String(options.length > 0));
  status.textContent = words.length === 0 ? "" : `${counted(fits.length, "result")}`;
  if (words.length > 0 && options.length === 0) list.hidden = true;
  activate(options.length > 0 ? 0 : -1);
}

function activate(i) {
  options[active]?.setAttribute("aria-selected", "false");
  active = options.length === 0 ? -1 : (i + options.length) % options.length;
  if (active < 0) {
    field.removeAttribute("aria-activedescendant");
    return;
  }
  options[active].setAttribute("aria-selected", "true");
  field.setAttribute("aria-activedescendant", options[active].id);
  options[active].scrollIntoView({ block: "nearest" });
}

function close() {
  list.hidden = true;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

function go(i) {
  const route = options[i]?.dataset.route;
  if (route === undefined) return;
  close();
  field.value = "";
  location.hash = `#/${route}`;
}

field.addEventListener("input", search);
field.addEventListener("focus", () => {
  if (field.value !== "") search();
});
field.addEventListener("blur", close);
field.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") activate(active + 1);
  else if (event.key === "ArrowUp") activate(active - 1);
  else if (event.key === "Enter") go(active);
  else if (event.key === "Escape") {
    field.value = "";
    close();
  } else return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^(?:INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "")) return;
  event.preventDefault();
  field.focus();
});

document.querySelector("#tools").hidden = false;
addEventListener("hashchange", () => show(true));
show(false);
