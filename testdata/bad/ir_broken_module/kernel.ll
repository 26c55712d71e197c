target triple = "nvptx64-nvidia-cuda"

define ptx_kernel void @use_before_definition(ptr %out, i1 %flag) {
entry:
  br i1 %flag, label %then, label %end

then:
  %value = add i32 1, 2
  br label %end

end:
  store i32 %value, ptr %out, align 4
  ret void
}
