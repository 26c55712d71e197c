//! Program.

fn main() {
    for path in std::env::args().skip(1) {
        match kht_analyzer::analyze_file(std::path::Path::new(&path)) {
            Ok(t) => {
                for k in &t.kernels {
                    println!("== {}", k.display);
                    for l in &k.loops { println!("  {} parent {:?} trip {} {:?}", l.id, l.parent, l.trip, l.exactness); }
                    for a in &k.accesses {
                        println!("  {} {:?} {:?} bytes {} off {} guards {} loops {:?} {:?} {:?}", a.id, a.op, a.root, a.bytes, a.offset, a.guards.iter().map(|c| c.to_string()).collect::<Vec<_>>().join(" && "), a.loops.iter().map(|l| l.0).collect::<Vec<_>>(), a.exactness, a.pattern.class);
                    }
                    for o in &k.opaques { println!("  {} {:?} {:?} {:?}", o.id, o.lo, o.hi, o.why); }
                    for a in &k.assumptions { println!("  assume {:?} {} in {:?}..{:?} for {}", a.kind, a.expr.as_ref().map(|e| e.to_string()).unwrap_or_default(), a.lo, a.hi, a.accesses.len()); }
                }
                for p in kht_schema::check(&t) { println!("PROBLEM {p:?}"); }
            }
            Err(e) => eprintln!("{path}: {e}"),
        }
    }
}
