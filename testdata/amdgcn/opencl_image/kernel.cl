// Transposes a matrix of texels; how large a texel is, the image knows.
kernel void transpose(read_only image1d_buffer_t from, write_only image1d_buffer_t to, int rows,
                      int columns) {
    int column = get_global_id(0), row = get_global_id(1);
    if (column < columns && row < rows)
        write_imagef(to, column * rows + row, read_imagef(from, row * columns + column));
}
