// c = a*b by tiles of 8 x 8; blocks have that shape.
// clang: -mcode-object-version=5
#define TILE 8
kernel __attribute__((reqd_work_group_size(TILE, TILE, 1)))
void matmul(global const float *a, global const float *b, global float *c, int m, int n, int k) {
    local float tile_a[TILE][TILE], tile_b[TILE][TILE];
    int x = get_local_id(0), y = get_local_id(1);
    int column = get_global_id(0), row = get_global_id(1);
    float sum = 0;
    for (int at = 0; at < k; at += TILE) {
        tile_a[y][x] = row < m && at + x < k ? a[row * k + at + x] : 0;
        tile_b[y][x] = at + y < k && column < n ? b[(at + y) * n + column] : 0;
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int i = 0; i < TILE; i++)
            sum += tile_a[y][i] * tile_b[i][x];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (row < m && column < n)
        c[row * n + column] = sum;
}
