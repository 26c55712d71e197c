target triple = "x86_64-pc-linux-gnu"

define void @vector_scale(ptr %x, float %factor) {
  %value = load float, ptr %x, align 4
  %scaled = fmul float %value, %factor
  store float %scaled, ptr %x, align 4
  ret void
}
