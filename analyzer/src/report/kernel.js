// One kernel: a launch to choose, heat of its arguments, accesses by line, reasons, assumptions.
"use strict";

const SIDES = [["load", "read"], ["store", "write"], ["atomic", "atomic"]];
/** Cells of a heat strip. */
const CELLS = 256;
const FILLS = {
  given: "as given",
  zero: "all 0",
  count: "0, 1, 2, …",
  random: "random below 16",
};

// -- a launch, from a form

/** Arguments and fields that are numbers in formulas, with what people call them. */
function scalars({ params }) {
  return params.flatMap(({ index, name, type, fields = [] }) => {
    const own = name ? visible(name) : `arg${index}`;
    if (type === "int") return [{ key: `arg${index}`, label: own }];
    const ints = fields.filter((field) => field.type === "int");
    return ints.map(({ at }) => ({ key: `arg${index}@${at}`, label: `${own}@${at}` }));
  });
}

/** Pointers that formulas read integers through. */
function loadedPointers(kernel) {
  const found = JSON.stringify(kernel).matchAll(/load\((arg\d+(?:@\d+)?)/g);
  return [...new Set([...found].map(([, pointer]) => pointer))].sort();
}

/** What to start from where nobody gives a launch. */
function guessedLaunch(kernel) {
  const { required_block: required, max_block: max } = kernel.launch_bounds ?? {};
  const block = required ?? [Math.min(256, max?.[0] ?? 256), 1, 1];
  // Ranks are small; everything else is a size, as far as anybody can tell.
  const value = (label) => (/rank|n(um)?_?dims?$/i.test(label) ? "2" : "1024");
  const args = scalars(kernel).map(({ key, label }) => [key, value(label)]);
  return { name: "a guess", grid: [64, 1, 1], block, args, contents: [] };
}

const LOADS = {
  i8: (view, at) => view.getInt8(at),
  u8: (view, at) => view.getUint8(at),
  i16: (view, at) => view.getInt16(at, true),
  u16: (view, at) => view.getUint16(at, true),
  i32: (view, at) => view.getInt32(at, true),
  u32: (view, at) => view.getUint32(at, true),
  i64: (view, at) => view.getBigInt64(at, true),
  u64: (view, at) => view.getBigUint64(at, true),
};

/** Contents that a launch gives, zero where it says so; undefined beyond. */
function given({ given, known }) {
  const bytes = Uint8Array.from(atob(given), (char) => char.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return (offset, type) => {
    const size = Number(type.slice(1)) / 8;
    if (offset < 0 || offset + size > known) return undefined;
    if (offset + size <= bytes.length) return LOADS[type](view, offset);
    const padded = new Uint8Array(8);
    padded.set(bytes.slice(Math.min(offset, bytes.length)));
    return LOADS[type](new DataView(padded.buffer), 0);
  };
}

/** Contents by rule: element by element, whatever their size. */
function filled(rule) {
  const element = (offset, type) => Math.floor(offset / (Number(type.slice(1)) / 8));
  return {
    zero: () => 0,
    count: element,
    random: (offset, type) => Math.imul(element(offset, type) + 1, 0x9e3779b1) >>> 28,
  }[rule];
}

/** The launch as `evaluate` takes it. */
function boundLaunch(kernel, chosen, rules) {
  const args = new Map();
  for (const { index, type, fields = [] } of kernel.params) {
    // Some address; formulas ask only whether it is null.
    if (type === "pointer") args.set(`arg${index}`, 2 ** 32);
    for (const field of fields) {
      if (field.type === "pointer") args.set(`arg${index}@${field.at}`, 2 ** 32);
    }
  }
  for (const [key, text] of chosen.args) {
    const value = BigInt(text);
    args.set(key, Number.isSafeInteger(Number(value)) ? Number(value) : value);
  }
  const behind = new Map(chosen.contents.map((each) => [each.pointer, given(each)]));
  for (const [pointer, rule] of rules) {
    if (rule !== "given") behind.set(pointer, filled(rule));
  }
  const load = (pointer, offset, type) => behind.get(pointer)?.(offset, type);
  return { grid: chosen.grid, block: chosen.block, args, load };
}

// -- the view

class KernelView {
  constructor(main, { module, kernel, launches, lines }) {
    Object.assign(this, { main, module, kernel, launches, lines: new Map(lines) });
    this.prepared = prepare(kernel);
    this.scalars = scalars(kernel);
    this.loaded = loadedPointers(kernel);
    this.names = new Map(kernel.params.map(({ index, name }) => [`arg${index}`, name]));
    this.compare = "none";
    this.choose(launches[0] ?? guessedLaunch(kernel));
    this.results = element("div");
    this.form = element("form", { class: "launch", submit: (event) => event.preventDefault() });
    main.replaceChildren(...this.head(), this.form, this.results, ...this.foot());
    main.scrollTop = 0;
    this.fillForm();
    this.answer();
  }

  choose(launch) {
    const { name, grid, block, args, contents } = launch;
    this.launch = { name, grid: [...grid], block: [...block], args: args.map((it) => [...it]),
      contents };
    const has = new Set(contents.map(({ pointer }) => pointer));
    this.rules = new Map(this.loaded.map((it) => [it, has.has(it) ? "given" : "count"]));
  }

  head() {
    const { kernel, module } = this;
    const facts = [module.path, module.target, module.cpu, kernel.source, kernel.name];
    const shown = [...new Set(facts.filter((fact) => fact && fact !== kernel.display))];
    return [
      element("h2", {}, visible(kernel.display)),
      element("p", { class: "dim" }, shown.map(visible).join(" · ")),
      ...kernel.diagnostics.map((text) => element("p", { class: "upper" }, visible(text))),
    ];
  }

  // The form is built anew when another launch is chosen, and read when one of its fields changes.
  fillForm() {
    const { launch } = this;
    const number = (value, about, set, wide) => element("input", {
      class: wide ? null : "axis", inputmode: "numeric", value, "aria-label": about,
      pattern: wide ? "-?[0-9]{1,19}" : "[0-9]{1,10}", required: "",
      change: (event) => event.target.reportValidity() && this.change(() => set(event.target.value)),
    });
    const size = (name) => element("label", {}, name, ["x", "y", "z"].map((axis, at) =>
      number(launch[name][at], `${name} ${axis}`, (text) => { launch[name][at] = Number(text); })));
    const scalar = ({ key, label }) => {
      const arg = launch.args.find(([found]) => found === key);
      if (!arg) return null;
      return element("label", { title: key }, `${label} =`,
        number(arg[1], label, (text) => { arg[1] = text; }, true));
    };
    const choice = (options, value, set) => element(
      "select", { change: (event) => this.change(() => set(event.target.value)) },
      options.map(([key, label]) => element("option",
        { value: key, selected: key === value ? "" : null }, label)));
    const fill = (pointer) => {
      const has = launch.contents.some((each) => each.pointer === pointer);
      const rules = Object.entries(FILLS).filter(([rule]) => has || rule !== "given");
      return element("label", {}, `${this.label(pointer)} holds`,
        choice(rules, this.rules.get(pointer), (rule) => this.rules.set(pointer, rule)));
    };
    const all = [...this.launches, ...(this.launches.length ? [] : [guessedLaunch(this.kernel)])];
    const pick = (at) => { this.choose(all[at]); this.fillForm(); };
    const names = all.map(({ name }, at) => [String(at), visible(name)]);
    const at = String(Math.max(0, all.findIndex(({ name }) => name === launch.name)));
    const twice = [["none", "nothing else"], ["grid", "twice the grid (x)"],
      ["gridy", "twice the grid (y)"], ["block", "twice the block (x)"]];
    this.form.replaceChildren(
      element("label", {}, "Launch", choice(names, at, pick)),
      size("grid"), size("block"),
      ...this.scalars.map(scalar).filter(Boolean),
      ...this.loaded.map(fill),
      element("label", {}, "Compare with",
        choice(twice, this.compare, (value) => { this.compare = value; })),
      ...(this.launches.length ? [] : [element("span", { class: "note" },
        "No launch was given: these values are a guess. Set them to those of your launch.")]),
    );
  }

  change(set) {
    set();
    this.answer();
  }

  label(root) {
    return root.replace(/arg\d+/g, (arg) => visible(this.names.get(arg) ?? arg));
  }

  /** Evaluates the launch, and the one to compare with, and shows what came out. */
  answer() {
    const launch = boundLaunch(this.kernel, this.launch, this.rules);
    const warp = this.module.target.startsWith("amdgcn") ? 64 : 32;
    try {
      this.result = evaluate(this.prepared, launch);
      this.sectors = requests(this.prepared, launch, warp);
      this.other = this.compare === "none" ? null : evaluate(this.prepared, this.doubled(launch));
    } catch (error) {
      const text = `This launch cannot be evaluated: ${error.message ?? String(error)}`;
      this.results.replaceChildren(element("p", { class: "unknown", role: "alert" }, text));
      return;
    }
    this.results.replaceChildren(this.note(), ...this.arguments(), this.strip = element("div"),
      ...this.accessLines(), ...this.accesses());
    this.select(this.hottest);
  }

  doubled(launch) {
    const [grid, block] = [[...launch.grid], [...launch.block]];
    if (this.compare === "grid") grid[0] *= 2;
    if (this.compare === "gridy") grid[1] *= 2;
    if (this.compare === "block") block[0] *= 2;
    return { ...launch, grid, block };
  }

  note() {
    const { whole, chosen } = this.result;
    if (whole) return element("p", { class: "dim" }, "All threads of this launch were evaluated.");
    const { blocks, sampledBlocks, warps, sampledWarps, iterations } = chosen;
    const parts = [`${GROUPED.format(sampledBlocks)} of ${GROUPED.format(blocks)} blocks`];
    if (sampledWarps < warps) parts.push(`${sampledWarps} of ${warps} warps each`);
    if (Number.isFinite(iterations)) parts.push(`${iterations} iterations of long loops`);
    return element("p", { class: "upper" },
      `A sample: ${parts.join(", ")}; figures with ≈ are scaled up from it. ` +
      "what has a formula is exact, and kht footprint counts the rest.");
  }

  // -- arguments

  arguments() {
    const heat = new Map(this.kernel.heat.map((each) =>
      [each.at === undefined ? `arg${each.param}` : `arg${each.param}@${each.at}`, each]));
    const roots = new Set([...heat.keys(), ...this.result.uses.keys()]);
    const launch = boundLaunch(this.kernel, this.launch, this.rules);
    const row = (root) => {
      const use = this.result.uses.get(root) ?? newUse(root);
      const sides = this.traffic(heat.get(root), launch, this.result, root);
      const traffic = sides.map(({ bytes }) => bytes);
      const sum = traffic.reduce((a, b) => a + b);
      const then = this.other &&
        this.traffic(heat.get(root), this.doubled(launch), this.other, root);
      return { root, use, heat: heat.get(root), traffic, unique: uniqueBytes(use), sum,
        about: sides.map(({ sure }) => (sure ? "" : "≈ ")),
        other: then?.map(({ bytes }) => bytes).reduce((a, b) => a + b) };
    };
    const rows = [...roots].map(row).sort((a, b) => b.sum - a.sum);
    const most = Math.max(1, ...rows.map(({ sum }) => sum));
    this.hottest = rows[0]?.root;
    const select = ({ root }) => () => this.select(root);
    const table = sortable(this.argumentColumns(most), rows, {
      row: (row) => ({ tabindex: 0, "data-root": row.root, click: select(row),
        keydown: (event) => event.key === "Enter" && select(row)() }),
    });
    this.argumentTable = table;
    return [
      element("h3", {}, "Arguments, hottest first"), table,
      element("div", { class: "legend" }, SIDES.map(([, name]) =>
        element("span", {}, element("b", { class: name }), name))),
    ];
  }

  /** Bytes that a pointer's accesses move, by formula where there is one, else as evaluated. */
  traffic(heat, launch, { uses, whole }, root) {
    const env = new Environment(this.prepared, launch);
    const use = uses.get(root) ?? newUse(root);
    return SIDES.map(([op, name]) => {
      const formula = ownTraffic(this.kernel, heat?.[name]);
      if (!whole && formula) {
        const bytes = known(new Formula(formula), env);
        if (bytes !== undefined) return { bytes: Number(bytes), sure: true };
      }
      return { bytes: use[op].bytes, sure: whole };
    });
  }

  argumentColumns(most) {
    const { whole } = this.result;
    const side = (at, name) => ({ title: name, number: true, sort: (row) => row.traffic[at],
      cell: ({ traffic, about }) => (traffic[at] ? about[at] + bytesText(traffic[at]) : "") });
    const bar = ({ traffic }) => element("span", { class: "bar" }, SIDES.map(([, name], at) =>
      element("i", { class: name, style: `width:${(100 * traffic[at]) / most}%` })));
    const growth = ({ sum, other }) =>
      other === undefined || !sum ? "" : `${SHORT.format(other / sum)} ×`;
    return [
      { title: "argument", cell: ({ root }) => this.label(root), sort: ({ root }) => root },
      { title: "role", cell: ({ root }) => this.role(root) },
      { title: "heat", cell: bar, sort: ({ sum }) => sum },
      side(0, "read"), side(1, "written"), side(2, "atomic"),
      ...(this.other ? [{ title: "then", number: true, cell: growth,
        about: "bytes moved by the launch compared with, against this one" }] : []),
      // What a sample has not seen may be among the bytes that it has, or not.
      { title: "unique", number: true, about: "bytes touched at least once",
        sort: ({ unique }) => unique,
        cell: ({ unique }) => (unique ? (whole ? "" : "≥ ") + bytesText(unique) : "") },
      { title: "reuse", number: true, about: "bytes moved for each byte touched",
        sort: ({ sum, unique }) => sum / unique || 0,
        cell: ({ sum, unique }) => (unique && whole ? `${SHORT.format(sum / unique)} ×` : "") },
      { title: "known", cell: (row) => this.certainty(row) },
      { title: "traffic by formula", text: true, cell: ({ heat }) => this.closedForms(heat) },
    ];
  }

  /** What a pointer is for, as far as its name and use let guess. */
  role(root) {
    const [, number] = /^arg(\d+)$/.exec(root) ?? [];
    const role = number && this.kernel.params[number]?.guessed_role;
    return role ? element("span", { title: visible(role.why) }, `${visible(role.kind)}?`) : "";
  }

  certainty({ heat, use }) {
    const order = ["exact", "upper", "unknown"];
    const sides = [heat?.read, heat?.write, heat?.atomic].filter(Boolean);
    const worst = sides.map(({ exactness }) => order.indexOf(exactness)).reduce(
      (a, b) => Math.max(a, b), use.unplaced ? 2 : use.maybe ? 1 : 0);
    return element("span", { class: order[worst] }, order[worst]);
  }

  closedForms(heat) {
    const sides = [["read", heat?.read], ["write", heat?.write], ["atomic", heat?.atomic]];
    const known = sides.filter(([, side]) => side);
    return known.map(([name, { traffic_bytes: traffic, uncounted }]) => element("div", {},
      `${name}: `, traffic === undefined ? null : element("code", {}, breakable(formulaText(traffic))),
      uncounted ? element("span", { class: "dim" }, ` (${uncounted.replaceAll("_", " ")})`) : null));
  }

  // -- where in the buffer

  select(root) {
    this.selected = root;
    for (const row of this.argumentTable.querySelectorAll("tr[data-root]")) {
      row.setAttribute("aria-selected", String(row.dataset.root === root));
    }
    const use = root && this.result.uses.get(root);
    this.strip.replaceChildren(...(use ? this.stripOf(root, use) : []));
  }

  stripOf(root, use) {
    const runs = SIDES.flatMap(([op]) => use[op].runs);
    if (!runs.length) return [];
    let [low, high] = [Infinity, -Infinity];
    for (const { start, end } of runs) [low, high] = [Math.min(low, start), Math.max(high, end)];
    const cell = Math.max(1, Math.ceil((high - low) / CELLS));
    const width = Math.ceil((high - low) / cell);
    const sides = SIDES.map(([op, name]) => [name, cells(use[op].runs, low, cell)])
      .filter(([, counts]) => counts.some(Boolean));
    const most = Math.max(...sides.flatMap(([, counts]) => counts));
    const svg = drawing("svg", { class: "strip", viewBox: `0 0 ${width} ${sides.length}`,
      preserveAspectRatio: "none", role: "img",
      "aria-label": `Heat over the bytes of ${this.label(root)}` });
    sides.forEach(([name, counts], y) => counts.forEach((count, x) => {
      if (!count) return;
      // Cold cells stay visible beside hot ones.
      const opacity = 0.2 + 0.8 * (Math.log1p(count) / Math.log1p(most));
      const from = low + x * cell;
      const about = `${name} ${SHORT.format(count)} × in bytes ${GROUPED.format(from)} to ` +
        GROUPED.format(Math.min(high, from + cell));
      svg.append(drawing("rect", { x, y, width: 1.02, height: 0.96,
        fill: `var(--${name})`, opacity: opacity.toFixed(3) }, drawing("title", {}, about)));
    }));
    const end = (at) => element("span", {}, `byte ${GROUPED.format(at)}`);
    return [
      element("h3", {}, `Where in ${this.label(root)}`),
      svg, element("div", { class: "scale" }, end(low),
        element("span", {}, `${sides.map(([name]) => name).join(" above ")}, ` +
          `a cell is ${bytesText(cell)}, darkest ${SHORT.format(most)} ×`), end(high)),
    ];
  }

  // -- accesses

  /** What an access does in this launch. */
  facts(access) {
    const count = this.result.counts.get(access.id) ?? { runs: 0, bytes: 0 };
    const sectors = this.sectors.get(access.id);
    const wasted = sectors ? 1 - sectors.least / sectors.sectors : 0;
    const runs = count.runs;
    return { access, ...count, sectors, wasted, waste: wasted * count.bytes, runs };
  }

  accessLines() {
    const lines = new Map();
    for (const facts of this.kernel.accesses.map((access) => this.facts(access))) {
      const place = facts.access.source;
      if (!place) continue;
      const line = lines.get(place) ??
        { place, n: 0, bytes: 0, requests: 0, sectors: 0, least: 0, roots: new Set() };
      line.n++;
      line.bytes += facts.bytes;
      line.requests += facts.sectors?.requests ?? 0;
      line.sectors += facts.sectors?.sectors ?? 0;
      line.least += facts.sectors?.least ?? 0;
      line.roots.add(this.label(rootOf(facts.access.root)));
      lines.set(place, line);
    }
    if (!lines.size) return [];
    const about = this.result.whole ? "" : "≈ ";
    const wasted = ({ sectors, least }) => (sectors ? 1 - least / sectors : 0);
    const columns = [
      { title: "line", cell: ({ place }) => visible(place), sort: ({ place }) => place },
      ...(this.lines.size ? [{ title: "source", text: true, cell: ({ place }) =>
        element("code", {}, visible(this.lines.get(place) ?? "")) }] : []),
      { title: "accesses", number: true, cell: ({ n }) => n, sort: ({ n }) => n },
      { title: "arguments", text: true, cell: ({ roots }) => [...roots].join(", ") },
      { title: "bytes", number: true, sort: ({ bytes }) => bytes,
        cell: ({ bytes }) => (bytes ? about + bytesText(bytes) : "") },
      { title: "sectors a request", number: true, cell: sectorsText,
        sort: ({ sectors, requests }) => sectors / requests || 0,
        about: "32-byte sectors touched by a warp's request, and how few would hold its bytes" },
      { title: "wasted", number: true, sort: wasted, cell: (line) => wasteText(wasted(line)) },
    ];
    const sorted = [...lines.values()].sort((a, b) => b.bytes - a.bytes);
    return [element("h3", {}, "Source lines, hottest first"), sortable(columns, sorted)];
  }

  accesses() {
    const facts = this.kernel.accesses.map((access) => this.facts(access));
    const about = this.result.whole ? "" : "≈ ";
    const columns = [
      { title: "access", text: true, cell: (row) => this.formulas(row.access),
        sort: ({ access }) => access.id },
      { title: "argument", cell: ({ access }) => this.label(rootOf(access.root)),
        sort: ({ access }) => rootOf(access.root) },
      { title: "line", cell: ({ access }) => visible(access.source ?? ""),
        sort: ({ access }) => access.source ?? "" },
      { title: "pattern", cell: ({ access }) => access.pattern.class,
        sort: ({ access }) => access.pattern.class },
      { title: "runs", number: true, sort: ({ runs }) => runs,
        cell: ({ runs }) => (runs ? about + GROUPED.format(runs) : "") },
      { title: "bytes", number: true, sort: ({ bytes }) => bytes,
        cell: ({ bytes }) => (bytes ? about + bytesText(bytes) : "") },
      { title: "sectors a request", number: true,
        sort: ({ sectors }) => (sectors ? sectors.sectors / sectors.requests : 0),
        cell: ({ sectors }) => (sectors ? sectorsText(sectors) : "") },
      { title: "wasted", number: true, sort: ({ wasted }) => wasted,
        cell: ({ wasted, sectors }) => (sectors ? wasteText(wasted) : "") },
      { title: "known", sort: ({ access }) => access.exactness, cell: ({ access }) =>
        element("span", { class: access.exactness }, access.exactness) },
    ];
    return [element("h3", {}, `Accesses (${GROUPED.format(facts.length)})`),
      sortable(columns, facts)];
  }

  /** An access in one line; its formulas and reasons below, once it is opened. */
  formulas(access) {
    const { id, op, bytes, offset, guards, loops } = access;
    const line = (label, text) =>
      element("div", { class: "formula" }, `${label} ${visible(text)}`);
    const open = (event) => {
      if (!event.target.open || event.target.children.length > 1) return;
      event.target.append(
        line("at", offset),
        ...guards.map((guard) => line("if", guard)),
        ...loops.map((loop) => line("for", `it${loop} < ${this.kernel.loops[loop].trip}`)),
        ...this.reasonsOf(access).map((why) => element("div", { class: "unknown" }, why)),
      );
    };
    return element("details", { toggle: open },
      element("summary", {}, `acc${id} ${op}, ${visible(bytes)} B`));
  }

  reasonsOf({ offset, bytes, guards, loops }) {
    const trips = loops.map((loop) => this.kernel.loops[loop].trip);
    const found = [offset, bytes, ...guards, ...trips].join(" ").matchAll(/opq(\d+)/g);
    const numbers = new Set([...found].map(([, number]) => Number(number)));
    return [...numbers].map((number) => this.reason(this.kernel.opaques[number]));
  }

  reason({ id, lo, hi, why }) {
    const range = `[${boundText(lo)}, ${boundText(hi)}]`;
    const place = why.source ? ` (${visible(why.source)})` : "";
    const code = why.code.replaceAll("_", " ");
    return `opq${id} in ${range}, ${code}: ${visible(why.instruction.trim())}${place}`;
  }

  // -- what holds for every launch

  foot() {
    const { kernel } = this;
    const reasons = kernel.opaques.map((opaque) => element("li", {}, this.reason(opaque)));
    const assumption = ({ kind, expr, lo, hi }) => element("li", {},
      kind.replaceAll("_", " "),
      expr ? [": ", element("code", {}, `${boundText(lo)} ≤ ${visible(expr)} ≤ ${boundText(hi)}`)] : null);
    const section = (title, items) => items.length
      ? [element("h3", {}, title), element("ul", {}, items.slice(0, 500))]
      : [];
    const launched = (kernel.launches ?? []).map(({ source, function: name, arguments: passed }) =>
      element("li", {}, `${visible(source)} in ${visible(name)}: `,
        element("code", {}, passed.map(visible).join(", "))));
    return [
      ...section("Who launches it", launched),
      ...section("Why not everything is exact", reasons),
      ...section("What the formulas rest on", kernel.assumptions.map(assumption)),
    ];
  }
}

/** Bytes touched at least once, whatever for. */
function uniqueBytes(use) {
  const all = new Touches();
  for (const [op] of SIDES) all.runs = all.runs.concat(use[op].runs);
  return all.ranges().reduce((total, [start, end]) => total + end - start, 0);
}

/** How often a byte of each cell is touched. */
function cells(runs, low, cell) {
  const counts = new Array(CELLS).fill(0);
  for (const { start, end, weight } of runs) {
    for (let at = start; at < end; ) {
      const number = Math.floor((at - low) / cell);
      const stop = Math.min(end, low + (number + 1) * cell);
      counts[number] += ((stop - at) * weight) / cell;
      at = stop;
    }
  }
  return counts;
}

function sectorsText({ requests, sectors, least }) {
  if (!requests) return "";
  return `${SHORT.format(sectors / requests)} of ${SHORT.format(least / requests)}`;
}

function wasteText(share) {
  const text = `${(100 * share).toFixed(0)} %`;
  return share > 0.005 ? element("span", { class: share > 0.3 ? "wasted" : null }, text) : "";
}

/** An end of a range; those of all 64-bit numbers say nothing. */
function boundText(end) {
  return end === undefined || end === null || Math.abs(end) >= 2 ** 63 ? "…" : String(end);
}

/**
 * The formula for what goes through a pointer itself, if there is one: heat counts what pointers
 * in memory lead to under the argument that leads to them, too.
 */
function ownTraffic(kernel, side) {
  const formula = side?.traffic_bytes;
  const direct = (id) => (kernel.accesses[id].root.path ?? []).every(({ deref }) => !deref);
  return typeof formula === "string" && side.accesses.every(direct) ? formula : undefined;
}

/** A formula that lines may break in between its parts. */
function breakable(text) {
  return text.split(/(?<=[*(])/).flatMap((part) => [part, element("wbr")]);
}

/** A formula, or the two that a number lies between. */
function formulaText(value) {
  return [value].flat().map((end) => visible(end)).join(" to ");
}

function showKernel(main, details) {
  new KernelView(main, details);
}
