import CZlib

/// Compression for pages that are the same for everybody. Pages that hold anybody's answers are never compressed: their size would
/// tell what they hold.
/// - Source: security 6.1 (BREACH); RFC 1952.
enum Gzip {
    /// The bytes in gzip format, or nil when the library refuses.
    static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        // A window of 15 bits, and 16 more for the gzip frame.
        guard entree_deflate_init(&stream, 9, 15 + 16) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, uLong(bytes.count))))
        var input = bytes
        let status = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = uInt(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = uInt(target.count)
                return deflate(&stream, Z_FINISH)
            }
        }
        guard status == Z_STREAM_END else { return nil }
        return Array(output.prefix(Int(stream.total_out)))
    }
}
