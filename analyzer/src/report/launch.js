// A kernel of a table and a launch -> what each access and each pointer of it does.
//
// The launch is run formula by formula: every thread, every iteration, or, where these are more
// than the budget, warps and iterations at even distances, each standing for those left out.
"use strict";

/** Evaluations of accesses that one answer may take. */
const BUDGET = 300_000;
/** Threads that are tried to learn what one takes. */
const PROBES = 8;
/** Warps that are looked at for the sectors of a request. */
const WARPS = 8;
/** Bytes of a sector. */
const SECTOR = 32;

/** What formulas see: the launch, the place in it, contents of buffers. */
class Environment {
  constructor(kernel, launch) {
    this.gdim = launch.grid;
    this.bdim = launch.block;
    [this.bid, this.tid] = [[0, 0, 0], [0, 0, 0]];
    this.args = launch.args;
    [this.it, this.step, this.carried] = [[], [], []];
    this.loads = launch.load;
    this.values = kernel.values;
    this.known = [];
  }

  /** Moves to a thread, by the number of its block and its own, x fastest. */
  enter(block, thread) {
    this.bid = unflatten(block, this.gdim);
    this.tid = unflatten(thread, this.bdim);
    this.known = [];
  }

  /** A formula that has a name; it hangs on nothing below the thread. */
  named(id) {
    return (this.known[id] ??= this.values[id].value(this));
  }

  load(pointer, offset, type) {
    const value = this.loads(pointer, offset, type);
    if (value === undefined) throw UNKNOWN;
    return value;
  }
}

function unflatten(number, [x, y]) {
  return [number % x, Math.floor(number / x) % y, Math.floor(number / (x * y))];
}

/** Parses a kernel's formulas, each when it is needed, and puts its accesses into their loops. */
function prepare(kernel) {
  const top = { children: new Map(), accesses: [] };
  const loops = kernel.loops.map(({ trip, carried = [] }) => ({
    trip: new Formula(trip),
    carried: carried.map(({ index, first, next }) => ({
      index,
      first: new Formula(first),
      next: new Formula(next),
    })),
  }));
  for (const access of kernel.accesses) {
    let node = top;
    for (const id of access.loops) {
      if (!node.children.has(id)) {
        node.children.set(id, { id, loop: loops[id], children: new Map(), accesses: [] });
      }
      node = node.children.get(id);
    }
    node.accesses.push({
      number: access.id,
      op: access.op,
      root: rootOf(access.root),
      bytes: new Formula(access.bytes),
      offset: new Formula(access.offset),
      guards: access.guards.map((guard) => new Formula(guard)),
    });
  }
  return { top, values: (kernel.values ?? []).map(({ expr }) => new Formula(expr)) };
}

/** The pointer an access starts at, as people write it. */
function rootOf({ param, path = [] }) {
  return path.reduce(
    (pointer, { field, deref }) =>
      field ? `${pointer}@${field.at}` : `*(${pointer} + ${deref.offset})`,
    `arg${param}`,
  );
}

/** Value of a formula; undefined where it is not known. */
function known(formula, env) {
  try {
    return formula.value(env);
  } catch (thrown) {
    if (thrown === UNKNOWN) return undefined;
    throw thrown;
  }
}

/** Whether an access runs: true, false, or undefined where that is not known. */
function runs(guards, env) {
  let sure = true;
  for (const guard of guards) {
    const holds = known(guard, env);
    if (holds === false) return false;
    if (holds === undefined) sure = undefined;
  }
  return sure;
}

/** Walks a thread's loops; `visit(access, env, weight)` answers false to stop. */
function walk(node, env, limit, visit, weight = 1) {
  for (const access of node.accesses) visit(access, env, weight);
  for (const child of node.children.values()) walkLoop(child, env, limit, visit, weight);
}

function walkLoop(node, env, limit, visit, weight) {
  const { id, loop } = node;
  const trip = known(loop.trip, env);
  if (trip === undefined) {
    // Its accesses run an unknown number of times, at places that are not known.
    for (const access of below(node)) visit(access, env, 0);
    return;
  }
  const values = new Map();
  for (const { index, first } of loop.carried) values.set(index, known(first, env));
  const outer = env.carried[id];
  if (loop.carried.length) env.carried[id] = values;
  // What is handed from iteration to iteration has to be followed through all of them.
  const stride = loop.carried.length ? 1 : Math.max(1, Math.ceil(Number(trip) / limit.iterations));
  for (let it = 0; it < trip && !limit.reached(); it += stride) {
    env.it[id] = it;
    env.step[id] = it;
    const stands = Math.min(stride, Number(trip) - it);
    walk(node, env, limit, visit, weight * stands);
    const next = loop.carried.map(({ next }) => known(next, env));
    loop.carried.forEach(({ index }, at) => values.set(index, next[at]));
  }
  env.carried[id] = outer;
}

function* below(node) {
  yield* node.accesses;
  for (const child of node.children.values()) yield* below(child);
}

/** Which threads are looked at, and how many iterations of a loop, to stay within the budget. */
function plan(kernel, launch, budget) {
  const [blocks, threads] = [launch.grid, launch.block].map((size) => size[0] * size[1] * size[2]);
  const env = new Environment(kernel, launch);
  const cost = (iterations) => {
    let visits = 0;
    const limit = { iterations, reached: () => visits > budget };
    for (let probe = 0; probe < PROBES; probe++) {
      const at = (count) => Math.floor((count * probe) / PROBES);
      env.enter(at(blocks), at(threads));
      walk(kernel.top, env, limit, () => visits++);
    }
    return Math.max(1, visits / PROBES);
  };
  let iterations = Infinity;
  let each = cost(iterations);
  const all = blocks * threads;
  // Where a few threads are all that the budget allows, iterations are left out, too.
  for (let most = 4096; each * Math.min(all, 2048) > budget && most >= 16; most /= 4) {
    iterations = most;
    each = cost(iterations);
  }
  const warps = Math.ceil(threads / 32);
  const affordable = Math.max(1, Math.floor(budget / each / Math.min(threads, 32)));
  const sampledBlocks = Math.min(blocks, affordable);
  const sampledWarps = Math.min(warps, Math.max(1, Math.floor(affordable / sampledBlocks)));
  const whole = all * each <= budget && iterations === Infinity;
  return whole
    ? { blocks, threads, sampledBlocks: blocks, sampledWarps: warps, warps, iterations, whole }
    : { blocks, threads, sampledBlocks, sampledWarps, warps, iterations, whole };
}

/** Bytes that a pointer's accesses touch, run by run. */
class Touches {
  constructor() {
    this.runs = [];
    this.bytes = 0;
  }

  add(start, bytes, weight) {
    this.bytes += bytes * weight;
    const last = this.runs.at(-1);
    // Neighbors of the same weight are kept as one.
    if (last && last.end === start && last.weight === weight) last.end += bytes;
    else this.runs.push({ start, end: start + bytes, weight });
  }

  /** Sorted, disjoint, half-open ranges. */
  ranges() {
    const sorted = this.runs.filter(({ start, end }) => start < end);
    sorted.sort((a, b) => a.start - b.start);
    const merged = [];
    for (const { start, end } of sorted) {
      const last = merged.at(-1);
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else merged.push([start, end]);
    }
    return merged;
  }
}

/** What a pointer of the launch is used for. */
function newUse(root) {
  return {
    root,
    load: new Touches(),
    store: new Touches(),
    atomic: new Touches(),
    /** Accesses whose place or size is not known. */
    unplaced: 0,
    /** Accesses of which it is not known whether they run. */
    maybe: 0,
  };
}

/**
 * Evaluates a launch `{grid, block, args: Map, load(pointer, offset, type)}` of a prepared kernel.
 *
 * The answer is `whole` if nothing was left out: then ranges and sums are what the table says.
 */
function evaluate(kernel, launch, budget = BUDGET) {
  const chosen = plan(kernel, launch, budget);
  const env = new Environment(kernel, launch);
  const uses = new Map();
  const counts = new Map();
  let visits = 0;
  const limit = { iterations: chosen.iterations, reached: () => visits > 4 * budget };
  const visit = (access, env, weight) => {
    visits++;
    touch(access, env, weight, uses, counts);
  };
  const { blocks, threads, sampledBlocks, sampledWarps, warps } = chosen;
  for (let b = 0; b < sampledBlocks && !limit.reached(); b++) {
    const block = Math.floor((b * blocks) / sampledBlocks);
    for (let w = 0; w < sampledWarps; w++) {
      const warp = Math.floor((w * warps) / sampledWarps);
      const lanes = Math.min(32, threads - 32 * warp);
      const weight = (blocks / sampledBlocks) * (warps / sampledWarps);
      for (let lane = 0; lane < lanes && !limit.reached(); lane++) {
        env.enter(block, 32 * warp + lane);
        walk(kernel.top, env, limit, visit, weight);
      }
    }
  }
  return { uses, counts, whole: chosen.whole && !limit.reached(), chosen };
}

function touch(access, env, weight, uses, counts) {
  const sure = runs(access.guards, env);
  if (sure === false) return;
  if (!uses.has(access.root)) uses.set(access.root, newUse(access.root));
  const use = uses.get(access.root);
  const count = counts.get(access.number) ?? { runs: 0, bytes: 0 };
  counts.set(access.number, count);
  if (sure === undefined) use.maybe++;
  const [start, bytes] = [known(access.offset, env), known(access.bytes, env)];
  count.runs += weight;
  if (start === undefined || bytes === undefined || weight === 0) {
    use.unplaced++;
    return;
  }
  if (access.op === "prefetch") return;
  count.bytes += Number(bytes) * weight;
  use[access.op].add(Number(start), Number(bytes), weight);
}

/**
 * Sectors that a warp's request touches, against those that its bytes need at least, for each
 * access in the first iterations of its loops, over a few warps; buffers start at a sector.
 */
function requests(kernel, launch, width) {
  const [blocks, threads] = [launch.grid, launch.block].map((size) => size[0] * size[1] * size[2]);
  const warps = Math.ceil(threads / width);
  const found = new Map();
  const env = new Environment(kernel, launch);
  const sampled = Math.min(WARPS, blocks * warps);
  for (let sample = 0; sample < sampled; sample++) {
    const number = Math.floor((sample * blocks * warps) / sampled);
    const [block, warp] = [Math.floor(number / warps), number % warps];
    const touched = new Map();
    for (let lane = 0; lane < Math.min(width, threads - width * warp); lane++) {
      env.enter(block, width * warp + lane);
      firstIterations(kernel.top, env, (access) => {
        if (runs(access.guards, env) === false) return;
        const [start, bytes] = [known(access.offset, env), known(access.bytes, env)];
        if (start === undefined || bytes === undefined) return;
        if (!touched.has(access.number)) touched.set(access.number, new Touches());
        touched.get(access.number).add(Number(start), Number(bytes), 1);
      });
    }
    for (const [access, touches] of touched) {
      const sum = found.get(access) ?? { requests: 0, sectors: 0, least: 0 };
      const ranges = touches.ranges();
      const unique = ranges.reduce((total, [start, end]) => total + end - start, 0);
      sum.requests++;
      sum.sectors += sectorsOf(ranges);
      sum.least += Math.ceil(unique / SECTOR);
      found.set(access, sum);
    }
  }
  return found;
}

/** The first iteration of each loop that has one. */
function firstIterations(node, env, visit) {
  for (const access of node.accesses) visit(access);
  for (const child of node.children.values()) {
    const { id, loop } = child;
    const trip = known(loop.trip, env);
    if (trip === undefined || trip <= 0) continue;
    [env.it[id], env.step[id]] = [0, 0];
    const values = loop.carried.map(({ index, first }) => [index, known(first, env)]);
    const outer = env.carried[id];
    env.carried[id] = new Map(values);
    firstIterations(child, env, visit);
    env.carried[id] = outer;
  }
}

/** Sectors of sorted, disjoint ranges. */
function sectorsOf(ranges) {
  let count = 0;
  let next = -Infinity;
  for (const [start, end] of ranges) {
    const from = Math.max(next, Math.floor(start / SECTOR));
    const to = Math.ceil(end / SECTOR);
    count += Math.max(0, to - from);
    next = Math.max(next, to);
  }
  return count;
}
