// What Web needs of zlib: the check sum, and a whole text as one gzip member. The macros of zlib.h are no functions to
// Swift.
#ifndef MOTCUA_CZLIB_SHIM_H
#define MOTCUA_CZLIB_SHIM_H

#include <stddef.h>
#include <zlib.h>

/// The most bytes that `motcua_gzip` writes for so many.
static inline size_t motcua_gzip_bound(size_t length) { return compressBound(length) + 32; }

/// Writes the bytes as one gzip member (RFC 1952), fast rather than small. Returns its length; 0 when it failed.
static inline size_t motcua_gzip(const unsigned char *bytes, size_t length, unsigned char *out, size_t room) {
    z_stream stream = {0};
    // 15 bits of window, and 16 for the gzip wrapper.
    if (deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
    stream.next_in = (unsigned char *)bytes;
    stream.avail_in = (uInt)length;
    stream.next_out = out;
    stream.avail_out = (uInt)room;
    int ended = deflate(&stream, Z_FINISH);
    size_t written = stream.total_out;
    deflateEnd(&stream);
    return ended == Z_STREAM_END ? written : 0;
}

#endif
