#include <zlib.h>

// The macro that zlib offers for this cannot be seen from Swift.
static inline int entree_deflate_init(z_stream *stream, int level, int window_bits) {
    return deflateInit2(stream, level, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
}
