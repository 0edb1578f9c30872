/** A device or the machine had no memory left; what was to be drawn may fit when less is loaded. */
export class OutOfMemory extends Error {
  override readonly name = 'OutOfMemory'
}

// onnxruntime has no code for it. Its allocators, CUDA, Vulkan and C++ say it in these words.
const words =
  /out of memory|failed to allocate memory|bad_alloc|bad allocation|ERROR_OUT_OF_(DEVICE|HOST)_MEMORY|CUBLAS_STATUS_ALLOC_FAILED|CUDNN_STATUS_ALLOC_FAILED|is smaller than requested bytes/i

export const isOutOfMemory = (error: unknown): boolean =>
  error instanceof OutOfMemory || (error instanceof Error && words.test(error.message))
