// Decodes codes by a book that is searched from its start: each thread leaves the search where it
// finds its range. The last range has no end.
// Launch: a block for each row, a thread for each column.
#include "../common.h"

extern "C" __global__ void code_book(const int *__restrict__ starts, const float *__restrict__ book,
                                     float *__restrict__ out, int entries, int columns) {
  int column = threadIdx.x;
  if (column >= columns)
    return;
  int entry = 0;
  while (entry + 1 < entries && starts[entry + 1] <= column)
    ++entry;
  // How often the entry can be divided by three is its level.
  int level = 0;
  for (int rest = entry; rest > 0; rest /= 3)
    ++level;
  out[blockIdx.x * columns + column] = book[entry] + book[entries + level];
}
