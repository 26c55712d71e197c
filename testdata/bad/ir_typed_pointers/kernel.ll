; A star * in a comment, and one in a string, are none.
source_filename = "a*.cu"
target triple = "nvptx64-nvidia-cuda"
%struct.S = type { i32 }
define void @store_one(i32* %out, %struct.S* byval %s) {
  store i32 1, i32* %out, align 4
  ret void
}
!nvvm.annotations = !{!0}
!0 = !{void (i32*, %struct.S*)* @store_one, !"kernel", i32 1}
