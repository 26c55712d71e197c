//! Raw declarations of the shim, as in `shim/scev_shim.h`; nothing here leaves `scev`.

use inkwell::llvm_sys::prelude::{LLVMBasicBlockRef, LLVMValueRef};

/// The shim's function; only ever behind a pointer.
#[repr(C)]
pub(super) struct KhtScevFunction {
    _private: [u8; 0],
}

#[repr(C)]
#[derive(Clone, Copy)]
pub(super) struct KhtScevNode {
    pub(super) kind: u32,
    pub(super) flags: u32,
    pub(super) bits: u32,
    pub(super) loop_index: i32,
    pub(super) first_op: u32,
    pub(super) n_ops: u32,
    pub(super) constant: i64,
    pub(super) value: LLVMValueRef,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub(super) struct KhtScevLoop {
    pub(super) parent: i32,
    pub(super) header: LLVMBasicBlockRef,
    pub(super) constant_trip_count: u32,
}

const _: () = assert!(size_of::<KhtScevNode>() == 40);
const _: () = assert!(size_of::<KhtScevLoop>() == 24);

pub(super) const NO_UNSIGNED_WRAP: u32 = 1;
pub(super) const NO_SIGNED_WRAP: u32 = 2;
pub(super) const POINTER: u32 = 4;

unsafe extern "C" {
    pub(super) fn khtScevOpen(function: LLVMValueRef) -> *mut KhtScevFunction;
    pub(super) fn khtScevClose(function: *mut KhtScevFunction);
    pub(super) fn khtScevLoopCount(function: *const KhtScevFunction) -> u32;
    pub(super) fn khtScevLoopAt(
        function: *const KhtScevFunction,
        index: u32,
        out: *mut KhtScevLoop,
    );
    pub(super) fn khtScevLoopOf(function: *const KhtScevFunction, block: LLVMBasicBlockRef) -> i32;
    pub(super) fn khtScevUnreachable(
        function: *const KhtScevFunction,
        block: LLVMBasicBlockRef,
    ) -> i32;
    pub(super) fn khtScevExpr(
        function: *mut KhtScevFunction,
        value: LLVMValueRef,
        scope: i32,
        nodes: *mut KhtScevNode,
        node_capacity: u32,
        operands: *mut u32,
        operand_capacity: u32,
    ) -> u32;
    pub(super) fn khtScevExitCount(
        function: *mut KhtScevFunction,
        loop_index: u32,
        exiting: LLVMBasicBlockRef,
        nodes: *mut KhtScevNode,
        node_capacity: u32,
        operands: *mut u32,
        operand_capacity: u32,
    ) -> u32;
    pub(super) fn khtScevRange(
        function: *mut KhtScevFunction,
        value: LLVMValueRef,
        low: *mut i64,
        high: *mut i64,
    );
    pub(super) fn khtScevPrint(
        function: *mut KhtScevFunction,
        value: LLVMValueRef,
        out: *mut u8,
        capacity: u32,
    ) -> u32;
    pub(super) fn khtScevCallEffects(call: LLVMValueRef) -> u32;
    pub(super) fn khtScevStoreSize(value: LLVMValueRef) -> u64;
    pub(super) fn khtScevByvalSize(argument: LLVMValueRef) -> u64;
    pub(super) fn khtScevProducer(function: LLVMValueRef, out: *mut u8, capacity: u32) -> u32;
    pub(super) fn khtScevArgumentName(
        function: LLVMValueRef,
        index: u32,
        out: *mut u8,
        capacity: u32,
    ) -> u32;
    pub(super) fn khtScevDemangle(name: *const u8, length: u32, out: *mut u8, capacity: u32)
    -> u32;
}
