//! Tests of the contract: the laws of the language and the reading of documents.

mod laws;
