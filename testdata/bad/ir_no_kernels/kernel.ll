target triple = "nvptx64-nvidia-cuda"

define float @square(float %x) {
  %result = fmul float %x, %x
  ret float %result
}
