//! Formulas as deep as tables may have them, everywhere in a kernel: a stack of two megabytes, as
//! threads have it, is enough for all that is done with them.

use std::thread;

use kht_schema::expr::{Carried, MAX_DEPTH};
use kht_schema::footprint::{Blocks, Options, footprint_of_blocks};
use kht_schema::kernel::NamedValue;
use kht_schema::program::Memory;
use kht_schema::{Cond, Expr, Kernel, Launch, Program, ValId};

use crate::build::Case;

/// What threads get where nobody asks for more.
const STACK: usize = 2 << 20;

/// Ways to put one formula into another, each a level or two.
const TOWERS: [(&str, usize); 14] = [
    ("4*{} + tid.x", 2),
    ("{}*(tid.x + 1)", 1),
    ("floordiv({}, 3)", 1),
    ("floordiv({} + arg1, 3)", 2),
    ("mod({}, tid.x + 7)", 1),
    ("min({} + 1, tid.x)", 2),
    ("max({}, bid.x)", 1),
    ("select({} < 3, tid.x, 5)", 2),
    ("select(tid.x < 3 && !(bid.x == 1 || {} < tid.x), bid.x, 7)", 4),
    ("xor({}, tid.x)", 1),
    ("wrap(32, {} + 1)", 2),
    ("load(arg2, {}, i32)", 1),
    ("fold(step9, step9 < 2, car9.0, car9.0, {}, car9.0 + 1)", 1),
    ("fold(step9, car9.0 < 2, car9.0, car9.0, 0, {} + car9.0)", 2),
];

/// A formula of at most that depth, with a way repeated.
fn tower(way: &str, levels: usize, depth: usize, inner: &Expr) -> Expr {
    let mut tower = inner.clone();
    let place: Expr = "opq77".parse().unwrap();
    let step: Expr = way.replace("{}", "opq77").parse().unwrap();
    let hole = place.symbols().into_iter().next().unwrap();
    for _ in 0..depth / levels {
        let next = step.substitute(&mut |sym| (sym == hole).then(|| tower.clone()));
        if next.depth() >= depth {
            break;
        }
        tower = next;
    }
    tower
}

/// The kernel with a formula in all places that have one.
fn kernel(deep: &Expr) -> Case {
    let cond = Cond::cmp(kht_schema::expr::CmpOp::Lt, deep.clone(), Expr::Int(1 << 40));
    let mut case = Case::new([2, 1, 1], [8, 1, 1])
        .pointer("data", 1 << 20)
        .int(3)
        .ints("table", &[3, 1, 4, 1, 5, 9, 2, 6])
        .looped("2")
        .load(0, "0")
        .within(&[0])
        .store(0, "4*tid.x")
        .within(&[0])
        .flop(&[], &[0])
        .assume(&[], "0", 0, 1 << 40);
    case.kernel.loops[0].trip = deep.clone();
    case.kernel.loops[0].carried =
        vec![Carried { index: 0, first: deep.clone(), next: deep.clone() }];
    let access = &mut case.kernel.accesses[0];
    (access.offset, access.bytes) = (deep.clone(), deep.clone());
    access.guards = vec![cond.clone()];
    case.kernel.accesses[1].offset = deep.clone() + "car0.0".parse::<Expr>().unwrap();
    case.kernel.work[0].guards = vec![cond];
    case.kernel.assumptions[0].expr = Some(deep.clone());
    case
}

/// Everything that is done with a kernel and a launch.
fn work(kernel: &Kernel, launch: &Launch) {
    let options = Options { budget: 1 << 10, ..Options::default() };
    let _ = kht_schema::footprint(kernel, launch, &options);
    let _ = footprint_of_blocks(kernel, launch, &Blocks::all(launch), &options);
    let program = Program::compile(kernel);
    if let Ok(bound) = program.bind(launch) {
        let mut memory = Memory::default();
        let _ = program.try_footprint(&bound, &options, &mut memory);
        let _ = program.heat(&bound.call(), &[64, 64], &mut memory);
    }
}

fn with_stack(stack: usize, name: String, work: impl FnOnce() + Send + 'static) {
    thread::Builder::new().name(name).stack_size(stack).spawn(work).unwrap().join().unwrap();
}

#[test]
fn the_deepest_formulas_fit_the_stack_of_a_thread() {
    for (way, levels) in TOWERS {
        with_stack(STACK, way.to_owned(), move || {
            let deep = tower(way, levels, MAX_DEPTH, &Expr::tid(kht_schema::expr::Axis::X));
            let text = deep.to_string();
            if let Ok(again) = text.parse::<Expr>() {
                assert!(again.depth() <= MAX_DEPTH);
            }
            if !way.contains("car9.0 < 2") {
                // What a step leaves as it is is looked for anew in each fold inside of a fold.
                let _ = deep.simplify();
            }
            let case = kernel(&deep);
            work(&case.kernel, &case.launch);
        });
    }
}

/// Named values of which each hangs on the one before: no formula is deep, and all together are.
#[test]
fn a_chain_of_deep_named_values_fits_the_stack_of_a_thread() {
    for (way, levels) in TOWERS {
        with_stack(STACK, way.to_owned(), move || {
            let first = tower(way, levels, MAX_DEPTH, &Expr::tid(kht_schema::expr::Axis::X));
            let mut case = kernel(&"val7".parse().unwrap());
            let mut value = first;
            for number in 0..8 {
                case.kernel.values.push(NamedValue { id: ValId(number), expr: value });
                let last: Expr = format!("val{number}").parse().unwrap();
                value = tower(way, levels, MAX_DEPTH, &last);
            }
            work(&case.kernel, &case.launch);
        });
    }
}
