//! What running kernel code sees of the host: the thread it is, and functions to call.
//!
//! The functions run on the stack of the calling thread's coroutine. They keep nothing on it that
//! would have to be dropped, because a thread that is stopped is abandoned where it stands.

use std::ffi::c_void;

use half::{bf16, f16};

use super::meaning::{BarrierOp, Stop, context, space};
use super::phase::{PhaseOp, step};
use super::record::{Refusal, RegionKind};
use super::tensor::{Element, nearest_small, number};
use super::threads::{BarrierRequest, Event, StopReason, WarpRequest, Worker};
use super::tile::{LINE_BYTES, Line, MAP_BYTES, TensorMap};
use super::warp::{LaneMask, Operands, WarpOp};

/// The running thread, as special registers show it.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub(super) struct ThreadContext {
    pub(super) tid: [u32; 3],
    pub(super) ctaid: [u32; 3],
    pub(super) ntid: [u32; 3],
    pub(super) nctaid: [u32; 3],
    pub(super) lane: u32,
    pub(super) warp: u32,
    pub(super) dynamic_shared: u32,
    pub(super) total_shared: u32,
    pub(super) lanes: u32,
}

const _: () = {
    assert!(std::mem::offset_of!(ThreadContext, tid) == context::TID);
    assert!(std::mem::offset_of!(ThreadContext, ctaid) == context::CTAID);
    assert!(std::mem::offset_of!(ThreadContext, ntid) == context::NTID);
    assert!(std::mem::offset_of!(ThreadContext, nctaid) == context::NCTAID);
    assert!(std::mem::offset_of!(ThreadContext, lane) == context::LANE);
    assert!(std::mem::offset_of!(ThreadContext, warp) == context::WARP);
    assert!(std::mem::offset_of!(ThreadContext, dynamic_shared) == context::DYNAMIC_SHARED);
    assert!(std::mem::offset_of!(ThreadContext, total_shared) == context::TOTAL_SHARED);
    assert!(std::mem::offset_of!(ThreadContext, lanes) == context::LANES);
};

/// Functions that kernel code may call, by the name it calls them.
pub(super) fn functions() -> [(&'static str, *const c_void); 20] {
    [
        ("kht_record", kht_record as *const c_void),
        ("kht_record_length", kht_record_length as *const c_void),
        ("kht_stop", kht_stop as *const c_void),
        ("kht_pause", kht_pause as *const c_void),
        ("kht_warp", kht_warp as *const c_void),
        ("kht_barrier", kht_barrier as *const c_void),
        ("kht_space", kht_space as *const c_void),
        ("kht_permute", kht_permute as *const c_void),
        ("kht_dot", kht_dot as *const c_void),
        ("kht_clock", kht_clock as *const c_void),
        ("kht_permute_amd", kht_permute_amd as *const c_void),
        ("kht_resource", kht_resource as *const c_void),
        ("kht_buffer", kht_buffer as *const c_void),
        ("kht_widen_small", kht_widen_small as *const c_void),
        ("kht_narrow_small", kht_narrow_small as *const c_void),
        ("kht_phase", kht_phase as *const c_void),
        ("kht_tile_lines", kht_tile_lines as *const c_void),
        ("kht_tile_bytes", kht_tile_bytes as *const c_void),
        ("kht_tile_line", kht_tile_line as *const c_void),
        ("kht_tile_move", kht_tile_move as *const c_void),
    ]
}

/// Functions that the host's code generator calls for narrow floating-point types.
pub(super) fn runtime_library() -> [(&'static str, *const c_void); 5] {
    [
        ("__extendhfsf2", extend_half as *const c_void),
        ("__truncsfhf2", truncate_to_half as *const c_void),
        ("__truncdfhf2", truncate_double_to_half as *const c_void),
        ("__truncsfbf2", truncate_to_bfloat as *const c_void),
        ("__truncdfbf2", truncate_double_to_bfloat as *const c_void),
    ]
}

extern "C" fn kht_record(worker: &Worker, site: u32, address: u64, turn: u64) {
    match worker.recorder.record(site as usize, address, turn) {
        Ok(()) => worker.burn(),
        Err(refusal) => refuse(worker, refusal, site, address),
    }
}

extern "C" fn kht_record_length(worker: &Worker, site: u32, address: u64, bytes: u64, turn: u64) {
    match worker.recorder.record_length(site as usize, [address, bytes], turn) {
        Ok(()) => worker.burn(),
        Err(refusal) => refuse(worker, refusal, site, address),
    }
}

#[cold]
fn refuse(worker: &Worker, refusal: Refusal, site: u32, address: u64) {
    let reason = match refusal {
        Refusal::OutOfBounds => StopReason::OutOfBounds { site, address },
        Refusal::Misaligned => StopReason::Misaligned { site, address },
    };
    worker.abandon(reason);
}

extern "C" fn kht_stop(worker: &Worker, code: u32, detail: u32) {
    let reason = match code {
        it if it == Stop::Exit as u32 => StopReason::Exit,
        it if it == Stop::Assertion as u32 => StopReason::Assertion,
        it if it == Stop::Trap as u32 => StopReason::Trap,
        it if it == Stop::Division as u32 => StopReason::Division { instruction: detail },
        _ => StopReason::Unsupported { function: detail },
    };
    worker.abandon(reason);
}

extern "C" fn kht_pause(worker: &Worker) {
    worker.suspend(Event::Pause);
}

extern "C" fn kht_warp(
    worker: &Worker,
    op: u32,
    mask: u32,
    value: u64,
    selector: u32,
    clamp: u32,
) -> u64 {
    let op = WarpOp::from_code(op).expect("the intrinsics are written with these codes");
    let operands = Operands { value, selector, clamp };
    // All lanes are meant, however many there are.
    let mask = if mask == u32::MAX { LaneMask::MAX } else { LaneMask::from(mask) };
    let place = worker.place.get();
    worker.suspend(Event::Warp(WarpRequest { op, mask, place, operands }))
}

#[expect(clippy::cast_possible_truncation, reason = "barriers answer with 32 bits")]
extern "C" fn kht_barrier(worker: &Worker, op: u32, id: u32, count: u32, predicate: u32) -> u32 {
    let op = match op {
        0 => BarrierOp::Sync,
        1 => BarrierOp::Arrive,
        2 => BarrierOp::Count,
        3 => BarrierOp::And,
        _ => BarrierOp::Or,
    };
    let request = BarrierRequest { op, id, count, predicate: predicate != 0 };
    worker.suspend(Event::Barrier(request)) as u32
}

extern "C" fn kht_space(worker: &Worker, address: u64) -> u32 {
    match worker.recorder.kind_at(address) {
        Some(RegionKind::Shared) => space::SHARED,
        Some(RegionKind::Local) => space::LOCAL,
        Some(RegionKind::Buffer(_) | RegionKind::Global) | None => space::GLOBAL,
    }
}

/// Steps that the worker has taken: a clock that every thread reads differently.
extern "C" fn kht_clock(worker: &Worker) -> u64 {
    worker.clock()
}

/// An operation on a barrier in shared memory. Whoever tests in vain lets others run.
extern "C" fn kht_phase(worker: &Worker, op: u32, address: u64, argument: u64) -> u64 {
    let op = PhaseOp::from_code(op);
    let Some(cell) = worker.shared_cell(address) else {
        worker.abandon(StopReason::OutOfBounds { site: u32::MAX, address });
        return 0;
    };
    let (word, answer) = step(op, cell.get(), argument);
    cell.set(word);
    if answer == 0 && matches!(op, PhaseOp::TestParity | PhaseOp::TestToken) {
        worker.suspend(Event::Poll);
    }
    answer
}

/// Where in a tensor a tile is, as kernel code writes it down.
#[repr(C)]
struct TilePlace {
    coordinates: [i32; 5],
    /// Whether rows are gathered.
    gathers: u32,
}

/// A tensor map as it is in memory.
type MapBytes = [u8; MAP_BYTES as usize];

/// A tile of a tensor.
struct Tile<'a> {
    map: TensorMap,
    at: &'a [i32; 5],
    gathered: Option<u32>,
}

/// Rows that `tile::gather4` gathers.
const GATHERED: u32 = 4;

/// The tile that kernel code describes; a map that is none stops the thread.
fn tile<'a>(worker: &Worker, map: &MapBytes, place: &'a TilePlace) -> Option<Tile<'a>> {
    let map = TensorMap::read(map);
    if map.is_none() {
        worker.abandon(StopReason::TensorMap);
    }
    let gathered = (place.gathers != 0).then_some(GATHERED);
    Some(Tile { map: map?, at: &place.coordinates, gathered })
}

extern "C" fn kht_tile_lines(worker: &Worker, map: &MapBytes, place: &TilePlace) -> u32 {
    tile(worker, map, place).map_or(0, |tile| tile.map.lines(tile.gathered))
}

extern "C" fn kht_tile_bytes(worker: &Worker, map: &MapBytes, place: &TilePlace) -> u64 {
    tile(worker, map, place).map_or(0, |tile| tile.map.tile_bytes(tile.gathered))
}

extern "C" fn kht_tile_line(
    worker: &Worker,
    map: &MapBytes,
    place: &TilePlace,
    line: u32,
    found: &mut Line,
) {
    if let Some(tile) = tile(worker, map, place) {
        *found = tile.map.line(tile.at, line, tile.gathered.is_some());
    }
}

/// Moves a line between shared memory and the thread's own.
extern "C" fn kht_tile_move(
    worker: &Worker,
    map: &MapBytes,
    place: &TilePlace,
    line: u32,
    shared: u64,
    own: &mut [u8; LINE_BYTES as usize],
    loads: u32,
) {
    let Some(tile) = tile(worker, map, place) else { return };
    let bytes = tile.map.tile_bytes(tile.gathered) / u64::from(tile.map.lines(tile.gathered));
    for (byte, own) in (0..bytes).zip(own.iter_mut()) {
        let address = tile.map.place(shared, line, byte);
        let Some(cell) = worker.shared_byte(address) else {
            worker.abandon(StopReason::OutOfBounds { site: u32::MAX, address });
            return;
        };
        if loads != 0 {
            cell.set(*own);
        } else {
            *own = cell.get();
        }
    }
}

/// The number of an AMD buffer resource: a base and a size.
extern "C" fn kht_resource(worker: &Worker, base: u64, bytes: u64) -> u64 {
    worker.name_resource(base, bytes)
}

/// Address of an access through a resource; 0 if the access is out of its range.
extern "C" fn kht_buffer(worker: &Worker, resource: u64, offset: u64, bytes: u64) -> u64 {
    worker.resource(resource).map_or(0, |(base, size)| {
        let fits = offset.checked_add(bytes).is_some_and(|end| end <= size);
        if fits { base.wrapping_add(offset) } else { 0 }
    })
}

/// AMD `perm`: each byte of the selector picks one of eight bytes, a sign, or a constant.
extern "C" fn kht_permute_amd(high: u32, low: u32, selector: u32) -> u32 {
    let bytes = (u64::from(low) | u64::from(high) << 32).to_le_bytes();
    let pick = |choice: u8| match choice {
        0..=7 => bytes[usize::from(choice)],
        // Signs of the four halves.
        8..=11 if bytes[usize::from(choice - 8) * 2 + 1] & 0x80 != 0 => 0xff,
        8..=12 => 0,
        _ => 0xff,
    };
    u32::from_le_bytes(selector.to_le_bytes().map(pick))
}

/// Two small floating-point numbers in the low bytes, as halves.
extern "C" fn kht_widen_small(kind: u32, pair: u32) -> u32 {
    let widen = |byte: u32| u32::from(f16::from_f64(number(small_kind(kind), byte)).to_bits());
    widen(pair & 0xff) | widen(pair >> 8 & 0xff) << 16
}

/// Two numbers as small ones, the first in the low byte, rounded to the nearest and cut off at
/// the largest.
extern "C" fn kht_narrow_small(kind: u32, relu: u32, low: f32, high: f32) -> u32 {
    let narrow = |value: f32| {
        let value = if relu != 0 { value.max(0.0) } else { value };
        u32::from(nearest_small(small_kind(kind), f64::from(value)))
    };
    narrow(low) | narrow(high) << 8
}

fn small_kind(kind: u32) -> Element {
    if kind == 0 { Element::E4M3 } else { Element::E5M2 }
}

/// `prmt` in its default mode: each nibble of the selector picks one of eight bytes, or its sign.
extern "C" fn kht_permute(low: u32, high: u32, selector: u32) -> u32 {
    let bytes = (u64::from(low) | u64::from(high) << 32).to_le_bytes();
    let pick = |position: u32| {
        let nibble = selector >> (4 * position) & 0xf;
        let byte = bytes[(nibble & 7) as usize];
        let sign = if byte & 0x80 == 0 { 0 } else { 0xff };
        if nibble & 8 == 0 { byte } else { sign }
    };
    u32::from_le_bytes([pick(0), pick(1), pick(2), pick(3)])
}

/// `dp4a`: the sum of four products of bytes and a third operand; bit 0 and 1 of `signs` say
/// which of the first two operands are signed.
extern "C" fn kht_dot(signs: u32, a: u32, b: u32, sum: u32) -> u32 {
    let widen = |byte: u8, signed: bool| {
        if signed { i32::from(byte.cast_signed()) } else { i32::from(byte) }
    };
    let products = a.to_le_bytes().into_iter().zip(b.to_le_bytes());
    products.fold(sum, |sum, (a, b)| {
        let product = widen(a, signs & 1 != 0) * widen(b, signs & 2 != 0);
        sum.wrapping_add(product.cast_unsigned())
    })
}

/// The calling convention passes narrow numbers in the low bits of a vector register, which is
/// where a `float` is too.
#[expect(clippy::cast_possible_truncation, reason = "the number is in the low 16 bits")]
extern "C" fn extend_half(number: f32) -> f32 {
    f16::from_bits(number.to_bits() as u16).to_f32()
}

extern "C" fn truncate_to_half(number: f32) -> f32 {
    f32::from_bits(u32::from(f16::from_f32(number).to_bits()))
}

extern "C" fn truncate_double_to_half(number: f64) -> f32 {
    f32::from_bits(u32::from(f16::from_f64(number).to_bits()))
}

extern "C" fn truncate_to_bfloat(number: f32) -> f32 {
    f32::from_bits(u32::from(bf16::from_f32(number).to_bits()))
}

extern "C" fn truncate_double_to_bfloat(number: f64) -> f32 {
    f32::from_bits(u32::from(bf16::from_f64(number).to_bits()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permute_picks_bytes_and_signs() {
        assert_eq!(kht_permute(0x4433_2211, 0x8877_6655, 0x3210), 0x4433_2211);
        assert_eq!(kht_permute(0x4433_2211, 0x8877_6655, 0x7654), 0x8877_6655);
        assert_eq!(kht_permute(0x4433_2211, 0x8877_6655, 0x00f8), 0x1111_ff00);
    }

    #[test]
    fn dot_respects_signs() {
        assert_eq!(kht_dot(0b11, 0xff02_0301, 0x0101_0101, 10), 10 - 1 + 2 + 3 + 1);
        assert_eq!(kht_dot(0b00, 0xff02_0301, 0x0101_0101, 10), 10 + 255 + 2 + 3 + 1);
        assert_eq!(kht_dot(0b01, 0xff00_0000, 0xff00_0000, 0), (-255_i32).cast_unsigned());
    }
}
