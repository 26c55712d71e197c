// Formulas of a table, as text -> functions of an environment.
//
// Numbers are doubles as long as they are exact; where a value needs more than 53 bits, the formula
// is evaluated once more, with integers of any size. The language is that of kht-schema's `expr`.
"use strict";

/** Thrown where a value needs more than 53 bits. */
const WIDE = Symbol("wide");
/** Thrown where a value is not known: an opaque one, or contents that nobody gave. */
const UNKNOWN = Symbol("unknown");
/** Steps beyond which a fold has no value, as in `expr::fold`. */
const MAX_STEPS = 65536;

// -- text -> tree

const TOKEN = /\s*(?:(\d+)|([a-z]+\d*(?:\.[xyz]|\.\d+|@\d+)?)|(&&|\|\||[=!<>]=|[-+*(),<>!]))/y;

function tokens(text) {
  const found = [];
  TOKEN.lastIndex = 0;
  for (let end = text.trimEnd().length; TOKEN.lastIndex < end; ) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new Error(`column ${at + 1}: no formula: ${text.slice(at, at + 20)}`);
    const [, int, word, sign] = match;
    found.push(int ? { int } : word ? { word } : { sign });
  }
  return found;
}

/** Operators by how tightly they bind, loosest first. */
const LEVELS = [["||"], ["&&"], ["<", "<=", "==", "!=", ">", ">="], ["+", "-"], ["*"]];

function parse(text) {
  const all = tokens(text);
  let next = 0;
  const sign = (wanted) => all[next]?.sign === wanted && ++next > 0;
  const expect = (wanted) => {
    if (!sign(wanted)) throw new Error(`expected ${wanted} at token ${next + 1} of: ${text}`);
  };
  const operand = () => {
    if (sign("-")) return { op: "minus", args: [operand()] };
    if (sign("!")) return { op: "not", args: [operand()] };
    if (sign("(")) {
      const inner = level(0);
      expect(")");
      return inner;
    }
    const { int, word } = all[next++] ?? {};
    if (int) return { op: "int", text: int };
    if (!word) throw new Error(`expected a value at token ${next} of: ${text}`);
    if (!sign("(")) return { op: "name", text: word };
    const args = [level(0)];
    while (sign(",")) args.push(level(0));
    expect(")");
    return { op: word, args };
  };
  const level = (depth) => {
    if (depth === LEVELS.length) return operand();
    const operators = [];
    const args = [level(depth + 1)];
    while (LEVELS[depth].includes(all[next]?.sign)) {
      operators.push(all[next++].sign);
      args.push(level(depth + 1));
    }
    return operators.length ? { op: "chain", operators, args } : args[0];
  };
  const tree = level(0);
  if (next < all.length) throw new Error(`expected the end at token ${next + 1} of: ${text}`);
  return tree;
}

// -- arithmetic, twice

function narrow(value) {
  if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER) throw WIDE;
  return value;
}

const nonzero = (value) => {
  if (value == 0) throw UNKNOWN;
  return value;
};

/** Exact while everything fits into 53 bits. */
const DOUBLES = {
  from: (value) => (typeof value === "bigint" ? narrow(Number(value)) : value),
  add: (a, b) => narrow(a + b),
  sub: (a, b) => narrow(a - b),
  mul: (a, b) => narrow(a * b) + 0,
  mod: (a, b) => {
    const rest = a % nonzero(b);
    return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest + 0;
  },
  floordiv: (a, b) => (a - DOUBLES.mod(a, b)) / b + 0,
  bits: (op, a, b) => Number(INTEGERS.bits(op, BigInt(a), BigInt(b))),
  shl: (a, b) => narrow(a * 2 ** b),
  shr: (a, b) => Math.floor(a / 2 ** b),
  wrap: (width, value) => {
    if (width > 53) return value;
    const rest = DOUBLES.mod(value, 2 ** width);
    return rest < 2 ** (width - 1) ? rest : rest - 2 ** width;
  },
};

/** Of any size. */
const INTEGERS = {
  from: (value) => BigInt(value),
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  mod: (a, b) => {
    const rest = a % nonzero(b);
    return rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest;
  },
  floordiv: (a, b) => (a - INTEGERS.mod(a, b)) / b,
  bits: (op, a, b) => (op === "and" ? a & b : op === "or" ? a | b : a ^ b),
  shl: (a, b) => a << b,
  shr: (a, b) => a >> b,
  wrap: (width, value) => BigInt.asIntN(width, value),
};

// -- tree -> function

/** Values of a symbol in an environment, by the name before its number. */
const SYMBOLS = {
  gdim: (env, axis) => env.gdim[axis],
  bdim: (env, axis) => env.bdim[axis],
  bid: (env, axis) => env.bid[axis],
  tid: (env, axis) => env.tid[axis],
  it: (env, id) => env.it[id],
  step: (env, id) => env.step[id],
  car: (env, id, index) => env.carried[id]?.get(index),
  val: (env, id) => env.named(id),
  opq: () => undefined,
};

function symbol(text) {
  const [, word, id, after] = /^([a-z]+)(\d*)(?:[.@](\w+))?$/.exec(text) ?? [];
  if (word === "arg") return (env) => env.args.get(text);
  const value = SYMBOLS[word];
  if (!value) throw new Error(`no name of a table: ${text}`);
  const [first, second] = id ? [Number(id), Number(after)] : ["xyz".indexOf(after)];
  return (env) => value(env, first, second);
}

function compileName(text, arithmetic) {
  if (text === "true" || text === "false") return () => text === "true";
  const value = symbol(text);
  return (env) => {
    const found = value(env);
    if (found === undefined) throw UNKNOWN;
    return arithmetic.from(found);
  };
}

/** `&&` and `||` are decided by one side, whatever is known of the other. */
function compileJunction(sides, deciding) {
  return (env) => {
    let doubt;
    for (const side of sides) {
      try {
        if (side(env) === deciding) return deciding;
      } catch (thrown) {
        doubt ??= thrown;
      }
    }
    if (doubt !== undefined) throw doubt;
    return !deciding;
  };
}

/** `fold(stepN, stay, result, carN.0, first, next, …)`. */
function compileFold(args, arithmetic) {
  const id = Number(args[0].text.slice("step".length));
  const [stay, result] = [args[1], args[2]].map((arg) => compile(arg, arithmetic));
  const carried = [];
  for (let at = 3; at < args.length; at += 3) {
    const index = Number(args[at].text.split(".")[1]);
    const [first, next] = [args[at + 1], args[at + 2]].map((arg) => compile(arg, arithmetic));
    carried.push({ index, first, next });
  }
  return (env) => {
    const values = new Map(carried.map(({ index, first }) => [index, first(env)]));
    const [step, outer] = [env.step[id], env.carried[id]];
    try {
      [env.step[id], env.carried[id]] = [0, values];
      while (stay(env)) {
        if (env.step[id] === MAX_STEPS) throw UNKNOWN;
        const next = carried.map(({ next }) => next(env));
        carried.forEach(({ index }, at) => values.set(index, next[at]));
        env.step[id]++;
      }
      return result(env);
    } finally {
      [env.step[id], env.carried[id]] = [step, outer];
    }
  };
}

function compileCall({ op, args }, arithmetic) {
  if (op === "fold") return compileFold(args, arithmetic);
  if (op === "load") {
    const [pointer, type] = [args[0].text, args[2].text];
    const offset = compile(args[1], arithmetic);
    return (env) => arithmetic.from(env.load(pointer, Number(offset(env)), type));
  }
  if (op === "wrap") {
    const [width, value] = [Number(args[0].text), compile(args[1], arithmetic)];
    return (env) => arithmetic.wrap(width, value(env));
  }
  const operands = args.map((arg) => compile(arg, arithmetic));
  const [a, b, c] = operands;
  switch (op) {
    case "select":
      return (env) => (a(env) ? b(env) : c(env));
    case "minus":
      return (env) => arithmetic.sub(arithmetic.from(0), a(env));
    case "not":
      return (env) => !a(env);
    case "and":
    case "or":
    case "xor":
      return (env) => arithmetic.bits(op, a(env), b(env));
    case "min":
      return (env) => operands.map((value) => value(env)).reduce((x, y) => (y < x ? y : x));
    case "max":
      return (env) => operands.map((value) => value(env)).reduce((x, y) => (y > x ? y : x));
    case "floordiv":
    case "mod":
    case "shl":
    case "shr":
      return (env) => arithmetic[op](a(env), b(env));
    default:
      throw new Error(`no function of a table: ${op}`);
  }
}

const COMPARISONS = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
};

/** Operands of one level with operators between them, however many. */
function compileChain({ operators, args }, arithmetic) {
  const [first, ...rest] = args.map((arg) => compile(arg, arithmetic));
  const [operator] = operators;
  if (operator === "&&" || operator === "||") {
    return compileJunction([first, ...rest], operator === "||");
  }
  const compare = COMPARISONS[operator];
  if (compare) return (env) => compare(first(env), rest[0](env));
  const operations = { "+": arithmetic.add, "-": arithmetic.sub, "*": arithmetic.mul };
  const steps = rest.map((value, at) => ({ value, operation: operations[operators[at]] }));
  return (env) => {
    let result = first(env);
    for (const { value, operation } of steps) result = operation(result, value(env));
    return result;
  };
}

function compile(tree, arithmetic) {
  const { op, text } = tree;
  if (op === "chain") return compileChain(tree, arithmetic);
  if (op === "name") return compileName(text, arithmetic);
  if (op !== "int") return compileCall(tree, arithmetic);
  const value = BigInt(text);
  return () => arithmetic.from(value);
}

/** A formula or condition that is parsed when it is first asked for. */
class Formula {
  constructor(text) {
    this.text = String(text);
  }

  /** Its value: a number, an integer beyond 53 bits, or a truth; throws UNKNOWN. */
  value(env) {
    this.tree ??= parse(this.text);
    if (!this.wide) {
      try {
        this.doubles ??= compile(this.tree, DOUBLES);
        return this.doubles(env);
      } catch (thrown) {
        if (thrown !== WIDE) throw thrown;
        this.wide = true;
      }
    }
    this.integers ??= compile(this.tree, INTEGERS);
    const value = this.integers(env);
    if (typeof value !== "bigint") return value;
    const near = Number(value);
    return Number.isSafeInteger(near) ? near : value;
  }
}
