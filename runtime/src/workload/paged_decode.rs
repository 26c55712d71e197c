//! A workload to start from: decode steps of a transformer over a paged KV cache, with the kernels
//! `reshape_and_cache` and `paged_attention` of the test data.
//!
//! Sequences of different length share a pool of pages per layer, a quarter of which is free, and
//! their pages are scattered over it. They are decoded in batches that take turns, as a server with
//! more users than slots does: in each step every layer appends a token per sequence and attends to
//! all earlier ones. Which pages a launch touches is in its block table and lengths, nowhere else.

use serde_json::{Value, json};

/// Positions in a page, elements of a head and their size: what the kernels were compiled for.
const PAGE_TOKENS: u32 = 16;
const HEAD_BYTES: u32 = 64 * 4;
/// The cache kernel moves halves, so a head of 64 floats is 128 of them.
const HEAD_HALVES: u32 = HEAD_BYTES / 2;
/// Entries of block tables that nobody reads.
const NO_PAGE: u32 = 0x7f_ffff;

/// Sizes of the workload; each at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PagedDecode {
    /// Sequences that are being decoded.
    pub sequences: u32,
    /// Sequences of one launch; the last batch may be smaller.
    pub batch: u32,
    /// Steps that a batch runs before the next one has its turn.
    pub turn: u32,
    /// Steps in all.
    pub steps: u32,
    /// Layers of the model.
    pub layers: u32,
    /// Mean number of tokens of a sequence at the start; they vary by half of it.
    pub context: u32,
    /// Query heads; a multiple of `kv_heads`.
    pub heads: u32,
    /// Heads of the cache.
    pub kv_heads: u32,
    /// Seed for lengths and places of pages.
    pub seed: u64,
}

/// One batch of sequences and what it knows of them.
struct Batch {
    lengths: Vec<u32>,
    pages: Vec<Vec<u32>>,
}

impl PagedDecode {
    /// The workload as JSON.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut random = SplitMix(self.seed);
        let n_steps = u64::from(self.steps);
        let lengths: Vec<u32> = (0..self.sequences)
            .map(|_| self.context / 2 + random.below(self.context.max(1)))
            .map(|length| length.max(1))
            .collect();
        // Every sequence has the pages it will need at the end.
        let n_pages = |length: u32| (length + self.steps).div_ceil(PAGE_TOKENS);
        let needed: u32 = lengths.iter().map(|length| n_pages(*length)).sum();
        let pool_pages = (needed * 4).div_ceil(3);
        let mut pool: Vec<u32> = (0..pool_pages).collect();
        random.shuffle(&mut pool);
        let mut batches = Vec::new();
        for lengths in lengths.chunks(self.batch.max(1) as usize) {
            let pages = lengths.iter().map(|length| {
                let at = pool.len() - n_pages(*length) as usize;
                pool.split_off(at)
            });
            batches.push(Batch { pages: pages.collect(), lengths: lengths.to_vec() });
        }
        let mut buffers = self.shared_buffers(pool_pages);
        for (idx, batch) in batches.iter().enumerate() {
            buffers.push(batch.block_table(idx));
        }
        let mut launches = Vec::new();
        for step in 0..n_steps {
            let idx = usize::try_from(step / u64::from(self.turn.max(1))).unwrap_or(0);
            let idx = idx % batches.len().max(1);
            let Some(batch) = batches.get_mut(idx) else { break };
            buffers.extend(batch.step(step));
            for layer in 0..self.layers {
                launches.push(self.append(batch, step, layer));
                launches.push(self.attend(batch, (step, idx), layer));
            }
        }
        json!({
            "name": format!(
                "{} sequences of about {} tokens, {} layers, {} steps in batches of {}",
                self.sequences, self.context, self.layers, self.steps, self.batch,
            ),
            "buffers": buffers,
            "launches": launches,
        })
    }

    /// The workload as the text of a file: a line per buffer and launch.
    #[must_use]
    pub fn to_text(&self) -> String {
        let document = self.to_json();
        let lines = |member: &str| {
            let items = document[member].as_array().into_iter().flatten();
            items.map(|item| format!("  {item}")).collect::<Vec<_>>().join(",\n")
        };
        let (buffers, launches) = (lines("buffers"), lines("launches"));
        let name = &document["name"];
        format!(
            "{{\"name\": {name},\n \"buffers\": [\n{buffers}],\n \"launches\": [\n{launches}]}}\n"
        )
    }

    fn page_bytes(&self) -> u64 {
        u64::from(self.kv_heads) * u64::from(PAGE_TOKENS) * u64::from(HEAD_BYTES)
    }

    fn shared_buffers(&self, pool_pages: u32) -> Vec<Value> {
        let tokens = |heads: u32| u64::from(self.batch) * u64::from(heads) * u64::from(HEAD_BYTES);
        let activation =
            |name: &str, bytes: u64| json!({"name": name, "bytes": bytes, "role": "activation"});
        let mut buffers = vec![
            activation("query", tokens(self.heads)),
            activation("out", tokens(self.heads)),
            activation("key", tokens(self.kv_heads)),
            activation("value", tokens(self.kv_heads)),
        ];
        for layer in 0..self.layers {
            for side in ["keys", "values"] {
                buffers.push(json!({
                    "name": format!("{side}{layer}"), "role": "kv",
                    "bytes": u64::from(pool_pages) * self.page_bytes(),
                    "fragment_bytes": self.page_bytes(),
                }));
            }
        }
        buffers
    }

    fn append(&self, batch: &Batch, step: u64, layer: u32) -> Value {
        let stride = self.kv_heads * HEAD_HALVES;
        json!({
            "kernel": "reshape_and_cache", "grid": [batch.lengths.len(), 1, 1],
            "block": [128, 1, 1], "shared_bytes": 0,
            "args": [
                pointer("key"), pointer("value"),
                pointer(&format!("keys{layer}")), pointer(&format!("values{layer}")),
                pointer(&format!("slots{step}")),
                {"i32": stride}, {"i32": stride}, {"i32": self.kv_heads}, {"i32": HEAD_HALVES},
                {"i32": PAGE_TOKENS},
            ],
        })
    }

    fn attend(&self, batch: &Batch, (step, idx): (u64, usize), layer: u32) -> Value {
        let longest = batch.lengths.iter().max().copied().unwrap_or(0);
        json!({
            "kernel": "paged_attention", "grid": [self.heads, batch.lengths.len(), 1],
            "block": [128, 1, 1], "shared_bytes": 4 * longest,
            "args": [
                pointer("out"), pointer("query"),
                pointer(&format!("keys{layer}")), pointer(&format!("values{layer}")),
                pointer(&format!("pages{idx}")), pointer(&format!("lengths{step}")),
                {"i32": batch.max_pages()}, {"i32": self.kv_heads}, {"f32": 0.125},
            ],
        })
    }
}

impl Batch {
    fn max_pages(&self) -> usize {
        self.pages.iter().map(Vec::len).max().unwrap_or(0)
    }

    fn block_table(&self, idx: usize) -> Value {
        let width = self.max_pages();
        let rows = self.pages.iter().flat_map(|pages| {
            let padding = std::iter::repeat_n(NO_PAGE, width - pages.len());
            pages.iter().copied().chain(padding)
        });
        let entries: Vec<u32> = rows.collect();
        json!({
            "name": format!("pages{idx}"), "role": "metadata", "bytes": 4 * entries.len(),
            "fill": {"i32": entries},
        })
    }

    /// Appends one token to every sequence: where each goes, and how long they are then.
    fn step(&mut self, step: u64) -> [Value; 2] {
        let slot = |(length, pages): (&u32, &Vec<u32>)| {
            let page = pages.get((length / PAGE_TOKENS) as usize).copied().unwrap_or(NO_PAGE);
            u64::from(page) * u64::from(PAGE_TOKENS) + u64::from(length % PAGE_TOKENS)
        };
        let slots: Vec<u64> = self.lengths.iter().zip(&self.pages).map(slot).collect();
        for length in &mut self.lengths {
            *length += 1;
        }
        [
            json!({
                "name": format!("slots{step}"), "role": "metadata", "bytes": 8 * slots.len(),
                "fill": {"i64": slots},
            }),
            json!({
                "name": format!("lengths{step}"), "role": "metadata",
                "bytes": 4 * self.lengths.len(), "fill": {"i32": self.lengths},
            }),
        ]
    }
}

fn pointer(name: &str) -> Value {
    json!({"ref": {"name": name, "offset": 0}})
}

/// The generator of random fills, so that one seed means one workload everywhere.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below a bound that is not zero; the bias is below 2^-32.
    fn below(&mut self, bound: u32) -> u32 {
        let scaled = u128::from(self.next()) * u128::from(bound);
        u32::try_from(scaled >> 64).expect("a fraction of the bound is below it")
    }

    fn shuffle(&mut self, items: &mut [u32]) {
        for end in (1..items.len()).rev() {
            let bound = u32::try_from(end + 1).expect("pools are counted in 32 bits");
            items.swap(end, self.below(bound) as usize);
        }
    }
}
