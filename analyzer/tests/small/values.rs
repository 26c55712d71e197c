//! What values are: on kernels of a few lines, the formula of the address that they go into.

use kht_schema::{Exactness, Kernel, Op};

use super::{NVPTX, only_kernel};

const DECLARATIONS: &str = r#"
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
declare i32 @llvm.nvvm.read.ptx.sreg.tid.y()
declare void @llvm.nvvm.barrier.cta.sync.aligned.all(i32)
declare void @elsewhere(ptr)
@ids = internal addrspace(3) global [256 x i32] undef
"#;

/// The only kernel of a module.
#[track_caller]
fn kernel(body: &str) -> Kernel {
    only_kernel(&[NVPTX, DECLARATIONS, body])
}

/// Where the only store of a kernel goes, `None` if that is not known.
#[track_caller]
fn target(body: &str) -> Option<String> {
    let kernel = kernel(body);
    let mut stores = kernel.accesses.iter().filter(|access| access.op == Op::Store);
    let store = stores.next().expect("a store to an argument");
    assert!(stores.next().is_none(), "one store to an argument");
    (store.exactness == Exactness::Exact).then(|| store.offset.to_string())
}

/// A kernel that stores something to shared memory and uses what it then finds there as an index.
fn staged(stores: &str, place: &str) -> String {
    format!(
        "define ptx_kernel void @k(ptr noalias %out, ptr noalias %rows, i32 %n) {{
         entry:
           %x = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
           %y = call i32 @llvm.nvvm.read.ptx.sreg.tid.y()
           {stores}
           call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
           %at = getelementptr i32, ptr addrspace(3) @ids, i32 {place}
           %id = load i32, ptr addrspace(3) %at
           %to = getelementptr i8, ptr %out, i32 %id
           store i8 0, ptr %to
           ret void
         }}"
    )
}

const STORE_ROW: &str = "%from = getelementptr i32, ptr %rows, i32 %x
    %row = load i32, ptr %from
    %slot = getelementptr i32, ptr addrspace(3) @ids, i32 %x
    store i32 %row, ptr addrspace(3) %slot";

#[test]
fn a_value_in_shared_memory_is_that_of_the_thread_that_stored_it() {
    let found = target(&staged(STORE_ROW, "%y"));
    assert_eq!(found.as_deref(), Some("load(arg1, 4*tid.y, i32)"));
}

#[test]
fn stores_that_agree_on_every_place_need_no_order() {
    let again = format!(
        "{STORE_ROW}
         %x2 = add nuw nsw i32 %x, 128
         %from2 = getelementptr i32, ptr %rows, i32 %x2
         %row2 = load i32, ptr %from2
         %slot2 = getelementptr i32, ptr addrspace(3) @ids, i32 %x2
         store i32 %row2, ptr addrspace(3) %slot2"
    );
    assert_eq!(target(&staged(&again, "%y")).as_deref(), Some("load(arg1, 4*tid.y, i32)"));
}

#[test]
fn the_last_of_two_stores_counts() {
    let twice = format!("{STORE_ROW}\n store i32 %x, ptr addrspace(3) %slot");
    assert_eq!(target(&staged(&twice, "%y")).as_deref(), Some("tid.y"));
}

#[test]
fn a_store_that_only_some_threads_do_again_leaves_the_value_open() {
    let some = format!(
        "{STORE_ROW}
         %odd = and i32 %x, 1
         %is = icmp eq i32 %odd, 0
         br i1 %is, label %then, label %next
         then:
           store i32 %x, ptr addrspace(3) %slot
           br label %next
         next:"
    );
    assert_eq!(target(&staged(&some, "%y")), None);
}

#[test]
fn a_value_that_is_no_function_of_its_place_stays_open() {
    let hashed = "%slot = getelementptr i32, ptr addrspace(3) @ids, i32 %x
        store i32 %y, ptr addrspace(3) %slot";
    assert_eq!(target(&staged(hashed, "0")), None);
    let scattered = "%half = lshr i32 %x, 1
        %slot = getelementptr i32, ptr addrspace(3) @ids, i32 %half
        store i32 %x, ptr addrspace(3) %slot";
    assert_eq!(target(&staged(scattered, "%y")), None);
}

#[test]
fn a_place_between_two_stored_values_stays_open() {
    let strided = "%two = shl nuw nsw i32 %x, 1
        %slot = getelementptr i32, ptr addrspace(3) @ids, i32 %two
        store i32 %x, ptr addrspace(3) %slot";
    assert_eq!(target(&staged(strided, "%y")), None);
}

#[test]
fn shared_memory_that_other_code_sees_stays_open() {
    let leaked = format!(
        "{STORE_ROW}
         call void @elsewhere(ptr addrspacecast (ptr addrspace(3) @ids to ptr))"
    );
    assert_eq!(target(&staged(&leaked, "%y")), None);
    let counted = format!(
        "{STORE_ROW}
         %old = atomicrmw add ptr addrspace(3) %slot, i32 1 monotonic"
    );
    assert_eq!(target(&staged(&counted, "%y")), None);
}

#[test]
fn a_loop_that_stores_anew_in_each_iteration_is_read_in_the_same_one() {
    let body = "define ptx_kernel void @k(ptr noalias %out, ptr noalias %rows, i32 %n) {
         entry:
           %x = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
           %slot = getelementptr i32, ptr addrspace(3) @ids, i32 %x
           store i32 %x, ptr addrspace(3) %slot
           br label %loop
         loop:
           %i = phi i32 [ 0, %entry ], [ %next, %loop ]
           PLACE_BEFORE
           %k = shl nuw nsw i32 %i, 8
           %j = add nuw nsw i32 %k, %x
           %from = getelementptr i32, ptr %rows, i32 %j
           %row = load i32, ptr %from
           store i32 %row, ptr addrspace(3) %slot
           PLACE_AFTER
           %to = getelementptr i8, ptr %out, i32 %id
           store i8 0, ptr %to
           %next = add nuw nsw i32 %i, 1
           %more = icmp slt i32 %next, %n
           br i1 %more, label %loop, label %end
         end:
           ret void
         }";
    let read = "%id = load i32, ptr addrspace(3) getelementptr (i8, ptr addrspace(3) @ids, i32 8)";
    let after = body.replace("PLACE_BEFORE", "").replace("PLACE_AFTER", read);
    assert_eq!(target(&after).as_deref(), Some("load(arg1, 1024*it0 + 8, i32)"));
    // What an earlier iteration stored is another value.
    let before = body.replace("PLACE_BEFORE", read).replace("PLACE_AFTER", "");
    assert_eq!(target(&before), None);
}

const MAGIC: &str = "declare i32 @llvm.nvvm.mulhi.ui(i32, i32)
    define ptx_kernel void @k(ptr noalias %out, ptr byval([3 x i32]) %by, i32 %n) {
      %m = load i32, ptr %by
      %at4 = getelementptr i8, ptr %by, i64 4
      %s = load i32, ptr %at4
      %x = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
      %high = call i32 @llvm.nvvm.mulhi.ui(i32 %x, i32 %m)
      %sum = add i32 %high, DIVIDEND
      %q = lshr i32 %sum, SHIFT
      %to = getelementptr i8, ptr %out, i32 %q
      store i8 0, ptr %to
      ret void
    }";

#[test]
fn a_division_by_multiplication_is_one_if_the_numbers_belong_together() {
    let body = MAGIC.replace("DIVIDEND", "%x").replace("SHIFT", "%s");
    assert_eq!(target(&body).as_deref(), Some("floordiv(tid.x, arg1@8)"));
    let assumptions: Vec<String> = kernel(&body)
        .assumptions
        .iter()
        .filter_map(|each| {
            let (lo, expr, hi) = (each.lo?, each.expr.as_ref()?, each.hi?);
            Some(format!("{lo} <= {expr} <= {hi}"))
        })
        .collect();
    let magic = "-floordiv(4294967296*shl(1, arg1@4), arg1@8) + mod(arg1@0, 4294967296)";
    assert!(assumptions.contains(&format!("1 <= {magic} + 4294967296 <= 1")), "{assumptions:#?}");
    assert!(assumptions.contains(&"0 <= arg1@4 <= 31".to_owned()), "{assumptions:#?}");
}

#[test]
fn what_only_looks_like_a_division_is_computed_as_it_stands() {
    let high = "floordiv(tid.x*mod(arg1@0, 4294967296), 4294967296)";
    let by_seven = MAGIC.replace("DIVIDEND", "%x").replace("SHIFT", "7");
    let sum = format!("tid.x + {high}");
    assert_eq!(target(&by_seven).as_deref(), Some(&*format!("floordiv({sum}, 128)")));
    let other = MAGIC.replace("DIVIDEND", "%n").replace("SHIFT", "%s");
    let found = target(&other).expect("a formula");
    assert_eq!(found, format!("shr(arg2 + {high}, arg1@4)"));
}

#[test]
fn an_address_stored_as_a_number_is_a_pointer_in_memory() {
    let kernel = kernel(
        "define ptx_kernel void @k(ptr %buffers, i32 %layer) {
           %at = getelementptr i64, ptr %buffers, i32 %layer
           %number = load i64, ptr %at
           %buffer = inttoptr i64 %number to ptr
           %x = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
           %to = getelementptr i32, ptr %buffer, i32 %x
           store i32 0, ptr %to
           ret void
         }",
    );
    let store = kernel.accesses.iter().find(|access| access.op == Op::Store).expect("a store");
    let [kht_schema::Step::Deref { offset }] = &store.root.path[..] else {
        panic!("one step: {:?}", store.root)
    };
    assert_eq!(
        (offset.to_string().as_str(), store.offset.to_string().as_str()),
        ("8*arg1", "4*tid.x")
    );
    assert_eq!(store.exactness, Exactness::Exact);
}

#[test]
fn a_pointer_that_may_be_null_is_compared_by_when_it_is() {
    let body = "define ptx_kernel void @k(ptr noalias %out, ptr noalias %mask, i32 %n) {
         entry:
           %has = icmp sgt i32 %n, 0
           br i1 %has, label %some, label %join
         some:
           %row = getelementptr i8, ptr %mask, i32 %n
           br label %join
         join:
           %p = phi ptr [ %row, %some ], [ null, %entry ]
           %absent = icmp eq ptr %p, null
           %offset = select i1 %absent, i32 1, i32 2
           %to = getelementptr i8, ptr %out, i32 %offset
           store i8 0, ptr %to
           ret void
         }";
    assert_eq!(target(body).as_deref(), Some("val0"));
    let value = kernel(body).values[0].expr.to_string();
    assert_eq!(value, "select(arg2 <= 0 || arg1 + arg2 == 0, 1, 2)");
}

/// What is carried hangs on everything else that is: each is looked at once, not once on each way
/// through all others, of which there are more than anybody can wait for.
#[test]
fn values_that_hang_on_each_other_are_looked_at_once() {
    const N_VALUES: usize = 12;
    let (mut phis, mut steps) = (String::new(), String::new());
    for value in 0..N_VALUES {
        phis += &format!("%v{value} = phi i32 [ {value}, %entry ], [ %n{value}, %loop ]\n");
        let mut sum = "%i".to_owned();
        for other in (0..N_VALUES).filter(|other| *other != value) {
            let part = format!("{value}.{other}");
            steps += &format!("%q{part} = lshr i32 %v{other}, {}\n", 1 + (value + other) % 3);
            steps += &format!("%s{part} = xor i32 {sum}, %q{part}\n");
            sum = format!("%s{part}");
        }
        steps += &format!("%n{value} = and i32 {sum}, 1023\n");
    }
    let body = format!(
        "define ptx_kernel void @k(ptr %out, i32 %n) {{
         entry:
           br label %loop
         loop:
           %i = phi i32 [ 0, %entry ], [ %j, %loop ]
           {phis}{steps}
           %to = getelementptr i8, ptr %out, i32 %v0
           store i8 0, ptr %to
           %j = add nuw nsw i32 %i, 1
           %more = icmp ult i32 %j, %n
           br i1 %more, label %loop, label %done
         done:
           ret void
         }}"
    );
    let kernel = kernel(&body);
    assert_eq!(kernel.accesses.len(), 1);
    assert!(!kernel.loops.is_empty());
}
