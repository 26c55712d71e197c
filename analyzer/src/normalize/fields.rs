//! Fields of structs that are put together only to be taken apart again.
//!
//! Assembly and intrinsics with several results answer a struct. Once their plain form is inlined,
//! the struct is built field by field, and each use of a field can be that of what was put there.

use inkwell::module::Module;

use crate::scev::{self, Opcode, Value};

/// Lets users of such fields use what the fields were made of.
pub(super) fn look_through(module: &Module<'_>) {
    for function in module.get_functions() {
        for block in scev::function(function).blocks() {
            for instruction in block.instructions() {
                if instruction.opcode() == Some(Opcode::LLVMExtractValue)
                    && let Some(field) = field(instruction)
                {
                    instruction.replace_uses(field);
                }
            }
        }
    }
}

/// What was put into the field that an `extractvalue` takes out.
fn field(extract: Value<'_>) -> Option<Value<'_>> {
    let wanted = extract.indices();
    let mut aggregate = extract.operand(0);
    while aggregate.opcode() == Some(Opcode::LLVMInsertValue) {
        let set = aggregate.indices();
        if set == wanted {
            return Some(aggregate.operand(1));
        }
        if set.starts_with(&wanted) || wanted.starts_with(&set) {
            return None;
        }
        aggregate = aggregate.operand(0);
    }
    None
}
