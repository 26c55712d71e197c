//! Matrix tiles that a warp loads and stores together: `wmma.….load`, `wmma.….store`.
//!
//! Which lane touches which element of the tile is not specified, but all lanes take part, and
//! together they touch each element once. So each lane gets an equal part of one line: what the
//! warp touches is then exact, byte by byte.

use crate::normalize::body::Body;
use crate::normalize::idioms::Disguise;

/// Lanes of a warp.
const LANES: u32 = 32;

/// A tile in memory: `lines` lines of `length` elements that follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tile {
    lines: u32,
    length: u32,
    element_bits: u32,
}

/// The plain IR of `mMnNkK.{load,store}.….{row,col}[.stride].type.pS`, without `llvm.nvvm.wmma.`.
pub(super) fn body(disguise: &Disguise, name: &str) -> Option<Body> {
    let parts: Vec<&str> = name.split('.').collect();
    let [shape, direction, matrix, layout, rest @ ..] = parts.as_slice() else { return None };
    let (strided, ty) = match rest {
        ["stride", ty, _] => (true, *ty),
        [ty, _] => (false, *ty),
        _ => return None,
    };
    let tile = tile(shape, matrix, layout, ty)?;
    // A load takes pointer and stride, a store has the elements between them.
    let pointer = disguise.params.first()?;
    let last = disguise.params.len() - 1;
    let mut body = Body::new();
    let stride = if strided {
        let stride_ty = disguise.params.get(last).filter(|ty| *ty == "i32")?;
        body.value(format_args!("sext {stride_ty} %a{last} to i64"))
    } else {
        tile.length.to_string()
    };
    let place = place(&mut body, tile, pointer, &stride)?;
    let part = format!("i{}", 8 * tile.part_bytes()?);
    match *direction {
        "load" => {
            body.value(format_args!("load {part}, {pointer} {place}, align 1"));
            let fragment = body.opaque(&disguise.result);
            body.line(format_args!("ret {} {fragment}", disguise.result));
        }
        "store" => {
            let value = body.opaque(&part);
            body.line(format_args!("store {part} {value}, {pointer} {place}, align 1"));
            body.line("ret void");
        }
        _ => return None,
    }
    Some(body)
}

/// The address of the part of a lane.
fn place(body: &mut Body, tile: Tile, pointer: &str, stride: &str) -> Option<String> {
    let lanes_per_line = LANES / tile.lines;
    let lane = body.call("i32", "llvm.nvvm.read.ptx.sreg.laneid", &[]);
    let line = body.value(format_args!("udiv i32 {lane}, {lanes_per_line}"));
    let part = body.value(format_args!("urem i32 {lane}, {lanes_per_line}"));
    let line = body.value(format_args!("zext i32 {line} to i64"));
    let part = body.value(format_args!("zext i32 {part} to i64"));
    let elements = body.value(format_args!("mul nsw i64 {line}, {stride}"));
    let bits = tile.element_bits;
    let before = if bits < 8 {
        // Lines start at whole bytes.
        body.value(format_args!("sdiv i64 {elements}, {}", 8 / bits))
    } else {
        body.value(format_args!("mul nsw i64 {elements}, {}", bits / 8))
    };
    let within = body.value(format_args!("mul nsw i64 {part}, {}", tile.part_bytes()?));
    let offset = body.value(format_args!("add nsw i64 {before}, {within}"));
    Some(body.value(format_args!("getelementptr i8, {pointer} %a0, i64 {offset}")))
}

impl Tile {
    /// Bytes that each lane touches; they are in one line.
    fn part_bytes(self) -> Option<u32> {
        let line_bytes = self.length * self.element_bits / 8;
        let bytes = self.lines * line_bytes / LANES;
        let whole =
            LANES.is_multiple_of(self.lines) && bytes > 0 && line_bytes.is_multiple_of(bytes);
        whole.then_some(bytes)
    }
}

/// The tile of a matrix: `a` is M by K, `b` is K by N, `c` and `d` are M by N.
fn tile(shape: &str, matrix: &str, layout: &str, ty: &str) -> Option<Tile> {
    let (m, rest) = shape.strip_prefix('m')?.split_once('n')?;
    let (n, k) = rest.split_once('k')?;
    let (m, n, k): (u32, u32, u32) = (m.parse().ok()?, n.parse().ok()?, k.parse().ok()?);
    let (rows, columns) = match matrix {
        "a" => (m, k),
        "b" => (k, n),
        "c" | "d" => (m, n),
        _ => return None,
    };
    let (lines, length) = match layout {
        "row" => (rows, columns),
        "col" => (columns, rows),
        _ => return None,
    };
    let element_bits = match ty {
        "b1" => 1,
        "s4" | "u4" => 4,
        "s8" | "u8" => 8,
        "f16" | "bf16" => 16,
        "f32" | "tf32" | "s32" => 32,
        "f64" => 64,
        _ => return None,
    };
    let tile = Tile { lines, length, element_bits };
    (1..=LANES).contains(&lines).then_some(tile)
}

#[cfg(test)]
mod tests {
    use super::tile;

    /// Lines, bytes of a line, and bytes of a lane.
    #[track_caller]
    fn check(shape: &str, matrix: &str, layout: &str, ty: &str, expected: (u32, u32, u32)) {
        let tile = tile(shape, matrix, layout, ty).expect("a tile");
        let bytes = tile.part_bytes().expect("whole parts");
        let found = (tile.lines, tile.length * tile.element_bits / 8, bytes);
        assert_eq!(found, expected, "{shape} {matrix} {layout} {ty}");
        assert_eq!(bytes * 32, tile.lines * found.1);
    }

    #[test]
    fn all_shapes_fall_into_equal_parts() {
        check("m16n16k16", "a", "row", "f16", (16, 32, 16));
        check("m16n16k16", "b", "col", "bf16", (16, 32, 16));
        check("m16n16k16", "d", "row", "f32", (16, 64, 32));
        check("m8n32k16", "a", "col", "f16", (16, 16, 8));
        check("m8n32k16", "b", "row", "f16", (16, 64, 32));
        check("m8n32k16", "b", "col", "f16", (32, 32, 32));
        check("m32n8k16", "a", "row", "s8", (32, 16, 16));
        check("m32n8k16", "c", "row", "s32", (32, 32, 32));
        check("m16n16k8", "a", "row", "tf32", (16, 32, 16));
        check("m8n8k4", "a", "row", "f64", (8, 32, 8));
        check("m8n8k4", "d", "col", "f64", (8, 64, 16));
        check("m8n8k32", "a", "row", "s4", (8, 16, 4));
        check("m8n8k128", "b", "col", "b1", (8, 16, 4));
    }

    #[test]
    fn what_is_no_tile_is_refused() {
        assert_eq!(tile("m16n16", "a", "row", "f16"), None);
        assert_eq!(tile("m16n16k16", "e", "row", "f16"), None);
        assert_eq!(tile("m16n16k16", "a", "diagonal", "f16"), None);
        assert_eq!(tile("m64n64k16", "a", "row", "f16"), None);
        assert_eq!(tile("m16n16k16", "a", "row", "e4m3"), None);
    }
}
