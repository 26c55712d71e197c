target triple = "nvptx64-nvidia-cuda"

define ptx_kernel void @store_wrong_type(ptr %out, i32 %n) {
  store i64 %n, ptr %out, align 8
  ret void
}
