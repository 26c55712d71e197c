// The names of cuBLAS that host functions beside kernels mention.
//
// clang parses host functions even when it compiles for the device alone. Nothing here is ever
// called: the functions take anything and succeed.
#pragma once

#include <library_types.h>

typedef struct cublasContext *cublasHandle_t;

enum cublasStatus_t { CUBLAS_STATUS_SUCCESS, CUBLAS_STATUS_NOT_SUPPORTED = 15 };
enum cublasOperation_t { CUBLAS_OP_N, CUBLAS_OP_T };
enum cublasSideMode_t { CUBLAS_SIDE_LEFT, CUBLAS_SIDE_RIGHT };
enum cublasFillMode_t { CUBLAS_FILL_MODE_LOWER, CUBLAS_FILL_MODE_UPPER };
enum cublasDiagType_t { CUBLAS_DIAG_NON_UNIT, CUBLAS_DIAG_UNIT };
enum cublasMath_t { CUBLAS_DEFAULT_MATH, CUBLAS_TENSOR_OP_MATH, CUBLAS_TF32_TENSOR_OP_MATH = 3 };
enum cublasComputeType_t { CUBLAS_COMPUTE_16F = 64, CUBLAS_COMPUTE_32F = 68 };
enum cublasGemmAlgo_t { CUBLAS_GEMM_DEFAULT = -1, CUBLAS_GEMM_DEFAULT_TENSOR_OP = 99 };

inline const char *cublasGetStatusString(cublasStatus_t) { return ""; }

#define CUBLAS_CALL(NAME)                                                                          \
  template <class... Arguments> inline cublasStatus_t NAME(Arguments...) {                         \
    return CUBLAS_STATUS_SUCCESS;                                                                  \
  }

CUBLAS_CALL(cublasCreate)
CUBLAS_CALL(cublasDestroy)
CUBLAS_CALL(cublasSetMathMode)
CUBLAS_CALL(cublasSetStream)
CUBLAS_CALL(cublasSetWorkspace)
CUBLAS_CALL(cublasGemmBatchedEx)
CUBLAS_CALL(cublasGemmEx)
CUBLAS_CALL(cublasGemmStridedBatchedEx)
CUBLAS_CALL(cublasHgemm)
CUBLAS_CALL(cublasSgemm)
CUBLAS_CALL(cublasSgemmBatched)
CUBLAS_CALL(cublasSgemmStridedBatched)
CUBLAS_CALL(cublasStrsmBatched)

#undef CUBLAS_CALL
