//! Templates as compilers and people write them. Each is parsed and printed in a plain notation.

use super::super::{Guard, Instruction, Operand, Statement};
use super::parse;

fn operand(operand: &Operand) -> String {
    let list = |operands: &[Operand]| operands.iter().map(self::operand).collect::<Vec<_>>();
    match operand {
        Operand::Argument(index) => format!("${index}"),
        Operand::Name(name) => name.clone(),
        Operand::Number(value) => value.to_string(),
        Operand::Decimal(text) => format!("~{text}"),
        Operand::Vector(operands) => format!("({})", list(operands).join(" ")),
        Operand::Memory { base, offset, place } => {
            let place = list(place).iter().map(|it| format!(" @{it}")).collect::<String>();
            format!("[{}{offset:+}{place}]", self::operand(base))
        }
        Operand::Pair(left, right) => format!("{}|{}", self::operand(left), self::operand(right)),
        Operand::Not(term) => format!("!{}", self::operand(term)),
    }
}

fn statement(statement: &Statement) -> String {
    match statement {
        Statement::Open => "open".to_owned(),
        Statement::Close => "close".to_owned(),
        Statement::Label(name) => format!("{name}:"),
        Statement::Registers { ty, names } => format!("{ty} {}", names.join(" ")),
        Statement::Instruction(Instruction { guard, name, modifiers, operands }) => {
            let guard = match guard {
                Some(Guard { predicate, negated: false }) => format!("{}? ", operand(predicate)),
                Some(Guard { predicate, negated: true }) => format!("!{}? ", operand(predicate)),
                None => String::new(),
            };
            let mut text = format!("{guard}{name}");
            for modifier in modifiers {
                text += &format!(" .{modifier}");
            }
            for it in operands {
                text += &format!(" {}", operand(it));
            }
            text
        }
    }
}

#[track_caller]
fn check(template: &str, expected: &[&str]) {
    let statements = parse(template).expect("the template is understood");
    assert_eq!(statements.iter().map(statement).collect::<Vec<_>>(), expected);
}

#[test]
fn a_masked_vector_load() {
    check(
        "mov.u32 $0, 0x0;\n\t@$3 ld.global.L1::evict_first.L2::cache_hint.v2.b32 { $0, $1 }, \
         [ $2 + 16 ], $4;\n\t@!$5 mov.u32 $0, 0xffffffffffffffff;",
        &[
            "mov .u32 $0 0",
            "$3? ld .global .L1::evict_first .L2::cache_hint .v2 .b32 ($0 $1) [$2+16] $4",
            "!$5? mov .u32 $0 18446744073709551615",
        ],
    );
}

#[test]
fn scopes_registers_and_labels() {
    check(
        "{ .reg .pred p<2>; .reg.b32 __$$t;\n setp.ne.b32 p0, ${1:r}, -1; // why\n \
         L${:uid}: @!p0 st.global .v2 .f32 [$0-8], {0f3F800000, __$$t}; }",
        &[
            "open",
            "pred p0 p1",
            "b32 __$t",
            "setp .ne .b32 p0 $1 -1",
            "L${:uid}:",
            "!p0? st .global .v2 .f32 [$0-8] (1065353216 __$t)",
            "close",
        ],
    );
}

#[test]
fn copies_and_tensor_maps() {
    check(
        "cp.async.cg.shared.global [ $0 + 0 ], [ $1 + 0 ], 0x10, $2;",
        &["cp .async .cg .shared .global [$0+0] [$1+0] 16 $2"],
    );
    check(
        "@$0 cp.async.bulk.tensor.2d.shared::cluster.global.mbarrier::complete_tx::bytes [$1], \
         [$2, {$3, $4}], [$5];",
        &["$0? cp .async .bulk .tensor .2d .shared::cluster .global \
           .mbarrier::complete_tx::bytes [$1+0] [$2+0 @($3 $4)] [$5+0]"],
    );
}

#[test]
fn the_last_semicolon_may_be_missing() {
    check("mov.u32 $0, %ctaid.x", &["mov .u32 $0 %ctaid.x"]);
    check("{mov.u32 $0, WARP_SZ;\n}", &["open", "mov .u32 $0 WARP_SZ", "close"]);
    check("", &[]);
}

#[test]
fn pairs_and_opposites() {
    check("elect.sync _|$0, $1;", &["elect .sync _|$0 $1"]);
    check("selp.b32 $0, 1, 0, !$1;", &["selp .b32 $0 1 0 !$1"]);
}

#[test]
fn what_is_not_ptx_is_refused() {
    for template in [
        "ld.global.b32 $0, [$1",
        "ld.global.b32 $0, [$1]; ; )",
        "call (x), f, (y);",
        ".local .b8 x[4];",
        "mov.u32 $0, 1 mov.u32 $1, 2;",
        "LD.global $0, [$1];",
        "/* open",
        "$",
        "@p",
    ] {
        assert_eq!(parse(template), None, "{template}");
    }
}
