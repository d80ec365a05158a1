/// Content of one size class has one length, so that its length tells little.
///
/// Four bytes of length, the content, zeros up to 256 bytes, 1, 4, 16 or 64 KiB, or the next 64 KiB.
/// - Source: security 2.4.
enum Padding {
    /// The size that content of so many bytes gets.
    static func size(for count: Int) -> Int {
        let needed = count + 4
        return [256, 1024, 4096, 16_384, 65_536].first { $0 >= needed } ?? (needed + 65_535) / 65_536 * 65_536
    }

    static func pad(_ content: [UInt8], to size: Int? = nil) -> [UInt8] {
        let size = size ?? self.size(for: content.count)
        var padded: [UInt8] = []
        padded.reserveCapacity(size)
        let count = UInt32(truncatingIfNeeded: content.count)
        padded += [UInt8(count >> 24), UInt8(count >> 16 & 255), UInt8(count >> 8 & 255), UInt8(count & 255)]
        padded += content
        padded += repeatElement(0, count: max(0, size - padded.count))
        return padded
    }

    /// - Returns: nil when the length does not fit.
    static func unpad(_ padded: [UInt8]) -> [UInt8]? {
        guard padded.count >= 4 else { return nil }
        let count = padded.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard count <= padded.count - 4 else { return nil }
        return Array(padded[4..<4 + count])
    }
}
