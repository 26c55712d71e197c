//! Answers everything that the module declares: intrinsics, global variables, the entry.
//!
//! The result depends on no address: where shared memory, global variables and the worker are is
//! said by symbols that each worker maps to its own.

use inkwell::AddressSpace;
use inkwell::memory_buffer::MemoryBuffer;
use inkwell::module::Linkage;
use inkwell::passes::PassBuilderOptions;
use inkwell::types::FunctionType;
use inkwell::values::{FunctionValue, GlobalValue};

use super::VerifyError;
use super::asm::stop_at_rest;
use super::instrument::Instrumented;
use super::meaning::amdgcn::system;
use super::meaning::{HOST_FUNCTIONS, PRELUDE, Signature, definition, division_check, unsupported};
use super::prepare::{
    ParamKind, ParamShape, Prepared, SHARED_SPACE, called, instructions, is_generic, name,
};

/// Alignment of dynamic shared memory at least, as on a GPU.
const DYNAMIC_ALIGN: u64 = 16;

/// Where things lie that the module expects to exist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Placement {
    /// Static shared memory, to the start of the dynamic part.
    pub(super) static_shared: u64,
    /// Memory of all global variables, and behind them of what the system says of a launch.
    pub(super) globals_bytes: u64,
    /// Where that starts.
    pub(super) system: u64,
    /// Offset of each argument in the packed arguments.
    pub(super) arguments: Vec<u64>,
    /// Size of the packed arguments.
    pub(super) arguments_bytes: u64,
    /// Names of what has no meaning, by number.
    pub(super) unsupported: Vec<String>,
}

/// Lowers a module that is instrumented.
pub(super) fn lower(
    prepared: &Prepared<'_>,
    instrumented: &Instrumented,
) -> Result<Placement, VerifyError> {
    let mut placement = Placement::default();
    let mut text = format!("{HOST_FUNCTIONS}{PRELUDE}");
    let mut init = String::new();
    place_shared(prepared, &mut placement);
    place_globals(prepared, &mut placement, &mut text, &mut init);
    remove_assumptions(prepared);
    text += &stop_at_rest(prepared, &mut placement.unsupported);
    replace_declarations(prepared, &mut placement, &mut text);
    for (name, (ty, signed)) in &instrumented.checks {
        text += &division_check(name, ty, *signed);
    }
    text += &entry(&prepared.params, &mut placement);
    text += &format!("define void @kht.init() {{\n{init}  ret void\n}}\n");
    prepared.kernel.as_global_value().set_name("kht.kernel");
    link(prepared, &text)?;
    finish(prepared)?;
    Ok(placement)
}

/// Gives each shared variable its offset; dynamic ones share the place behind the static ones.
fn place_shared(prepared: &Prepared<'_>, placement: &mut Placement) {
    let layout = prepared.layout();
    let all: Vec<GlobalValue<'_>> = variables(prepared, true);
    let (dynamic, fixed): (Vec<_>, Vec<_>) = all.into_iter().partition(|it| it.is_declaration());
    let mut end = 0;
    for global in fixed {
        let offset = align_to(end, global_align(prepared, global));
        end = offset + layout.get_abi_size(&global.get_value_type());
        replace_global(prepared, global, "kht.shared", offset);
    }
    let align = dynamic.iter().map(|&it| global_align(prepared, it)).max().unwrap_or(1);
    placement.static_shared = align_to(end, align.max(DYNAMIC_ALIGN));
    for global in dynamic {
        replace_global(prepared, global, "kht.shared", placement.static_shared);
    }
}

/// Gives each other variable its offset, and copies its initial value there.
fn place_globals(
    prepared: &Prepared<'_>,
    placement: &mut Placement,
    text: &mut String,
    init: &mut String,
) {
    let layout = prepared.layout();
    let mut end = 0;
    for (index, global) in variables(prepared, false).into_iter().enumerate() {
        if let Some(value) = device_library_option(prepared, global) {
            let address = format!("getelementptr (i8, ptr @kht.globals, i64 {end})");
            *init += &format!("  store i32 {value}, ptr {address}\n");
            replace_global(prepared, global, "kht.globals", end);
            end += 4;
            continue;
        }
        if global.is_declaration() {
            // Not defined anywhere: an access is one to address zero and a bit.
            replace_global(prepared, global, "kht.nowhere", index as u64);
            continue;
        }
        let offset = align_to(end, global_align(prepared, global));
        let bytes = layout.get_abi_size(&global.get_value_type());
        let space = global.as_pointer_value().get_type().print_to_string().to_string();
        end = offset + bytes;
        replace_global(prepared, global, "kht.globals", offset);
        let symbol = format!("kht.initial.{index}");
        global.set_name(&symbol);
        global.set_linkage(Linkage::External);
        let address_space = space.strip_prefix("ptr").unwrap_or("").trim();
        *text += &format!("@{symbol} = external {address_space} global [{bytes} x i8]\n");
        *init += &format!(
            "  %to{index} = getelementptr i8, ptr @kht.globals, i64 {offset}\n  \
             %from{index} = addrspacecast {space} @{symbol} to ptr\n  \
             call void @llvm.memcpy.p0.p0.i64(ptr %to{index}, ptr %from{index}, i64 {bytes}, \
             i1 false)\n"
        )
        .replace("addrspacecast ptr @", "bitcast ptr @");
    }
    placement.system = align_to(end, DYNAMIC_ALIGN);
    placement.globals_bytes = placement.system + system::BYTES;
}

/// What AMD's device libraries are told about the processor where they are linked: 1 for a wave
/// of 64 lanes, else nothing.
fn device_library_option(prepared: &Prepared<'_>, global: GlobalValue<'_>) -> Option<u32> {
    let name = global.get_name().to_string_lossy().into_owned();
    let option = name.strip_prefix("__oclc_").filter(|_| global.is_declaration())?;
    Some(u32::from(option == "wavefrontsize64" && prepared.lanes == 64))
}

/// Variables of the kernel's own: those in shared memory, or all others.
fn variables<'ctx>(prepared: &Prepared<'ctx>, shared: bool) -> Vec<GlobalValue<'ctx>> {
    let is_asked_for = |global: &GlobalValue<'_>| {
        let space = global.as_pointer_value().get_type().get_address_space();
        let name = global.get_name().to_string_lossy();
        (space == AddressSpace::from(SHARED_SPACE)) == shared
            && !name.starts_with("kht.")
            && !name.starts_with("llvm.")
    };
    prepared.module.get_globals().filter(is_asked_for).collect()
}

/// Alignment of a variable.
fn global_align(prepared: &Prepared<'_>, global: GlobalValue<'_>) -> u64 {
    let natural = prepared.layout().get_abi_alignment(&global.get_value_type());
    u64::from(global.get_alignment().max(natural).max(1))
}

/// The next multiple of a power of two.
fn align_to(offset: u64, align: u64) -> u64 {
    offset.next_multiple_of(align)
}

/// Replaces a variable by a place relative to a symbol.
fn replace_global(prepared: &Prepared<'_>, global: GlobalValue<'_>, symbol: &str, offset: u64) {
    let context = prepared.context;
    let byte = context.i8_type();
    let base = prepared
        .module
        .get_global(symbol)
        .unwrap_or_else(|| prepared.module.add_global(byte, None, symbol));
    let index = context.i64_type().const_int(offset, false);
    // SAFETY: the symbol is mapped to memory that reaches to the offset and beyond.
    let place = unsafe { base.as_pointer_value().const_gep(byte, &[index]) };
    let old = global.as_pointer_value();
    let place = if old.get_type() == place.get_type() {
        place
    } else {
        place.const_address_space_cast(old.get_type())
    };
    old.replace_all_uses_with(place);
}

/// Removes assumptions: the code generator must not rely on what a launch may violate.
fn remove_assumptions(prepared: &Prepared<'_>) {
    for function in prepared.bodies() {
        for instruction in instructions(function) {
            if called(instruction).is_some_and(|callee| name(callee) == "llvm.assume") {
                instruction.erase_from_basic_block();
            }
        }
    }
}

/// Replaces declared functions by those that say what they mean.
fn replace_declarations(prepared: &Prepared<'_>, placement: &mut Placement, text: &mut String) {
    let declared: Vec<FunctionValue<'_>> = prepared
        .module
        .get_functions()
        .filter(|it| it.count_basic_blocks() == 0)
        .filter(|it| !name(*it).starts_with("kht"))
        .collect();
    for function in declared {
        let name = name(function);
        if is_generic(&name) && is_harmless(function, &name) {
            continue;
        }
        let signature = signature(&name, function.get_type());
        *text += &definition(&signature).unwrap_or_else(|| {
            placement.unsupported.push(name.clone());
            unsupported(&signature, placement.unsupported.len() - 1)
        });
        let symbol = format!("kht.{name}");
        let replacement = prepared.module.add_function(&symbol, function.get_type(), None);
        function.replace_all_uses_with(replacement);
    }
}

/// Whether an intrinsic of LLVM touches no memory that is not recorded already.
fn is_harmless(function: FunctionValue<'_>, name: &str) -> bool {
    const KNOWN: [&str; 15] = [
        "llvm.memcpy.",
        "llvm.memmove.",
        "llvm.memset.",
        "llvm.lifetime.",
        "llvm.invariant.",
        "llvm.launder.",
        "llvm.strip.",
        "llvm.prefetch",
        "llvm.stacksave",
        "llvm.stackrestore",
        "llvm.ptrmask",
        "llvm.objectsize",
        "llvm.ptr.annotation",
        "llvm.dbg.",
        "llvm.experimental.noalias.scope.decl",
    ];
    let text = function.get_type().print_to_string().to_string();
    !text.contains("ptr") || KNOWN.iter().any(|prefix| name.starts_with(prefix))
}

/// Name and type of a function as text.
pub(super) fn signature(name: &str, ty: FunctionType<'_>) -> Signature {
    let params = ty.get_param_types();
    Signature {
        name: name.to_owned(),
        result: ty
            .get_return_type()
            .map_or_else(|| "void".to_owned(), |it| it.print_to_string().to_string()),
        params: params.iter().map(|it| it.print_to_string().to_string()).collect(),
        variadic: ty.is_var_arg(),
    }
}

/// The function that a thread starts with: unpacks the arguments and calls the kernel.
fn entry(params: &[ParamShape], placement: &mut Placement) -> String {
    let mut lines = Vec::new();
    let mut arguments = Vec::new();
    let mut end = 0;
    for (index, param) in params.iter().enumerate() {
        let (ty, bytes, align) = (&param.ty, param.bytes, param.align.max(1));
        let offset = align_to(end, align);
        end = offset + bytes;
        placement.arguments.push(offset);
        lines.push(format!("  %p{index} = getelementptr i8, ptr %args, i64 {offset}"));
        if param.kind == ParamKind::Shared {
            lines.push(format!("  %o{index} = load i64, ptr %p{index}, align 1"));
            lines.push(format!(
                "  %d{index} = getelementptr i8, ptr getelementptr (i8, ptr @kht.shared, \
                 i64 {}), i64 %o{index}",
                placement.static_shared
            ));
            lines.push(format!("  %v{index} = addrspacecast ptr %d{index} to {ty}"));
        } else if param.kind == ParamKind::ByValue {
            lines.push(format!("  %c{index} = alloca [{bytes} x i8], align {align}"));
            lines.push(format!(
                "  call void @llvm.memcpy.p0.p0.i64(ptr %c{index}, ptr %p{index}, i64 {bytes}, \
                 i1 false)"
            ));
            let cast = if ty == "ptr" { "bitcast" } else { "addrspacecast" };
            lines.push(format!("  %v{index} = {cast} ptr %c{index} to {ty}"));
        } else {
            lines.push(format!("  %v{index} = load {ty}, ptr %p{index}, align 1"));
        }
        arguments.push(format!("{ty} %v{index}"));
    }
    placement.arguments_bytes = end;
    let types: Vec<&str> = params.iter().map(|it| it.ty.as_str()).collect();
    format!(
        "declare void @kht.kernel({})\ndefine void @kht.entry(ptr %args) {{\n{}\n  \
         call void @kht.kernel({})\n  ret void\n}}\n",
        types.join(", "),
        lines.join("\n"),
        arguments.join(", ")
    )
}

/// Parses definitions and links them into the module.
pub(super) fn link(prepared: &Prepared<'_>, text: &str) -> Result<(), VerifyError> {
    let llvm = |doing: &'static str| {
        move |error: inkwell::support::LLVMString| VerifyError::Llvm {
            doing,
            message: error.to_string(),
        }
    };
    let buffer = MemoryBuffer::create_from_memory_range_copy(text.as_bytes(), "meaning");
    let meaning = prepared
        .context
        .create_module_from_ir(buffer)
        .map_err(llvm("parse the meaning of intrinsics"))?;
    meaning.set_triple(&prepared.module.get_triple());
    meaning.set_data_layout(&prepared.layout().get_data_layout());
    // Registers of inline assembly are stack slots until here.
    meaning
        .run_passes("mem2reg", &prepared.machine, PassBuilderOptions::create())
        .map_err(llvm("simplify the meaning of intrinsics"))?;
    prepared.module.link_in_module(meaning).map_err(llvm("link the meaning of intrinsics"))
}

/// Has each warp instruction say where in the program it is, before it waits.
fn number_warp_instructions(prepared: &Prepared<'_>) {
    let Some(place) = prepared.module.get_global("kht.place") else { return };
    let builder = prepared.context.create_builder();
    let word = prepared.context.i32_type();
    let calls = prepared.bodies().into_iter().flat_map(instructions).filter(|&instruction| {
        called(instruction).is_some_and(|callee| name(callee) == "kht_warp")
    });
    for (number, call) in (0..).zip(calls.collect::<Vec<_>>()) {
        builder.position_before(&call);
        builder
            .build_store(place.as_pointer_value(), word.const_int(number, false))
            .expect("the builder has a position");
    }
}

/// Inlines what is small, drops what is not used, and checks the result.
fn finish(prepared: &Prepared<'_>) -> Result<(), VerifyError> {
    prepared.module.strip_debug_info();
    for function in prepared.bodies() {
        if !["kht.entry", "kht.init"].contains(&name(function).as_str()) {
            function.set_linkage(Linkage::Internal);
        }
    }
    // Counters of loops are stack slots until here.
    prepared.run_passes("function(mem2reg),always-inline,globaldce")?;
    number_warp_instructions(prepared);
    prepared.module.verify().map_err(|error| VerifyError::Llvm {
        doing: "check the instrumented module",
        message: error.to_string(),
    })
}
