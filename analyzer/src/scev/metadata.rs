//! Notes that a front end attaches to functions.

use inkwell::llvm_sys::core as llvm;
use inkwell::llvm_sys::prelude::{LLVMContextRef, LLVMMetadataRef, LLVMValueRef};

use super::value::{Value, text};

/// One operand of a metadata node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Note {
    /// A string.
    Text(String),
    /// An integer of at most 64 bits.
    Int(i64),
    /// Anything else.
    Other,
}

impl Value<'_> {
    /// Operands of the metadata node of a kind that is attached to a function or global, `None`
    /// if there is none.
    pub(crate) fn metadata(self, kind: &str) -> Option<Vec<Note>> {
        // SAFETY: `raw` is a live value.
        let ty = unsafe { llvm::LLVMTypeOf(self.raw()) };
        // SAFETY: `ty` is a live type.
        let context = unsafe { llvm::LLVMGetTypeContext(ty) };
        let length = u32::try_from(kind.len()).ok()?;
        // SAFETY: the name is as long as said; LLVM copies it.
        let wanted =
            unsafe { llvm::LLVMGetMDKindIDInContext(context, kind.as_ptr().cast(), length) };
        let mut count = 0_usize;
        // SAFETY: `raw` is a function or global, `count` is a valid place to write.
        let entries = unsafe { llvm::LLVMGlobalCopyAllMetadata(self.raw(), &raw mut count) };
        let found = (0..count).find_map(|index| {
            let index = u32::try_from(index).ok()?;
            // SAFETY: `entries` has `count` entries.
            let kind = unsafe { llvm::LLVMValueMetadataEntriesGetKind(entries, index) };
            // SAFETY: as above.
            let node = unsafe { llvm::LLVMValueMetadataEntriesGetMetadata(entries, index) };
            (kind == wanted).then(|| notes(context, node))
        });
        // SAFETY: the entries come from LLVM, which hands them over.
        unsafe { llvm::LLVMDisposeValueMetadataEntries(entries) };
        found
    }
}

/// The operands of a node.
fn notes(context: LLVMContextRef, node: LLVMMetadataRef) -> Vec<Note> {
    // SAFETY: context and node are live.
    let value = unsafe { llvm::LLVMMetadataAsValue(context, node) };
    // SAFETY: `value` is a node, as the attachments of functions are.
    let count = unsafe { llvm::LLVMGetMDNodeNumOperands(value) };
    let mut operands: Vec<LLVMValueRef> = vec![std::ptr::null_mut(); count as usize];
    // SAFETY: there is place for as many operands as the node has.
    unsafe { llvm::LLVMGetMDNodeOperands(value, operands.as_mut_ptr()) };
    operands.into_iter().map(note).collect()
}

fn note(operand: LLVMValueRef) -> Note {
    if operand.is_null() {
        return Note::Other;
    }
    let mut length = 0_u32;
    // SAFETY: `operand` is a live value, `length` a valid place to write.
    let start = unsafe { llvm::LLVMGetMDString(operand, &raw mut length) };
    if !start.is_null() {
        return Note::Text(text(start.cast::<u8>(), length as usize));
    }
    match Value::of(operand).kind() {
        super::ValueKind::Int(number) => Note::Int(number),
        _ => Note::Other,
    }
}
