//! Launches that do not fit: each is one line that says what was expected and what was found.

use kht_schema::access::{Exactness, Op, WhyCode};
use kht_schema::launch::Arg;

use crate::build::Case;

#[track_caller]
fn refused(case: &Case, expected: &str) {
    match case.try_footprint() {
        Ok(footprint) => panic!("expected {expected}, found {footprint:?}"),
        Err(error) => assert_eq!(error.to_string(), expected),
    }
}

fn copy() -> Case {
    Case::new([2, 1, 1], [32, 1, 1]).pointer("x", 256).int(64).load(0, "4*(32*bid.x + tid.x)")
}

#[test]
fn arguments_are_counted() {
    let mut case = copy();
    case.launch.args.pop();
    refused(&case, "kernel k: expected 2 arguments, found 1");
}

#[test]
fn arguments_have_the_type_of_their_parameter() {
    let mut case = copy();
    case.launch.args.swap(0, 1);
    refused(&case, "kernel k, arg0: expected a pointer, found an integer of 4 bytes");
    let mut case = copy();
    case.launch.args[1] = Arg::Int { value: 1, bytes: 8 };
    case.kernel.params[1].name = Some("n".into());
    refused(
        &case,
        "kernel k, arg1 (n): expected an integer of 4 bytes, found an integer of 8 bytes",
    );
}

#[test]
fn extents_are_in_limits() {
    let mut case = copy();
    case.launch.grid = [1, 0, 1];
    refused(
        &case,
        "kernel k, grid: expected 1 to [2147483647, 65535, 65535] blocks, found [1, 0, 1]",
    );
    let mut case = copy();
    case.launch.block = [64, 32, 1];
    refused(
        &case,
        "kernel k, block: expected 1 to [1024, 1024, 64] threads, 1024 in all, found [64, 32, 1]",
    );
    let mut case = copy();
    case.kernel.launch_bounds.required_block = Some([64, 1, 1]);
    refused(&case, "kernel k, block: expected exactly [64, 1, 1] threads, found [32, 1, 1]");
    let mut case = copy();
    case.kernel.launch_bounds.max_block = Some([16, 1, 1]);
    refused(&case, "kernel k, block: expected at most [16, 1, 1] threads, found [32, 1, 1]");
}

#[test]
fn buffers_are_long_enough() {
    let mut case = copy();
    case.launch.buffers.get_mut("x").unwrap().bytes = 250;
    case.kernel.accesses[0].source = Some("copy.cu:7".into());
    refused(
        &case,
        "kernel k, arg0, load at copy.cu:7: expected accesses within the 250 bytes of `x`, \
         found bytes 0 to 256",
    );
}

#[test]
fn offsets_before_a_buffer_are_out_of_it() {
    let case = Case::new([1, 1, 1], [8, 1, 1]).pointer("x", 64).load(0, "4*tid.x - 4");
    refused(
        &case,
        "kernel k, arg0, load acc0: expected accesses within the 64 bytes of `x`, \
         found bytes -4 to 28",
    );
}

#[test]
fn pointers_name_buffers() {
    let mut case = copy();
    case.launch.buffers.clear();
    refused(
        &case,
        "kernel k: expected a byte of a buffer, found byte 0 of `x`, which is not given",
    );
}

#[test]
fn null_pointers_are_not_accessed() {
    let case = Case::new([1, 1, 1], [8, 1, 1]).null().int(8).access(Op::Store, 0, "4*tid.x", "4");
    refused(&case, "kernel k, arg0, store acc0: expected a buffer, found a null pointer");
    // Behind a guard that is false the pointer is not accessed, and not reported.
    let footprint = case.when(&["tid.x >= arg1"]).footprint();
    assert!(footprint.buffers.is_empty());
}

#[test]
fn tensor_maps_have_a_tensor() {
    let fields = vec![(0, Arg::Null)];
    let mut case = Case::new([1, 1, 1], [8, 1, 1]).structure(128, fields).opaque(None, None);
    case = case.field_access(Op::Load, 0, 0, "opq0").when(&["opq0 < 64"]);
    let Arg::Struct { fields, .. } = &mut case.launch.args[0] else { panic!("a struct") };
    fields.clear();
    // Without a tensor map, a pointer that is not given is null.
    assert!(case.try_footprint().is_ok());
    case.kernel.opaques[0].why.code = WhyCode::TensorMap;
    refused(
        &case,
        "kernel k, arg0@0: expected the tensor of the tensor map, as a field \
         {\"at\": 0, \"buffer\": …} of its struct, found none",
    );
}

#[test]
fn null_pointers_that_may_be_accessed_are_noted() {
    let case = Case::new([1, 1, 1], [8, 1, 1]).null().opaque(Some(0), Some(8));
    let footprint = case.load(0, "4*tid.x").when(&["tid.x < opq0"]).footprint();
    assert_eq!(footprint.notes, ["arg0, load acc0: a null pointer may be accessed"]);
}

#[test]
fn what_is_not_exact_is_cut_instead() {
    let case = Case::new([1, 1, 1], [8, 1, 1]).pointer("x", 64).opaque(Some(0), Some(99));
    let used = case.load(0, "4*opq0").of("x");
    assert_eq!((used.exactness, used.reads), (Exactness::Upper, vec![[0, 64]]));
    assert_eq!(used.reasons.len(), 2, "{:?}", used.reasons);
}
