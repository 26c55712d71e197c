//! The document: one table per module of compiled kernels.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Kernel;

/// Version of the document; readers refuse any other.
///
/// Latest change: traffic may lie between two formulas, and says why.
pub const FORMAT_VERSION: &str = "kht/1";

/// A kernel heat table: all kernels of one compiled module.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Always [`FORMAT_VERSION`]; compared before anything else is read.
    pub schema: String,
    /// Program that wrote the table.
    pub producer: Producer,
    /// Module that was read.
    pub module: Module,
    /// Kernels in the order of the module.
    pub kernels: Vec<Kernel>,
}

impl Table {
    /// The table as JSON, one line per value, with a line end after the last.
    ///
    /// The same table gives the same bytes.
    #[must_use]
    pub fn to_json(&self) -> String {
        let text = serde_json::to_string_pretty(self);
        text.expect("a table has text keys and finite numbers only") + "\n"
    }
}

/// The JSON Schema (draft 2020-12) of a table, as committed in `kht.schema.json`.
#[must_use]
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(Table).to_value()
}

/// Program that wrote a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Producer {
    /// `kht-analyzer`, or a person's name for tables written by hand.
    pub name: String,
    /// Version of the program.
    pub version: String,
    /// Version of LLVM it was built with; empty for tables written by hand.
    pub llvm: String,
}

/// Module a table was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// Path as it was given, relative and with `/`; never absolute.
    pub path: String,
    /// SHA-256 of the input bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Target triple, `nvptx64-nvidia-cuda` for example.
    pub target: String,
    /// Target processor, `sm_80` for example; empty if the module does not say.
    pub cpu: String,
    /// What compiled it, as the module says in `llvm.ident`; empty if it does not.
    pub frontend: String,
}
