//! Small sources, one for each form of launch and each way to be misunderstood.

use super::sources::Sources;
use super::{Survey, Unread, in_deep_thread, of_sources};

/// A survey of one file.
fn read(text: &str) -> Survey {
    read_all(&[("a.rs", text, true)])
}

fn read_all(files: &[(&str, &str, bool)]) -> Survey {
    in_deep_thread(|| {
        let mut sources = Sources::default();
        for (name, text, wanted) in files {
            sources.found += 1;
            if let Err((line, reason)) = sources.parse(name, text, *wanted) {
                sources.unread.push(Unread { file: (*name).to_owned(), line, reason });
            }
        }
        of_sources(sources)
    })
    .unwrap()
}

/// Sites as `function: kernels (arguments)`, and misses as `line: reason`.
fn lines(survey: &Survey) -> Vec<String> {
    let joined = |texts: Vec<String>, by: &str| texts.join(by);
    let sites = survey.sites.iter().map(|site| {
        let kernels = joined(site.kernels.iter().map(ToString::to_string).collect(), "|");
        let names = site.arguments.iter().map(|each| each.name.clone().unwrap_or("?".to_owned()));
        format!("{}: {kernels}({})", site.function, joined(names.collect(), ", "))
    });
    let missed = survey.missed.iter().map(|miss| format!("{}: {}", miss.at.line, miss.reason));
    sites.chain(missed).collect()
}

#[track_caller]
fn assert_lines(text: &str, expected: &[&str]) {
    let survey = read(text);
    assert_eq!(lines(&survey), expected);
    let counts = survey.counts;
    assert_eq!(counts.found + counts.missed, counts.calls);
}

#[test]
fn builders_collect_arguments_in_order() {
    assert_lines(
        "fn f(m: Module, s: Stream, x: &Slice, n: usize) -> Result<()> {
            let f = m.load_function(\"saxpy\")?;
            let mut b = s.launch_builder(&f);
            b.arg(x).arg(&mut y.view());
            b.arg(&(n as i32));
            unsafe { b.launch(LaunchConfig::for_num_elems(n as u32)) }?;
            unsafe { s.launch_builder(&f).arg(&n).launch_cooperative(c) };
            Ok(())
        }",
        &["f: saxpy(x, y, n)", "f: saxpy(n)"],
    );
}

#[test]
fn arguments_keep_their_text_and_whether_they_are_written() {
    let survey = read(
        "fn f(s: S) { unsafe { s.launch_builder(&m.load_function(\"k\")?)
            .arg(&mut out).arg(&(n as i32)).launch(c) } }",
    );
    let shown = |position: usize| {
        let argument = &survey.sites[0].arguments[position];
        (argument.text.as_str(), argument.name.as_deref(), argument.mutable)
    };
    assert_eq!(shown(0), ("&mut out", Some("out"), true));
    assert_eq!(shown(1), ("&(n as i32)", Some("n"), false));
    assert_eq!((survey.sites[0].at.line, survey.sites[0].at.column), (2, 45));
}

#[test]
fn tuples_of_older_versions_are_arguments() {
    assert_lines(
        "fn f(dev: D) {
            let f = dev.get_func(\"module\", \"old\").unwrap();
            unsafe { f.clone().launch(cfg, (&a, &mut b, n as u32)) }.unwrap();
            unsafe { f.clone().launch_async(cfg, (&a,)) };
            let params = (&a, n);
            unsafe { f.launch_on_stream(&stream, cfg, params) };
            unsafe { f.launch(cfg, &mut [p.as_kernel_param(), q]) };
        }",
        &["f: old(a, b, n)", "f: old(a)", "f: old(a, n)", "f: old(p_as_kernel_param, q)"],
    );
}

#[test]
fn names_are_alternatives_of_branches() {
    assert_lines(
        "const FALLBACK: &str = \"z\";
        fn f(d: D) {
            let (name, (p, _g)) = match x {
                X::A => (\"a\", lend(s)),
                X::B => (\"b\", lend(s)),
                _ => Err(Wrong { x }).w()?,
            };
            let name = if y { name } else { FALLBACK };
            let f = d.get_or_load_func(name, &MODULE)?;
            f.builder().arg(&p).launch(c);
        }",
        &["f: a|b|z(p)"],
    );
}

#[test]
fn names_with_a_flag_follow_the_flag() {
    assert_lines(
        "fn f(d: D) {
            let (name, short) = match x { 0 => (\"a\", true), 1 => (\"b\", false), _ => bail!() };
            let f = d.load_function(name)?;
            let mut b = f.builder();
            if short { b.arg(&p).launch(c); } else { b.arg(&p).arg(&q).launch(c); }
            if !short { f.builder().launch(c); }
            let short = true;
            if short { f.builder().launch(c); }
        }",
        &["f: a(p)", "f: b(p, q)", "f: b()", "f: a|b()"],
    );
}

#[test]
fn formats_leave_holes() {
    assert_lines(
        "fn name<T: Type>(root: &str) -> String { let t = T::NAME.word(); format!(\"{root}_{t}\") }
        fn f<T: Type>(d: D) {
            d.get_or_load_func(&name::<T>(\"affine\"), &M)?.builder().launch(c);
            let k = format!(\"cast_{}_{:?}\", self.a(), b);
            d.load_function(&k)?.builder().launch(c);
            let k = \"x\".to_string() + \"_\" + &n.to_string();
            d.load_function(&k)?.builder().launch(c);
            let mut k = String::from(\"y\");
            k.push_str(\"_z\");
            d.load_function(&k)?.builder().launch(c);
            k.push('!');
            d.load_function(&k)?.builder().launch(c);
            d.load_function(&format!(\"a{0}{b}{{}}\", 4, b = \"c\"))?.builder().launch(c);
        }",
        &[
            "f: affine_{}()",
            "f: cast_{}_{}()",
            "f: x_{}()",
            "f: y_z()",
            "f: a4c{{}}()",
            "12: the kernel's name is changed letter by letter",
        ],
    );
}

#[test]
fn constants_of_traits_are_those_of_all_who_implement_it() {
    assert_lines(
        "trait Unary { const KERNEL: &'static str; }
        trait Binary { const KERNEL: &'static str; }
        macro_rules! unary {
            ($op:ident, $name:literal, $e:expr) => {
                impl Unary for $op { const KERNEL: &'static str = concat!(\"u\", $name); }
            };
        }
        unary!(Exp, \"exp\", |v, w| v.exp());
        unary!(Log, \"log\", |v| v.log());
        impl Unary for Gelu { const KERNEL: &'static str = \"ugelu\"; }
        impl Binary for Add { const KERNEL: &'static str = concat!(\"b\", stringify!(add)); }
        impl<U: Unary> Map for U {
            fn f(&self, d: D) { d.load_function(U::KERNEL)?.builder().launch(c); }
        }
        fn g<B>(d: D) where B: Binary { d.load_function(B::KERNEL)?.builder().launch(c); }
        fn h(d: D) { d.load_function(Gelu::KERNEL)?.builder().launch(c); }",
        &["U::f: uexp|ugelu|ulog()", "g: badd()", "h: ugelu()"],
    );
}

#[test]
fn macros_push_arguments() {
    assert_lines(
        "use crate::builder_arg as barg;
        macro_rules! builder_arg {
            ($b:ident, $($arg:expr),* $(,)?) => { $( let __arg = $arg; $b.arg(&__arg); )* };
        }
        fn f(d: D) {
            let mut b = d.load_function(\"k\")?.builder();
            barg!(b, n, dims.len(), k as i32,);
            helper::builder_arg!(b, 1);
            b.launch(c);
        }",
        &["f: k(n, dims_len, k, ?)"],
    );
}

#[test]
fn methods_push_arguments() {
    // Whatever the arm, one argument: it is the receiver. Two types have the method, both push one.
    assert_lines(
        "impl Slice {
            fn push<'a>(&'a self, builder: &mut LaunchArgs<'a>) {
                match self { Slice::Ptr(p) => builder.arg(p), Slice::Null => builder.arg(&0usize) };
            }
        }
        impl Scalar { fn push(&self, to: &mut LaunchArgs) { to.arg(&self.0); } }
        fn both(b: &mut LaunchArgs, x: &View, n: usize) { b.arg(x); b.arg(&n); }
        fn f(d: D) {
            let mut b = d.load_function(\"k\")?.builder();
            ds.push(&mut b);
            both(&mut b, &src, len);
            b.launch(c);
        }",
        &["f: k(ds, src, len)"],
    );
}

#[test]
fn helpers_launch_what_their_callers_give() {
    assert_lines(
        "fn run(d: D, name: &str, x: &Slice) {
            let f = d.load_function(name)?;
            f.builder().arg(x).launch(c);
        }
        fn f(d: D) { run(d, \"one\", &a) }
        fn g(d: D) { run(d, \"two\", &a); run(d, \"three\", &b); }",
        &["run: one(a)", "run: two(a)", "run: three(b)"],
    );
}

#[test]
fn functions_may_wait_in_fields() {
    assert_lines(
        "fn new(m: M) -> Kernels { Kernels { add: m.load_function(\"add_f32\")?, n: 3 } }
        impl Kernels { fn f(&self, s: S) { s.launch_builder(&self.add).launch(c); } }",
        &["Kernels::f: add_f32()"],
    );
}

#[test]
fn shapes_are_expressions() {
    let survey = read(
        "fn small(n: u32) -> LaunchConfig { LaunchConfig::for_num_elems(n) }
        fn f(d: D) {
            let threads = 256;
            let grid = (n.div_ceil(threads), 1, 1);
            let block_dim = (threads, 1, 1);
            let mut cfg = LaunchConfig { grid_dim: grid, block_dim, shared_mem_bytes: 0 };
            cfg.shared_mem_bytes = 4 * threads;
            let f = d.load_function(\"k\")?;
            f.builder().launch(cfg);
            let cfg = if x { LaunchConfig { block_dim: dims(), ..cfg } } else { small(m as u32) };
            f.builder().launch(cfg);
            f.builder().launch(choose(x));
        }",
    );
    let one = &survey.sites[0];
    assert_eq!(one.shapes.len(), 1);
    assert_eq!(one.shapes[0].grid, ["n.div_ceil(threads)", "1", "1"]);
    assert_eq!(one.shapes[0].block, ["threads", "1", "1"]);
    assert_eq!(one.shapes[0].shared, "4 * threads");
    assert_eq!(one.definitions["threads"], "256");
    let two = &survey.sites[1];
    assert_eq!(two.shapes[0].block, ["dims().0", "dims().1", "dims().2"]);
    assert_eq!(two.shapes[1].grid, ["(m as u32).div_ceil(1024)", "1", "1"]);
    assert_eq!(two.shapes[1].block, ["1024", "1", "1"]);
    // Not understood, but not a miss: kernel and arguments are.
    let three = &survey.sites[2];
    assert_eq!((three.config.as_str(), three.shapes.len()), ("choose(x)", 0));
}

#[test]
fn branches_that_leave_push_nothing() {
    assert_lines(
        "fn f(d: D) {
            let mut b = d.load_function(\"k\")?.builder();
            if n == 0 { b.arg(&n); return Ok(()); }
            match x { X::A => { b.arg(&a); } X::B => { b.arg(&b2); } _ => unreachable!() }
            let Some(y) = y else { b.arg(&z); bail!(\"no y\") };
            b.launch(c);
        }",
        &["f: k(?)"],
    );
}

#[test]
fn what_is_not_understood_is_named() {
    assert_lines(
        "fn f(d: D, g: CudaFunction) {
            for x in xs { b.launch(c); }
            let mut b = d.load_function(\"k\")?.builder();
            for x in xs { b.arg(x); }
            b.launch(c);
            let mut b = d.load_function(\"k\")?.builder();
            if y { b.arg(&y); }
            b.launch(c);
            let mut b = d.load_function(\"k\")?.builder();
            elsewhere(&mut b);
            b.launch(c);
            let mut b = d.load_function(\"k\")?.builder();
            foreign::push!(b, x);
            b.launch(c);
            s.launch_builder(&g).launch(c);
            graph.launch();
            conv.launch(a, b, &mut out);
            d.load_function(&what())?.builder().launch(c);
            g.launch(c, (&a, &b));
        }
        macro_rules! unused { ($b:expr) => { $b.launch(c) }; }",
        &[
            "2: the builder is `b`",
            "5: branches or rounds of a loop push different numbers of arguments (0 and 1)",
            "8: branches or rounds of a loop push different numbers of arguments (0 and 1)",
            "11: `elsewhere` is not among the sources, and may push some",
            "14: macro `push!` is not among the sources, and may push some",
            "15: the kernel is parameter `g` of `f`",
            "16: `graph` is launched without a configuration: no kernel, but a graph or the like",
            "17: `conv` (`conv`) is launched with `&mut out`, which is no list of arguments",
            "18: the kernel's name is what `what` returns",
            "19: the kernel is parameter `g` of `f`",
            "21: in a macro whose uses are not understood, or outside of functions",
        ],
    );
}

#[test]
fn a_call_in_a_macro_is_one_call_and_many_sites() {
    let survey = read(
        "macro_rules! op {
            ($name:ident, $kernel:literal) => {
                fn $name(d: D) { d.load_function($kernel)?.builder().arg(&x).launch(c); }
            };
        }
        op!(f, \"one\");
        op!(g, \"two\");",
    );
    assert_eq!(lines(&survey), ["f: one(x)", "g: two(x)"]);
    assert_eq!((survey.counts.calls, survey.counts.found), (1, 1));
    assert_eq!(survey.sites[0].at.line, 3);
}

#[test]
fn files_that_do_not_parse_are_named_and_their_launches_counted() {
    let survey = read_all(&[
        ("bad.rs", "fn f() { b.launch(c) }\nfn g( -> {", true),
        ("worse.rs", "fn f() {\n b.launch(c) \"", true),
        ("good.rs", "fn f(d: D) { d.load_function(\"k\")?.builder().launch(c); }", true),
    ]);
    assert_eq!(survey.counts.files, 3);
    assert_eq!(survey.unread.len(), 2);
    assert_eq!(survey.unread[1].file, "worse.rs");
    assert_eq!(survey.unread[1].line, Some(2));
    assert_eq!(lines(&survey), ["f: k()"]);

    let syntax = read_all(&[("bad.rs", "fn f() { b.launch(c) }\nfn 1g() {}", true)]);
    assert_eq!(syntax.unread[0].line, Some(2));
    assert_eq!(lines(&syntax), ["1: in a file that does not parse"]);
}

#[test]
fn names_with_control_characters_stay_one_name() {
    let survey =
        read("fn f(d: D) { d.load_function(\"a\\u{1b}[31m\\n<b>\")?.builder().launch(c); }");
    assert!(survey.sites[0].kernels[0].matches("a\u{1b}[31m\n<b>"));
    let json = serde_json::to_string(&survey).unwrap();
    assert!(!json.contains('\u{1b}'));
    assert_eq!(serde_json::from_str::<Survey>(&json).unwrap(), survey);
}

#[test]
fn definitions_of_others_are_used_but_their_launches_are_not_listed() {
    let text =
        "fn f(d: D) { let mut b = d.load_function(NAME)?.builder(); push!(b, n); b.launch(c); }";
    let other = "const NAME: &str = \"k\";
        macro_rules! push { ($b:ident, $a:expr) => { $b.arg(&$a) } }
        fn g(d: D) { d.load_function(\"other\")?.builder().launch(c); }";
    let survey = read_all(&[("a.rs", text, true), ("b.rs", other, false)]);
    assert_eq!(lines(&survey), ["f: k(n)"]);
    assert_eq!(survey.counts.calls, 1);
}

#[test]
fn kernels_in_rust_are_described() {
    let survey = read(
        "#[kernel]
        pub unsafe fn add(a: &[f32], out: *mut f32, mut n: usize) {}
        #[unsafe(no_mangle)]
        pub extern \"ptx-kernel\" fn scale(x: &mut f32) {}
        #[cuda::kernel] #[export_name = \"third\"] fn named(_: u8) {}
        extern \"C\" fn host(x: u8) {}",
    );
    let shown = |position: usize| {
        let kernel = &survey.kernels[position];
        let params = kernel.params.iter();
        let params = params.map(|each| format!("{}: {} {}", each.name, each.ty, each.mutable));
        (kernel.name.clone(), kernel.symbol.clone(), params.collect::<Vec<_>>().join(", "))
    };
    assert_eq!(survey.kernels.len(), 3);
    let params = "a: &[f32] false, out: *mut f32 true, n: usize false";
    assert_eq!(shown(0), ("add".to_owned(), None, params.to_owned()));
    assert_eq!(shown(1).1.as_deref(), Some("scale"));
    assert_eq!(shown(1).2, "x: &mut f32 true");
    assert_eq!(shown(2).1.as_deref(), Some("third"));
}

#[test]
fn foreign_functions_with_a_stream_are_listed() {
    let survey = read(
        "extern \"C\" {
            fn launch_quantize(x: *const f32, n: i32, stream: *mut c_void);
            fn typed(n: i32, s: CUstream);
            fn add(a: i32, b: i32) -> i32;
        }
        use ffi::typed as renamed;
        fn f() { ffi::launch_quantize(x as *const f32, n, stream); renamed(1, s); add(1, 2) }
        fn g() { let launcher = match x { 0 => typed, _ => return }; launcher(1, s); typed(1) }",
    );
    let calls: Vec<_> = survey.foreign.iter().map(|each| each.calls.as_str()).collect();
    assert_eq!(calls, ["launch_quantize", "typed", "typed"]);
    assert_eq!(survey.foreign[0].function, "f");
    let arguments = survey.foreign[0].arguments.as_ref().unwrap();
    assert_eq!(arguments[0].name.as_deref(), Some("x"));
    assert_eq!(survey.foreign[2].arguments, None);
}

#[test]
fn what_the_parser_may_nest_the_walk_can_walk() {
    // Just below the limit of nesting.
    let n = 2900;
    for text in [
        "(".repeat(n) + "b.launch(c)" + &")".repeat(n),
        "!".repeat(n) + "b.launch(c)",
        "x".to_owned() + &".y()".repeat(n / 3) + ".launch(c)",
        "x ".to_owned() + &"+ x ".repeat(n / 2 - 9) + " + b.launch(c)",
        "if a {} ".to_owned() + &"else if a {} ".repeat(n / 4) + " else { b.launch(c) }",
        "|| ".repeat(n / 2 - 9) + "b.launch(c)",
        "{".repeat(n) + "b.launch(c)" + &"}".repeat(n),
        "f(".repeat(n / 2) + "b.launch(c)" + &")".repeat(n / 2),
        "m!(".repeat(n / 3) + "b.launch(c)" + &")".repeat(n / 3),
    ] {
        let survey = read(&format!("fn f() {{ {text} }}"));
        assert_eq!(survey.unread, []);
        assert_eq!(survey.counts.calls, 1);
    }
}

#[test]
fn recursion_and_repetition_end() {
    // Each line once ran without end, or would take longer than anybody waits.
    read(
        "fn f(b: &mut LaunchArgs) { f(b); b.launch(c); }
        fn g() -> String { g() }
        fn h(d: D) { d.load_function(&g())?.builder().launch(c); }",
    );
    read(
        "const A: &str = B; const B: &str = A;
        fn f(d: D) { d.load_function(A)?.builder().launch(c); }",
    );
    read(
        "macro_rules! m { ($b:ident) => { m!($b); m!($b); }; } fn f(b: B) { m!(b); b.launch(c); }",
    );
    let deep = "if x { ".repeat(500) + "b.launch(c);" + &" }".repeat(500);
    assert_eq!(read(&format!("fn f() {{ {deep} }}")).counts.calls, 1);
    let wide = "if x { y = \"a\"; } ".repeat(2000);
    assert_eq!(
        read(&format!("fn f() {{ let mut y = \"b\"; {wide} b.launch(c); }}")).counts.calls,
        1
    );
}
