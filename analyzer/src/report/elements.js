// Building blocks of the page. Text of tables gets in as text, never as markup.
"use strict";

/** An element with attributes (functions listen) and children (text or elements). */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

function drawing(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const GROUPED = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const SHORT = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });

function bytesText(bytes) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
  let unit = 0;
  while (bytes >= 1024 && unit + 1 < units.length) [bytes, unit] = [bytes / 1024, unit + 1];
  return `${SHORT.format(bytes)} ${units[unit]}`;
}

/** Text of others, with what would steer or reverse the text around it made visible. */
function visible(text) {
  const hidden = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
  const shown = (letter) => `\\u{${letter.codePointAt(0).toString(16)}}`;
  return String(text).replace(hidden, shown);
}

/**
 * A table that is sorted by a click on a column's head. A column is `{title, cell, sort, number}`;
 * `sort(row)` is what to sort by.
 */
function sortable(columns, rows, { more = 300, row: decorate = () => ({}) } = {}) {
  const body = element("tbody");
  let [ordered, all] = [rows, false];
  const fill = () => {
    const shown = all ? ordered : ordered.slice(0, more);
    const line = (row) =>
      element("tr", decorate(row), columns.map(({ cell, number, text }) =>
        element("td", { class: number ? "number" : text ? "text" : null }, cell(row))));
    body.replaceChildren(...shown.map(line));
    const left = ordered.length - shown.length;
    if (left > 0) {
      const show = () => { all = true; fill(); };
      const button = element("button", { type: "button", click: show }, `show ${left} more`);
      body.append(element("tr", {}, element("td", { colspan: columns.length }, button)));
    }
  };
  const heads = columns.map(({ title, sort, number, about }) => {
    const attributes = { scope: "col", class: number ? "number" : null, title: about };
    if (!sort) return element("th", attributes, title);
    const click = () => {
      const down = head.getAttribute("aria-sort") === "descending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "ascending" : "descending");
      const sign = down ? 1 : -1;
      const compare = (a, b) => (a < b ? -sign : a > b ? sign : 0);
      ordered = [...rows].sort((a, b) => compare(sort(a), sort(b)));
      fill();
    };
    const head = element("th", attributes, element("button", { type: "button", click }, title));
    return head;
  });
  fill();
  const table = element("table", {}, element("thead", {}, element("tr", {}, heads)), body);
  return element("div", { class: "scroll" }, table);
}
