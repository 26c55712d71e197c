//! OpenCL images as arguments.
//!
//! The machine gets a descriptor in memory; a launch knows the image that it describes. So tables
//! show an image as a by-value struct: where its texels are, and for an image made from a buffer,
//! of which neighbors are neighbors in memory, how large a texel is and how many there are. How
//! other images are laid out, nothing but the driver knows.

use kht_schema::kernel::Field;
use kht_schema::{Param, ParamType};

/// Byte offset of the pointer to the texels.
pub(crate) const TEXELS: u32 = 0;

/// Byte offset of the size of a texel in bytes.
pub(crate) const TEXEL_BYTES: u32 = 8;

/// Byte offset of the number of texels.
pub(crate) const WIDTH: u32 = 12;

/// OpenCL's name of images made from a buffer.
const BUFFER_IMAGE: &str = "image1d_buffer_t";

/// Whether an image of a type lies in memory like an array.
pub(crate) fn is_buffer(ty: &str) -> bool {
    ty == BUFFER_IMAGE
}

/// Makes a parameter an image, if that is what OpenCL says it is.
pub(super) fn apply(param: &mut Param, ty: &str) {
    if !(ty.starts_with("image") && ty.ends_with("_t")) {
        return;
    }
    param.ty = ParamType::Struct;
    param.pointer = None;
    param.fields = vec![Field { at: TEXELS, ty: ParamType::Pointer, size: 8 }];
    if is_buffer(ty) {
        let number = |at| Field { at, ty: ParamType::Int, size: 4 };
        param.fields.extend([number(TEXEL_BYTES), number(WIDTH)]);
    }
    param.size = param.fields.iter().map(|field| field.at + field.size).max().unwrap_or(0);
}
