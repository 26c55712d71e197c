// Vectors of four, with a stride of the whole grid; OpenCL's functions stay calls.
kernel void vector_add(global const float *a, global const float *b, global float *sum, uint n) {
    for (size_t i = get_global_id(0); i < n / 4; i += get_global_size(0))
        vstore4(vload4(i, a) + vload4(i, b), i, sum);
    size_t rest = n - n % 4 + get_global_id(0);
    if (rest < n)
        sum[rest] = a[rest] + b[rest];
}
