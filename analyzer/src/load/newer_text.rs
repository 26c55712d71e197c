//! Text that other releases of LLVM write, in the words of LLVM 22.
//!
//! Run only on text that LLVM has refused: Triton 3.8 and 3.9 come with an LLVM that prints
//! floating-point constants, attributes and some intrinsics anew, Triton 3.1 with one that still
//! had constant expressions which are gone since. What is not recognised stays as it is, for LLVM
//! to refuse. Lines stay lines, so that the places in LLVM's messages are those of the input.

mod constants;
mod floats;
mod intrinsics;
mod tokens;

use std::borrow::Cow;

/// The text as LLVM 22 writes it; `None` if nothing in it is known to differ.
pub(super) fn rewrite(text: &str) -> Option<String> {
    let mut rewritten = String::with_capacity(text.len() + text.len() / 8);
    let mut hoisted = constants::Hoisted::default();
    let mut changed = false;
    for line in text.split_inclusive('\n') {
        let fixed = intrinsics::fix(floats::fix(Cow::Borrowed(line)));
        let fixed = hoisted.fix(without_attributes(locations(fixed)));
        changed |= fixed != line;
        rewritten += &fixed;
    }
    changed.then_some(rewritten)
}

/// The triple as LLVM 22 spells it, if it is one of newer text: `amdgpu9.42-amd-amdhsa` has the
/// processor in place of the architecture.
pub(super) fn triple(newer: &str) -> Option<String> {
    let (architecture, rest) = newer.split_once('-')?;
    let processor = architecture.strip_prefix("amdgpu")?;
    processor.starts_with(|c: char| c.is_ascii_digit()).then(|| format!("amdgcn-{rest}"))
}

/// Drops locations from `memory(...)` that LLVM 22 has no name for: none of them is memory which an
/// argument reaches.
fn locations(line: Cow<'_, str>) -> Cow<'_, str> {
    const OPEN: &str = "memory(";
    let Some(start) = line.find("target_mem") else { return line };
    let Some(open) = line[..start].rfind(OPEN).map(|open| open + OPEN.len()) else { return line };
    let Some(close) = line[open..].find(')').map(|length| open + length) else { return line };
    let known: Vec<&str> = line[open..close]
        .split(',')
        .map(str::trim)
        .filter(|location| !location.starts_with("target_mem"))
        .collect();
    let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    Cow::Owned(format!("{}{known}{}", &line[..open], &line[close..]))
}

/// Drops attributes that LLVM 22 does not know; none of them speaks of memory.
fn without_attributes(line: Cow<'_, str>) -> Cow<'_, str> {
    const UNKNOWN: &str = "denormal_fpenv(";
    let Some(start) = line.find(UNKNOWN) else { return line };
    let Some(length) = line[start..].find(')') else { return line };
    let rest = line[start + length + 1..].trim_start_matches(' ');
    Cow::Owned(format!("{}{rest}", &line[..start]))
}

#[cfg(test)]
mod tests {
    use super::{rewrite, triple};

    #[track_caller]
    fn check(newer: &str, expected: &str) {
        assert_eq!(rewrite(newer).as_deref(), Some(expected));
        assert_eq!(rewrite(expected), None, "what is rewritten needs no more rewriting");
    }

    #[test]
    fn names_of_special_values_become_bits_of_their_type() {
        check(
            "  %1 = select i1 %0, float -inf, float +inf\n",
            "  %1 = select i1 %0, float 0xFFF0000000000000, float 0x7FF0000000000000\n",
        );
        check(
            "  %1 = phi half [ +qnan, %a ], [ -inf, %b ]",
            "  %1 = phi half [ 0xH7E00, %a ], [ 0xHFC00, %b ]",
        );
        check("  store bfloat +nan(0x3F), ptr %p", "  store bfloat 0xR7FFF, ptr %p");
        check("  store float -snan(0x1), ptr %p", "  store float 0xFFF0000020000000, ptr %p");
        check("  store double -qnan, ptr %p", "  store double 0xFFF8000000000000, ptr %p");
    }

    #[test]
    fn triples_are_those_of_llvm_22() {
        assert_eq!(triple("amdgpu9.42-amd-amdhsa").as_deref(), Some("amdgcn-amd-amdhsa"));
        assert_eq!(triple("amdgcn-amd-amdhsa"), None);
        assert_eq!(triple("amdgpu"), None);
    }

    #[test]
    fn bit_literals_take_the_width_of_their_type() {
        check(
            "  %3 = fmul float %2, f0x3FB8AA3B, !dbg !8\n",
            "  %3 = fmul float %2, 0x3FF7154760000000, !dbg !8\n",
        );
        check(
            "  ret <2 x half> <half f0x3C00, half f0xBC00>",
            "  ret <2 x half> <half 0xH3C00, half 0xHBC00>",
        );
        check("  ret bfloat f0x3F80", "  ret bfloat 0xR3F80");
        check("  ret double f0x3FF0000000000000", "  ret double 0x3FF0000000000000");
        // Subnormal in single, normal in double precision.
        check("  ret float f0x00000001", "  ret float 0x36A0000000000000");
        assert_eq!(rewrite("  ret float f0x3F80"), None, "half of the digits");
    }

    #[test]
    fn decimals_are_rounded_to_their_type_where_they_are_not_exact() {
        check("  %3 = fmul float %2, 2.001230e-01\n", "  %3 = fmul float %2, 0x3FC99DA160000000\n");
        check("  ret half 0.1", "  ret half 0xH2E66");
        check("  ret bfloat 0.1", "  ret bfloat 0xR3DCD");
        check("  ret float 1e-05", "  ret float 0x3EE4F8B580000000");
        check("  ret double 1e-05", "  ret double 0x3EE4F8B588E368F1");
        for exact in ["  ret float 2.500000e-01", "  ret half -1.0", "  ret double 0.1"] {
            assert_eq!(rewrite(exact), None, "{exact}");
        }
    }

    #[test]
    fn strings_names_and_comments_are_left_alone() {
        for text in [
            "  %x = call float asm \"mov.f32 $0, 0f3FB8AA3B; // float -inf, 0.1\", \"=f\"()",
            "  %inf = fadd float %-inf, %\"float 0.1\" ; float -inf",
            "!5 = !{!\"float 0.1\", i32 1}",
            "@c = global [9 x i8] c\"float 0.1\"",
        ] {
            assert_eq!(rewrite(text), None, "{text}");
        }
    }

    #[test]
    fn locations_without_a_name_are_dropped() {
        check(
            "attributes #1 = { memory(argmem: read, target_mem0: none, target_mem1: none) }",
            "attributes #1 = { memory(argmem: read) }",
        );
        check("declare void @f() memory(target_mem: read)", "declare void @f() memory(none)");
    }

    #[test]
    fn attributes_without_a_meaning_are_dropped() {
        check(
            "attributes #0 = { nosync denormal_fpenv(float: preservesign) willreturn }",
            "attributes #0 = { nosync willreturn }",
        );
    }

    #[test]
    fn removed_constant_expressions_become_instructions_on_the_same_line() {
        check(
            "  %5 = lshr exact i64 shl (i64 ptrtoint (ptr addrspace(3) @g to i64), i64 46), 50\n",
            "  %other.release.0 = shl i64 ptrtoint (ptr addrspace(3) @g to i64), 46 \
             %5 = lshr exact i64 %other.release.0, 50\n",
        );
        check(
            "  %5 = add i32 and (i32 mul nsw (i32 ptrtoint (ptr @g to i32), i32 3), i32 7), 1\n",
            "  %other.release.0 = mul nsw i32 ptrtoint (ptr @g to i32), 3 \
             %other.release.1 = and i32 %other.release.0, 7 %5 = add i32 %other.release.1, 1\n",
        );
        let merge = "  %5 = phi i64 [ shl (i64 ptrtoint (ptr @g to i64), i64 4), %a ]";
        assert_eq!(rewrite(merge), None, "it would have to stand in another block");
    }

    #[test]
    fn intrinsics_with_other_operands_become_plain_functions() {
        check(
            "declare void @llvm.amdgcn.raw.ptr.buffer.load.async.lds(ptr addrspace(8), i32 immarg)",
            "declare void @amdgcn.raw.ptr.buffer.load.async.lds(ptr addrspace(8), i32)",
        );
        check(
            "  %3 = call ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(ptr addrspace(1) %0, \
             i16 0, i32 -2, i32 159744)",
            "  %3 = call ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(ptr addrspace(1) %0, \
             i16 0, i64 4294967294, i32 159744)",
        );
        check(
            "declare ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(ptr addrspace(1) \
             readnone, i16, i32, i32)",
            "declare ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(ptr addrspace(1) \
             readnone, i16, i64, i32)",
        );
    }
}
