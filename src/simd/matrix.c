/* SPDX-License-Identifier: MIT */
/* A matrix by a vector: a dot product for each row. */
#include "scalar.h"
#include "sum.h"

#define MATRIX(type, name)                                                                                   \
    void zb_kernel_matrix_vector_##name(const type *matrix, uint32_t rows, uint32_t columns,                 \
                                        const type *vector, type *out)                                       \
    {                                                                                                        \
        for (uint32_t row = 0; row < rows; row++)                                                            \
            out[row] = (type)zb_kernel_dot_##name(matrix + (size_t)row * columns, vector, columns);          \
    }                                                                                                        \
    void zbi_scalar_matrix_vector_##name(const type *matrix, uint32_t rows, uint32_t columns,                \
                                         const type *vector, type *out)                                      \
    {                                                                                                        \
        for (uint32_t row = 0; row < rows; row++)                                                            \
            out[row] = (type)zbi_scalar_dot_##name(matrix + (size_t)row * columns, vector, columns);         \
    }
MATRIX(double, f64)
MATRIX(float, f32)
