//! The document as it is written: keys and types, nothing else checked.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub(super) target: Option<String>,
    pub(super) kernel: Vec<Kernel>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kernel {
    pub(super) name: Spanned<String>,
    pub(super) display: Option<String>,
    #[serde(default)]
    pub(super) per: Per,
    pub(super) param: Vec<Param>,
    #[serde(default)]
    pub(super) define: BTreeMap<String, Spanned<Formula>>,
    #[serde(default, rename = "loop")]
    pub(super) loops: Vec<Loop>,
    #[serde(default)]
    pub(super) access: Vec<Access>,
    #[serde(default)]
    pub(super) work: Vec<Work>,
    /// Where the author knows it from, or what else a reader should know.
    #[serde(default)]
    pub(super) notes: Vec<String>,
}

/// How often what is written happens.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Per {
    /// Once.
    #[default]
    Call,
    /// In each thread of the launch.
    Thread,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Param {
    pub(super) name: Spanned<String>,
    #[serde(rename = "type")]
    pub(super) ty: Type,
    pub(super) role: Option<Spanned<Role>>,
    pub(super) align: Option<Spanned<u64>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Type {
    Pointer,
    I8,
    I16,
    I32,
    I64,
    F16,
    Bf16,
    F32,
    F64,
}

/// What a call does to the bytes behind a pointer.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Role {
    In,
    Out,
    InOut,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Loop {
    pub(super) name: Spanned<String>,
    pub(super) trip: Spanned<Formula>,
    pub(super) inside: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Access {
    pub(super) op: kht_schema::Op,
    pub(super) param: Spanned<String>,
    pub(super) bytes: Spanned<Formula>,
    pub(super) offset: Option<Spanned<Formula>>,
    pub(super) rows: Option<Spanned<Formula>>,
    pub(super) stride: Option<Spanned<Formula>>,
    pub(super) batch: Option<Spanned<Formula>>,
    pub(super) batch_stride: Option<Spanned<Formula>>,
    #[serde(default)]
    pub(super) through: Vec<Spanned<Formula>>,
    #[serde(default)]
    pub(super) when: Vec<Spanned<Formula>>,
    #[serde(default)]
    pub(super) loops: Vec<Spanned<String>>,
    pub(super) upper: Option<String>,
    pub(super) unknown: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Work {
    #[serde(default)]
    pub(super) when: Vec<Spanned<Formula>>,
    #[serde(default)]
    pub(super) loops: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) flops: u64,
    #[serde(default)]
    pub(super) int_ops: u64,
    #[serde(default)]
    pub(super) special_ops: u64,
    #[serde(default)]
    pub(super) tensor_ops: u64,
    #[serde(default)]
    pub(super) shared_bytes: u64,
}

/// A formula, or a number instead of one.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Formula {
    Number(i64),
    Text(String),
}
