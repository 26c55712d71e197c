//! Memory in disguise -> plain loads and stores under plain branches.
//!
//! A *disguise* is a call whose callee touches memory in a way that only its name or its text
//! tells: inline assembly, intrinsics for asynchronous copies, buffers or tiles. The table
//! [`IDIOMS`] says for each disguise which plain IR does the same. That IR becomes the body of a
//! function of the same type, the call is redirected to it, and `always-inline` does the rest:
//! source positions stay those of the call, and constant predicates are folded away.
//!
//! To teach the analysis a new disguise, add a rule to the table, or a row to the rule of its
//! target. A rule that does not know a call answers `None`; the call then stays what it is, and
//! `accesses` takes it for unknown code.
//!
//! Bodies speak of which bytes are touched, when, and what values come out. A value that does not
//! matter or cannot be told is [`Body::opaque`].

use std::collections::HashMap;

use inkwell::context::Context;
use inkwell::memory_buffer::MemoryBuffer;
use inkwell::module::{Linkage, Module};
use inkwell::types::{AnyType, BasicTypeEnum, FunctionType};
use inkwell::values::{CallSiteValue, FunctionValue, InstructionOpcode, InstructionValue};

use super::body::Body;
use super::{NormalizeError, amdgcn, asm, nvvm, opencl};
use crate::scev::{self, Value, ValueKind};

/// A call as rules see it.
pub(super) struct Disguise {
    pub(super) callee: Callee,
    /// Type of the result as IR text; `void` for none.
    pub(super) result: String,
    /// Types of the results one by one: the fields of a struct.
    pub(super) results: Vec<String>,
    /// Types of the arguments as IR text; argument N is `%aN` in the body.
    pub(super) params: Vec<String>,
}

/// What a call calls.
pub(super) enum Callee {
    /// A function without a body, by name.
    Function(String),
    /// Inline assembly.
    Asm { template: String, constraints: String },
}

/// The plain IR that does what a call does, if the rule knows it.
///
/// The answer must be the same for all calls of one callee; constants among the arguments are
/// folded when the body is inlined.
type Rule = fn(&Disguise) -> Option<Body>;

/// All rules; the first one that answers counts.
const IDIOMS: [Rule; 4] = [asm::body, nvvm::body, amdgcn::body, opencl::body];

/// Redirects all calls that a rule knows to functions in plain IR.
pub(super) fn rewrite<'ctx>(
    context: &'ctx Context,
    module: &Module<'ctx>,
) -> Result<(), NormalizeError> {
    let mut known: HashMap<Value<'_>, Option<FunctionValue<'ctx>>> = HashMap::new();
    let mut bodies: Vec<(FunctionValue<'ctx>, Disguise, Body)> = Vec::new();
    for (instruction, call) in calls(module) {
        let value = scev::instruction(instruction);
        let plain = *known.entry(value.callee()).or_insert_with(|| {
            let ty = call.get_called_fn_type();
            let disguise = disguise(value.callee(), ty)?;
            let body = IDIOMS.iter().find_map(|rule| rule(&disguise))?;
            let name = format!("kht.plain.{}", bodies.len());
            let function = module.add_function(&name, ty, None);
            bodies.push((function, disguise, body));
            Some(function)
        });
        if let Some(plain) = plain {
            value.redirect(scev::function(plain));
        }
    }
    if bodies.is_empty() {
        return Ok(());
    }
    link(context, module, &text(module, &bodies))?;
    for (function, _, _) in &bodies {
        // Gone once all calls are inlined.
        function.set_linkage(Linkage::Internal);
    }
    Ok(())
}

/// All calls of a module.
fn calls<'ctx>(
    module: &Module<'ctx>,
) -> impl Iterator<Item = (InstructionValue<'ctx>, CallSiteValue<'ctx>)> {
    module
        .get_functions()
        .flat_map(FunctionValue::get_basic_blocks)
        .flat_map(|block| block.get_instructions().collect::<Vec<_>>())
        .filter(|instruction| instruction.get_opcode() == InstructionOpcode::Call)
        .filter_map(|instruction| Some((instruction, CallSiteValue::try_from(instruction).ok()?)))
}

/// A callee that may be a disguise: inline assembly, or a function without a body.
fn disguise(callee: Value<'_>, ty: FunctionType<'_>) -> Option<Disguise> {
    let callee = match (callee.asm(), callee.kind()) {
        (Some((template, constraints)), _) => Callee::Asm { template, constraints },
        (None, ValueKind::Function) if callee.blocks().is_empty() => {
            Callee::Function(callee.name())
        }
        _ => return None,
    };
    let shown = |ty: &dyn AnyType<'_>| ty.print_to_string().to_string();
    let result = ty.get_return_type();
    let results = match &result {
        Some(BasicTypeEnum::StructType(fields)) => {
            fields.get_field_types().iter().map(|ty| shown(ty)).collect()
        }
        Some(ty) => vec![shown(ty)],
        None => Vec::new(),
    };
    let result = result.map_or_else(|| "void".to_owned(), |ty| shown(&ty));
    let params = ty.get_param_types();
    let params = params.iter().map(|ty| ty.print_to_string().to_string()).collect();
    (!ty.is_var_arg()).then_some(Disguise { callee, result, results, params })
}

/// One module of IR text with all bodies.
fn text(module: &Module<'_>, bodies: &[(FunctionValue<'_>, Disguise, Body)]) -> String {
    let layout = module.get_data_layout();
    let triple = module.get_triple();
    let mut text = format!(
        "target datalayout = \"{}\"\ntarget triple = \"{}\"\n",
        layout.as_str().to_string_lossy(),
        triple.as_str().to_string_lossy()
    );
    let mut declarations: Vec<&String> =
        bodies.iter().flat_map(|(_, _, body)| body.declarations()).collect();
    declarations.sort();
    declarations.dedup();
    for declaration in declarations {
        text += &format!("declare {declaration}\n");
    }
    for (function, Disguise { callee: _, result, results: _, params }, body) in bodies {
        let name = function.get_name().to_string_lossy();
        let params: Vec<String> =
            params.iter().enumerate().map(|(index, ty)| format!("{ty} %a{index}")).collect();
        text += &format!(
            "define {result} @\"{name}\"({}) alwaysinline {{\n{}}}\n",
            params.join(", "),
            body.text()
        );
    }
    text
}

fn link<'ctx>(
    context: &'ctx Context,
    module: &Module<'ctx>,
    text: &str,
) -> Result<(), NormalizeError> {
    let failed = |message: String| NormalizeError { message };
    let buffer = MemoryBuffer::create_from_memory_range_copy(text.as_bytes(), "idioms");
    let plain = context.create_module_from_ir(buffer).map_err(|error| failed(error.to_string()))?;
    plain.verify().map_err(|error| failed(error.to_string()))?;
    module.link_in_module(plain).map_err(|error| failed(error.to_string()))
}

/// Bytes of a number or a vector of numbers, by its type as IR text.
pub(super) fn bytes(ty: &str) -> Option<u32> {
    if let Some(inside) = ty.strip_prefix('<') {
        let (lanes, element) = inside.strip_suffix('>')?.split_once(" x ")?;
        return lanes.parse::<u32>().ok()?.checked_mul(bytes(element)?);
    }
    match ty {
        "half" | "bfloat" => Some(2),
        "float" => Some(4),
        "double" => Some(8),
        _ => {
            let bits: u32 = ty.strip_prefix('i')?.parse().ok()?;
            (bits.is_multiple_of(8)).then_some(bits / 8)
        }
    }
}
