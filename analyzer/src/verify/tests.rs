//! Kernels of a few lines, run.
