//! Launches of the test kernels as a host in Rust has them, for `kht analyze --host`.
//!
//! Read, never compiled.

const TILE: u32 = 16;
const THREADS: u32 = 256;

pub fn add(stream: &Stream, lhs: &View, rhs: &View, result: &mut ViewMut, n: usize) -> Done {
    let kernel = module().load_function("vector_add")?;
    let blocks = n.div_ceil(THREADS as usize) as u32;
    let config =
        LaunchConfig { grid_dim: (blocks, 1, 1), block_dim: (THREADS, 1, 1), shared_mem_bytes: 0 };
    let mut launch = stream.launch_builder(&kernel);
    launch.arg(lhs).arg(rhs).arg(result).arg(&(n as i32));
    launch.launch(config)?;
    Ok(())
}

pub fn matmul(stream: &Stream, lhs: &View, rhs: &View, out: &mut ViewMut, shape: Shape) -> Done {
    let kernel = module().load_function("matmul_tiled")?;
    let config = LaunchConfig {
        grid_dim: (shape.n.div_ceil(TILE), shape.m.div_ceil(TILE), 1),
        block_dim: (TILE, TILE, 1),
        shared_mem_bytes: 0,
    };
    let mut launch = stream.launch_builder(&kernel);
    launch.arg(lhs).arg(rhs).arg(out).arg(&shape.m).arg(&shape.n).arg(&shape.k);
    launch.launch(config)?;
    Ok(())
}

pub fn rmsnorm(stream: &Stream, x: &View, weight: &View, out: &mut ViewMut, rows: u32) -> Done {
    let kernel = module().load_function("rmsnorm_f32")?;
    let narrow =
        LaunchConfig { grid_dim: (rows, 1, 1), block_dim: (96, 1, 1), shared_mem_bytes: 0 };
    let wide = LaunchConfig { block_dim: (4 * 32, 1, 1), ..narrow };
    let config = if x.len() / rows as usize <= 96 { narrow } else { wide };
    let mut launch = stream.launch_builder(&kernel);
    launch.arg(out).arg(x).arg(weight).arg(&columns).arg(&epsilon);
    launch.launch(config)?;
    Ok(())
}

pub fn gather(stream: &Stream, embeddings: &View, ids: &View, out: &mut ViewMut) -> Done {
    let kernel = module().load_function("embedding_gather")?;
    // One argument too few.
    let mut launch = stream.launch_builder(&kernel);
    launch.arg(out).arg(embeddings).arg(ids).arg(&vocabulary);
    launch.launch(LaunchConfig::for_num_elems(ids.len() as u32))?;
    Ok(())
}
