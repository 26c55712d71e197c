// Scales rows through buffer resources: what is masked goes out of bounds, where nothing is.
typedef float float4 __attribute__((ext_vector_type(4)));
typedef unsigned uint4 __attribute__((ext_vector_type(4)));

extern "C" __attribute__((global)) void scale_rows(float *y, const float *x, int stride, int n,
                                                   float factor) {
    int row = __builtin_amdgcn_workgroup_id_x();
    int column = __builtin_amdgcn_workitem_id_x() * 4;
    const int flags = 0x27000, most = 0x7ffffffe, outside = 0x80000000;
    __amdgpu_buffer_rsrc_t from = __builtin_amdgcn_make_buffer_rsrc(
        (void *)(x + row * stride), 0, most, flags);
    __amdgpu_buffer_rsrc_t to = __builtin_amdgcn_make_buffer_rsrc(
        (void *)(y + row * stride), 0, 4 * n, flags);
    int offset = column < n ? column * 4 : outside;
    float4 values =
        __builtin_bit_cast(float4, __builtin_amdgcn_raw_buffer_load_b128(from, offset, 0, 0));
    __builtin_amdgcn_raw_buffer_store_b128(__builtin_bit_cast(uint4, values * factor), to,
                                           column * 4, 0, 0);
}
