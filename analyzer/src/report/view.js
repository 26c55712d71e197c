// The page: a list of kernels to search, and the one that is looked at.
"use strict";

const index = JSON.parse(document.getElementById("index").textContent);
const packed = document.querySelectorAll('script[type="application/gzip"]');
const list = document.getElementById("kernels");
const search = document.getElementById("search");
/** Kernels that the list holds at first; more follow as it is scrolled. */
const AT_A_TIME = 200;

/** All that the page holds of a kernel. */
async function unpack(number) {
  const bytes = Uint8Array.from(atob(packed[number].textContent), (char) => char.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(unpacked).json();
}

const ORDERS = {
  file: () => 0,
  name: (a, b) => (a.display < b.display ? -1 : a.display > b.display ? 1 : 0),
  accesses: (a, b) => total(b) - total(a),
  doubt: (a, b) => doubt(b) - doubt(a),
};

const total = ({ exact, upper, unknown }) => exact + upper + unknown;
const doubt = (entry) => (total(entry) ? 1 - entry.exact / total(entry) : 0);

/** How much is exact, as a small bar. */
function share(entry) {
  const part = (name) => {
    const width = `width:${(100 * entry[name]) / Math.max(1, total(entry))}%`;
    return element("i", { class: name, style: width });
  };
  const title = ["exact", "upper", "unknown"].map((name) => `${entry[name]} ${name}`).join(", ");
  return element("span", { class: "share", title }, ["exact", "upper", "unknown"].map(part));
}

/** A kernel in the list; its row is made when it is first shown. */
class Row {
  constructor(entry, number) {
    Object.assign(this, { entry, number });
    const words = [entry.display, entry.name, entry.file, entry.source ?? "", ...entry.params];
    this.words = words.join("\n").toLowerCase();
  }

  get shown() {
    return (this.element ??= this.make());
  }

  make() {
    const { entry, number } = this;
    const about = `${visible(entry.file)} · ${total(entry)} accesses`;
    return element(
      "li",
      { role: "option", id: `k${number}`, "aria-selected": String(number === chosen),
        click: () => choose(number) },
      element("span", { class: "name", title: visible(entry.display) }, visible(entry.display)),
      element("span", { class: "about" }, element("span", {}, about), share(entry)),
    );
  }
}

const rows = index.map((entry, number) => new Row(entry, number));
let sorted = rows;
let found = rows;
let limit = AT_A_TIME;

function show() {
  list.replaceChildren(...found.slice(0, limit).map(({ shown }) => shown));
}

function filter() {
  const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  found = sorted.filter(({ words }) => wanted.every((word) => words.includes(word)));
  limit = AT_A_TIME;
  list.scrollTop = 0;
  document.getElementById("count").textContent = `${GROUPED.format(found.length)} kernels`;
  show();
}

function order(by) {
  sorted = [...rows].sort((a, b) => ORDERS[by](a.entry, b.entry) || a.number - b.number);
  filter();
}

list.addEventListener("scroll", () => {
  const left = list.scrollHeight - list.scrollTop - list.clientHeight;
  if (left < list.clientHeight && limit < found.length) {
    const more = found.slice(limit, limit + AT_A_TIME);
    limit += AT_A_TIME;
    list.append(...more.map(({ shown }) => shown));
  }
});

let chosen = -1;

async function choose(number) {
  if (chosen >= 0) rows[chosen].shown.setAttribute("aria-selected", "false");
  chosen = number;
  const at = found.indexOf(rows[number]);
  if (at >= limit) {
    limit = at + AT_A_TIME;
    show();
  }
  const row = rows[number].shown;
  row.setAttribute("aria-selected", "true");
  row.scrollIntoView({ block: "nearest" });
  list.setAttribute("aria-activedescendant", row.id);
  history.replaceState(null, "", `#${encodeURIComponent(index[number].name)}`);
  const details = await unpack(number);
  if (chosen === number) showKernel(document.getElementById("kernel"), details);
}

/** Moves the choice among the kernels that are shown. */
function step(by) {
  const at = found.findIndex(({ number }) => number === chosen);
  const next = found[Math.min(Math.max(at + by, 0), found.length - 1)];
  if (next) choose(next.number);
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input, select, textarea");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    search.focus();
  } else if (event.key === "Escape" && event.target === search) {
    search.value = "";
    filter();
    list.focus();
  } else if (event.target === search || event.target === list || !typing) {
    const by = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    const letter = event.key.length === 1;
    const inside = event.target.closest("main") !== null;
    if (by && !(typing && letter) && !(inside && !letter)) {
      event.preventDefault();
      step(by);
    }
  }
});
search.addEventListener("input", filter);
document.getElementById("order").addEventListener("change", (event) => order(event.target.value));

function start() {
  const sum = (name) => index.reduce((so_far, entry) => so_far + entry[name], 0);
  const all = sum("exact") + sum("upper") + sum("unknown");
  const files = new Set(index.map(({ file }) => file)).size;
  const exact = all ? ((100 * sum("exact")) / all).toFixed(1) : "100";
  document.getElementById("summary").textContent =
    `${GROUPED.format(index.length)} kernels of ${GROUPED.format(files)} files, ` +
    `${GROUPED.format(all)} accesses, ${exact} % exact`;
  order("file");
  const wanted = decodeURIComponent(location.hash.slice(1));
  const named = index.findIndex(({ name }) => name === wanted);
  if (index.length) choose(Math.max(0, named));
}

start();
