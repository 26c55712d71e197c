//! Library.

mod load;
mod normalize;
#[expect(unsafe_code, reason = "the face of the C++ shim")]
mod scev;
