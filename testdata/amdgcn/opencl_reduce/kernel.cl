// Sums of rows; a row is a block's, which adds up in memory that the launch hands it.
// clang: -mcode-object-version=4
kernel void reduce(global const float *x, global float *sums, local float *partial, int columns) {
    int row = get_group_id(0), lane = get_local_id(0), lanes = get_local_size(0);
    float sum = 0;
    for (int i = lane; i < columns; i += lanes)
        sum += x[row * columns + i];
    partial[lane] = sum;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int active = lanes / 2; active > 0; active /= 2) {
        if (lane < active)
            partial[lane] += partial[lane + active];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (lane == 0)
        sums[row] = partial[0];
}
