//! Tables of pages, long enough for columns of several chunks: what is found must be what reading
//! the table entry by entry gives.

use kht_schema::access::{Exactness, Op};
use kht_schema::footprint::{Count, Options};
use kht_schema::{Footprint, footprint};
use proptest::prelude::*;

use crate::build::Case;
use crate::sets::{union, widened};

/// Attention over pages, in numbers.
#[derive(Clone, Debug)]
struct Decode {
    lengths: Vec<i32>,
    table: Vec<i32>,
    per_row: i32,
    tokens: i32,
    heads: i32,
    token_bytes: i32,
    head_stride: i32,
    page_stride: i32,
    first: i32,
}

/// Bytes of the buffer; more than pages reach.
const BYTES: u64 = 1 << 20;

impl Decode {
    fn case(&self) -> Case {
        let Decode { per_row, tokens, head_stride, page_stride, first, .. } = self;
        let token_bytes = self.token_bytes;
        let seqs = u32::try_from(self.lengths.len()).unwrap();
        let page = format!("load(arg1, 4*({per_row}*bid.y + floordiv(it0, {tokens})), i32)");
        let offset = format!(
            "{first} + {page_stride}*{page} + {head_stride}*bid.x \
             + {token_bytes}*mod(it0, {tokens}) + tid.x"
        );
        Case::new([u32::try_from(self.heads).unwrap(), seqs, 1], [4, 1, 1])
            .pointer("kv", BYTES)
            .ints("table", &self.table)
            .ints("lengths", &self.lengths)
            .looped("load(arg2, 4*bid.y, i32)")
            .access(Op::Load, 0, &offset, "1")
            .within(&[0])
    }

    /// Bytes touched, and how often in all.
    fn truth(&self) -> (Vec<[u64; 2]>, u64) {
        let mut touched = vec![false; usize::try_from(BYTES).unwrap()];
        let mut count = 0;
        for (seq, length) in (0..).zip(&self.lengths) {
            for token in 0..*length {
                let entry = self.per_row * seq + token / self.tokens;
                let page = self.table[usize::try_from(entry).unwrap()];
                for head in 0..self.heads {
                    let offset = self.first
                        + self.page_stride * page
                        + self.head_stride * head
                        + self.token_bytes * (token % self.tokens);
                    let offset = usize::try_from(offset).unwrap();
                    touched[offset..offset + 4].fill(true);
                    count += 4;
                }
            }
        }
        let bytes = (0..).zip(&touched).filter(|(_, touched)| **touched);
        let single: Vec<[u64; 2]> = bytes.map(|(byte, _)| [byte, byte + 1]).collect();
        (union(&single, &[]), count)
    }
}

fn decode() -> impl Strategy<Value = Decode> {
    let lengths = prop_oneof![
        prop::collection::vec(0..40_i32, 1..7),
        prop::collection::vec(0..4500_i32, 1..4),
        prop::collection::vec(Just(96_i32), 1..9),
    ];
    let sizes = (1..5_i32, 1..4_i32, prop::sample::select(vec![4, 8, 5, 1]));
    let pages = prop::sample::select(vec![1, 3, 40, 700]);
    (lengths, sizes, pages, any::<u64>(), -3..60_i32, 0..64_i32, any::<bool>()).prop_map(
        |(lengths, (tokens, heads, token_bytes), n_pages, seed, gap, first, backwards)| {
            let per_row = lengths.iter().max().unwrap() / tokens + 1;
            let entries = per_row * i32::try_from(lengths.len()).unwrap();
            let mut state = seed;
            let mut page = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                i32::try_from((state >> 33) % n_pages).unwrap()
            };
            let table = (0..entries).map(|_| page()).collect();
            let head_stride = token_bytes * tokens;
            let page_stride = (head_stride * heads + gap).max(1);
            let (first, page_stride) = if backwards {
                (first + page_stride * i32::try_from(n_pages).unwrap(), -page_stride)
            } else {
                (first, page_stride)
            };
            let own = (table, per_row, tokens, heads);
            let (table, per_row, tokens, heads) = own;
            Decode {
                lengths,
                table,
                per_row,
                tokens,
                heads,
                token_bytes,
                head_stride,
                page_stride,
                first,
            }
        },
    )
}

fn judge(decode: &Decode, found: &Footprint, granularity: u64) -> Result<(), TestCaseError> {
    let (truth, count) = decode.truth();
    let kv = &found.buffers[0];
    prop_assert_eq!(kv.exactness, Exactness::Exact, "{:?}", kv.reasons);
    prop_assert_eq!(&kv.reads, &widened(&truth, granularity, BYTES));
    prop_assert_eq!(kv.bytes_loaded, Count { lo: count, hi: Some(count) });
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn pages_are_those_of_the_table(
        decode in decode(),
        granularity in prop::sample::select(vec![1_u64, 1, 16, 100]),
    ) {
        let options = Options { granularity, ..Options::default() };
        let case = decode.case();
        judge(&decode, &footprint(&case.kernel, &case.launch, &options).unwrap(), granularity)?;
    }
}

#[test]
fn a_page_outside_is_found_among_many() {
    let mut table = vec![5; 3000];
    table[2345] = 1 << 20;
    let decode = Decode {
        lengths: vec![3000],
        table,
        per_row: 3000,
        tokens: 1,
        heads: 1,
        token_bytes: 4,
        head_stride: 4,
        page_stride: 64,
        first: 0,
    };
    let error = decode.case().try_footprint().unwrap_err().to_string();
    assert_eq!(
        error,
        "kernel k, arg0, load acc0: expected accesses within the 1048576 bytes of `kv`, \
         found bytes 320 to 67108868, for 1048576 at byte 9380 of `table`"
    );
}

#[test]
fn sixty_four_bit_tables_count_too() {
    let table: Vec<u8> = (0..2000_u64).flat_map(|i| (i * 7 % 2000).to_le_bytes()).collect();
    let contents = kht_schema::launch::Contents::Bytes(table);
    let case = Case::new([1, 1, 1], [8, 1, 1])
        .pointer("rows", 2000 * 32)
        .buffer("index", 16_000, contents)
        .looped("2000")
        .load(0, "32*load(arg1, 8*it0, i64) + 4*tid.x")
        .within(&[0]);
    let rows = case.of("rows");
    assert_eq!((rows.exactness, rows.reads), (Exactness::Exact, vec![[0, 64_000]]));
}
