//! Compiles the lowered module for one worker.

use inkwell::OptimizationLevel;
use inkwell::attributes::AttributeLoc;
use inkwell::context::Context;
use inkwell::execution_engine::ExecutionEngine;
use inkwell::llvm_sys::support::LLVMAddSymbol;
use inkwell::memory_buffer::MemoryBuffer;
use inkwell::module::Module;
use inkwell::targets::TargetMachine;

use super::VerifyError;
use super::host::{functions, runtime_library};
use super::threads::Entry;

/// Addresses that a worker gives to the symbols of the module.
#[derive(Clone, Copy, Debug)]
pub(super) struct Addresses {
    /// The worker itself.
    pub(super) worker: u64,
    /// Its cell with the running thread.
    pub(super) thread: u64,
    /// Its count of steps until the next pause.
    pub(super) fuel: u64,
    /// Its cell with the position of the next warp instruction.
    pub(super) place: u64,
    /// Its cell with the turns of loops that a function is called in.
    pub(super) turn: u64,
    /// Shared memory of its block.
    pub(super) shared: u64,
    /// Global variables, the same for all workers.
    pub(super) globals: u64,
    /// What the system says about the launch.
    pub(super) system: u64,
}

/// Compiled code; lives as long as the engine.
pub(super) struct Code<'ctx> {
    /// Keeps the code alive.
    _engine: ExecutionEngine<'ctx>,
    /// What each thread runs.
    pub(super) entry: Entry,
    /// Fills the global variables.
    init: unsafe extern "C" fn(),
}

impl Code<'_> {
    /// Gives the global variables their initial values.
    pub(super) fn initialize_globals(&self) {
        // SAFETY: the function writes to the memory that the module's symbols were mapped to.
        unsafe { (self.init)() };
    }
}

/// Compiles a module that [`super::lower`] made.
pub(super) fn compile<'ctx>(
    context: &'ctx Context,
    bitcode: &[u8],
    addresses: &Addresses,
) -> Result<Code<'ctx>, VerifyError> {
    let llvm = |doing: &'static str| {
        move |error: inkwell::support::LLVMString| VerifyError::Llvm {
            doing,
            message: error.to_string(),
        }
    };
    let buffer = MemoryBuffer::create_from_memory_range_copy(bitcode, "kernel");
    let module =
        Module::parse_bitcode_from_buffer(&buffer, context).map_err(llvm("read bitcode"))?;
    tune(context, &module);
    let engine = module
        .create_jit_execution_engine(OptimizationLevel::Default)
        .map_err(llvm("set up the compiler"))?;
    map_symbols(&module, &engine, addresses);
    let lookup = |error: inkwell::execution_engine::FunctionLookupError| VerifyError::Llvm {
        doing: "compile",
        message: error.to_string(),
    };
    // SAFETY: the module defines `void kht.entry(ptr)`.
    let entry = unsafe { engine.get_function::<Entry>("kht.entry") }.map_err(lookup)?;
    // SAFETY: the engine outlives the address, because `Code` holds both.
    let entry = unsafe { entry.into_raw() };
    // SAFETY: the module defines `void kht.init()`.
    let init =
        unsafe { engine.get_function::<unsafe extern "C" fn()>("kht.init") }.map_err(lookup)?;
    // SAFETY: the engine outlives the address, because `Code` holds both.
    let init = unsafe { init.into_raw() };
    Ok(Code { _engine: engine, entry, init })
}

/// Lets the code generator use all of this processor.
fn tune(context: &Context, module: &Module<'_>) {
    let cpu = TargetMachine::get_host_cpu_name().to_string();
    let features = TargetMachine::get_host_cpu_features().to_string();
    let attributes = [("target-cpu", cpu), ("target-features", features)];
    for function in module.get_functions().filter(|it| it.count_basic_blocks() > 0) {
        for (key, value) in &attributes {
            let attribute = context.create_string_attribute(key, value);
            function.add_attribute(AttributeLoc::Function, attribute);
        }
    }
}

/// Says where the module's symbols are.
fn map_symbols(module: &Module<'_>, engine: &ExecutionEngine<'_>, addresses: &Addresses) {
    let Addresses { worker, thread, fuel, place, turn, shared, globals, system } = *addresses;
    let places = [
        ("kht.worker", worker),
        ("kht.thread", thread),
        ("kht.fuel", fuel),
        ("kht.place", place),
        ("kht.turn", turn),
        ("kht.shared", shared),
        ("kht.globals", globals),
        ("kht.system", system),
        ("kht.nowhere", 1),
    ];
    for (symbol, address) in places {
        if let Some(global) = module.get_global(symbol) {
            let address = usize::try_from(address).expect("addresses are of this machine");
            engine.add_global_mapping(&global.as_pointer_value(), address);
        }
    }
    for (symbol, function) in functions() {
        if let Some(declared) = module.get_function(symbol) {
            engine.add_global_mapping(&declared, function.expose_provenance());
        }
    }
    for (symbol, function) in runtime_library() {
        let name = std::ffi::CString::new(symbol).expect("symbols have no zero bytes");
        // SAFETY: the name ends in a zero byte and the function has the type that the code
        // generator expects of this symbol.
        unsafe { LLVMAddSymbol(name.as_ptr(), function.cast_mut()) };
    }
}
