//! Documents that are refused say where and why; those that are taken become the table they say.

use kht_schema::{Exactness, Op, check};

use super::read;

const HEAD: &str = "[[kernel]]\nname = \"k\"\nparam = [{ name = \"x\", type = \"pointer\", role = \
                    \"in\" }, { name = \"n\", type = \"i32\" }]\n";

/// The message about a document that begins with a kernel of a pointer `x` and a number `n`.
#[track_caller]
fn refused(rest: &str) -> String {
    read(format!("{HEAD}{rest}").as_bytes(), "t.kht.toml").expect_err("it is wrong").to_string()
}

#[test]
fn refusals_name_line_key_expected_and_found() {
    let access = |rest: &str| refused(&format!("[[kernel.access]]\nop = \"load\"\n{rest}"));
    for (message, parts) in [
        (refused("[[kernel.access]]\nop = \"lode\""), ["line 5, column 6: ", "`lode`"]),
        (
            access("param = \"y\"\nbytes = 4"),
            ["line 6, column 9: kernel[0].access[0].param: ", "\"y\""],
        ),
        (access("param = \"n\"\nbytes = 4"), ["expected a pointer, of x", "\"n\""]),
        (
            access("param = \"x\"\nbytes = \"4*m\""),
            ["line 7, column 9: kernel[0].access[0].bytes: ", "\"m\""],
        ),
        (
            access("param = \"x\"\nbytes = \"4*\""),
            ["kernel[0].access[0].bytes: expected", "\"4*\""],
        ),
        (
            access("param = \"x\"\nbytes = \"n < 4\""),
            ["kernel[0].access[0].bytes: expected", "\"arg1 < 4\""],
        ),
        (
            access("param = \"x\"\nbytes = 4\nloops = [\"i\"]"),
            ["access[0].loops: expected a loop", "\"i\""],
        ),
        (
            access("param = \"x\"\nbytes = 4\nstride = 8"),
            ["access[0].stride: expected rows", "nothing"],
        ),
        (access("param = \"x\"\nbyte = 4"), ["line 7, column 1: ", "`byte`"]),
        (
            refused("[[kernel.access]]\nop = \"store\"\nparam = \"x\"\nbytes = 4"),
            ["an access that its role allows", "store through \"x\", whose role is \"in\""],
        ),
        (
            refused("define = { n = \"4\" }"),
            ["kernel[0].define: ", "\"n\", which stands for something"],
        ),
        (refused("define = { i32 = \"4\" }"), ["kernel[0].define: expected a name", "\"i32\""]),
        (
            refused("define = { a = \"b\", b = \"a\" }\nloop = [{ name = \"i\", trip = \"a\" }]"),
            ["kernel[0].loop[0].trip: expected definitions within definitions 16 times", "at \""],
        ),
        (
            refused("loop = [{ name = \"i\", trip = \"1\", inside = \"j\" }]"),
            ["line 4, column ", "kernel[0].loop[0]: expected a loop before it"],
        ),
    ] {
        for part in parts {
            assert!(message.contains(part), "{message:?} lacks {part:?}");
        }
        assert!(message.contains("expected") && message.contains("found"), "{message}");
    }
}

#[test]
fn names_become_what_formulas_call_them() {
    let text = format!(
        "{HEAD}define = {{ row_bytes = \"8*n\" }}\nloop = [{{ name = \"i\", trip = \"n\" }}]\n\
         [[kernel.access]]\nop = \"load\"\nparam = \"x\"\nloops = [\"i\"]\nbatch = 3\n\
         batch_stride = \"n\"\nrows = \"n - i\"\nbytes = \"min(row_bytes, 16)\"\nstride = 64\n\
         offset = \"matrix + 2*row + load(x, 4*i, i32)\"\n"
    );
    let table = read(text.as_bytes(), "t.kht.toml").expect("it is right");
    assert_eq!(check(&table), []);
    let kernel = &table.kernels[0];
    let access = &kernel.accesses[0];
    assert_eq!((access.op, access.exactness), (Op::Load, Exactness::Exact));
    assert_eq!(access.bytes.to_string(), "min(8*arg1, 16)");
    assert_eq!(access.offset.to_string(), "it1 + 66*it2 + arg1*it1 + load(arg0, 4*it0, i32)");
    assert_eq!(kernel.loops[2].trip.to_string(), "arg1 - it0");
    let guards: Vec<String> = access.guards.iter().map(ToString::to_string).collect();
    assert!(guards.contains(&"tid.x == 0".to_owned()), "a call happens once: {guards:?}");
    assert_eq!(table.module.frontend, "hand-written");
}

#[test]
fn authors_may_not_know_either() {
    let text = format!(
        "{HEAD}[[kernel.access]]\nop = \"load\"\nparam = \"x\"\nbytes = \"n\"\n\
         upper = \"stops early\"\n\
         [[kernel.access]]\nop = \"load\"\nparam = \"x\"\nbytes = 1\nunknown = \"scratch\"\n"
    );
    let table = read(text.as_bytes(), "t.kht.toml").expect("it is right");
    assert_eq!(check(&table), []);
    let found: Vec<Exactness> = table.kernels[0].accesses.iter().map(|it| it.exactness).collect();
    assert_eq!(found, [Exactness::Upper, Exactness::Unknown]);
    assert_eq!(table.kernels[0].opaques[1].why.instruction, "scratch");
}
