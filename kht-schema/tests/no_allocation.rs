//! Evaluating a program allocates nothing once its memory has seen a launch of that size: an
//! allocator that counts says so.

#![expect(unsafe_code, reason = "an allocator is unsafe to write")]
#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::fs;
use std::path::Path;

use kht_schema::launch::Launch;
use kht_schema::program::{Direction, Memory};
use kht_schema::{Program, Table};

thread_local! {
    /// Allocations of this thread.
    static COUNT: Cell<u64> = const { Cell::new(0) };
}

/// The system's allocator, with a count.
struct Counting;

// SAFETY: all is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller keeps the promises that the system's allocator asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: the place comes from the system's allocator, with this layout.
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: the place comes from the system's allocator, with this layout.
        unsafe { System.realloc(place, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn table(case: &str) -> Table {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/kernels").join(case);
    let text = fs::read_to_string(folder.join("expect/3-table.snap")).unwrap();
    let (_, table) = text.split_once("---\n").and_then(|(_, it)| it.split_once("---\n")).unwrap();
    kht_schema::read(table.as_bytes()).unwrap()
}

fn launch(case: &str, name: &str) -> Launch {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/kernels").join(case);
    Launch::read(&fs::read(folder.join(name)).unwrap(), &folder).unwrap()
}

/// Cases of all kinds: a box, loops, two axes, rows, a triangle that is walked over, and a fold.
const CASES: [&str; 6] = [
    "vector_add",
    "rmsnorm_f32",
    "matmul_tiled",
    "softmax_f32",
    "causal_softmax",
    "strided_copy_info",
];

#[test]
fn evaluation_allocates_nothing() {
    for case in CASES {
        let table = table(case);
        let program = Program::compile(&table.kernels[0]);
        let launches = ["nice.launch.json", "ragged.launch.json"].map(|name| launch(case, name));
        let mut memory = Memory::default();
        let fragments = vec![512; program.pointers().len()];
        let mut ranges = Vec::new();
        for round in 0..2 {
            for launch in &launches {
                let bound = program.bind(launch).unwrap();
                let call = bound.call();
                let before = COUNT.with(Cell::get);
                program.heat(&call, &fragments, &mut memory).unwrap();
                let mut evaluated = program.evaluate(&call, &mut memory).unwrap();
                ranges.clear();
                for pointer in 0..program.pointers().len() {
                    evaluated.ranges(pointer, Direction::Reads, &mut ranges).unwrap();
                    evaluated.ranges(pointer, Direction::Writes, &mut ranges).unwrap();
                }
                let made = COUNT.with(Cell::get) - before;
                assert!(!ranges.is_empty());
                assert!(round == 0 || made == 0, "{case}: {made} allocations");
            }
        }
    }
}

/// The count counts: else the test above could not fail.
#[test]
fn allocations_are_counted() {
    let before = COUNT.with(Cell::get);
    let list = std::hint::black_box(vec![1_u8, 2, 3]);
    assert!(COUNT.with(Cell::get) > before, "{list:?}");
}
