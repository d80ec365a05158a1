/// Lets through of a PNG what is needed to see it, and nothing of what was written beside it: no texts, no camera, no time, nothing behind its end.
/// - Source: PNG third edition chapter 11.
struct PNGSieve: Sendable {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    private static let kept = Set(
        [
            "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "hIST", "pHYs",
            "sPLT", "acTL", "fcTL", "fdAT",
        ].map { Array($0.utf8) })

    private enum Place: Sendable {
        case signature
        case head
        /// Bytes that are still to come of a chunk, its checksum included.
        case chunk(left: Int, isKept: Bool, isEnd: Bool)
        case behind
    }
    private var place = Place.signature
    private var held: [UInt8] = []

    mutating func take(_ bytes: [UInt8]) throws(FileRefusal) -> [UInt8] {
        var out: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            switch place {
            case .signature:
                guard gather(8, from: &rest) else { return out }
                guard held == Self.signature else { throw .damaged }
                out += held
                held = []
                place = .head
            case .head:
                guard gather(8, from: &rest) else { return out }
                let length = held.prefix(4).reduce(0) { $0 << 8 | Int($1) }
                guard length < 1 << 31 else { throw .damaged }
                let kind = Array(held.suffix(4))
                let isKept = Self.kept.contains(kind)
                if isKept { out += held }
                held = []
                place = .chunk(left: length + 4, isKept: isKept, isEnd: kind == Array("IEND".utf8))
            case .chunk(let left, let isKept, let isEnd):
                let part = rest.prefix(left)
                if isKept { out += part }
                rest = rest.dropFirst(part.count)
                place =
                    left > part.count ? .chunk(left: left - part.count, isKept: isKept, isEnd: isEnd) : isEnd ? .behind : .head
            case .behind: rest = []
            }
        }
        return out
    }

    /// - Throws: `.damaged` when it did not come to its end.
    func finish() throws(FileRefusal) -> [UInt8] {
        guard case .behind = place else { throw .damaged }
        return []
    }

    private mutating func gather(_ count: Int, from rest: inout ArraySlice<UInt8>) -> Bool {
        let part = rest.prefix(count - held.count)
        held += part
        rest = rest.dropFirst(part.count)
        return held.count == count
    }
}
