// Copies a strided tensor of three dimensions to a dense one; a struct says where and how, and a
// table of constants which plane comes first.
// clang: -mcode-object-version=5
struct shape {
    int ne[3];
    ulong nb[3];
    float scale;
};

constant int ORDER[4] = {2, 0, 3, 1};

kernel void strided_copy(global const char *from, global float *to, struct shape shape) {
    int i0 = get_global_id(0), i1 = get_global_id(1), plane = get_global_id(2);
    if (i0 >= shape.ne[0] || i1 >= shape.ne[1] || plane >= shape.ne[2])
        return;
    global const char *place = from + i0 * shape.nb[0] + i1 * shape.nb[1] + plane * shape.nb[2];
    float first = ORDER[plane % 4] == 0 ? 1 : 2;
    to[(plane * shape.ne[1] + i1) * shape.ne[0] + i0] =
        *(global const float *)place * shape.scale * first;
}
