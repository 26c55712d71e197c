//! Tests of the contract: the laws of the language, the documents, and the order of the workspace.

mod arbitrary;
mod documents;
mod expressions;
mod launches;
mod laws;
mod problems;
mod sample;
mod tidy;
