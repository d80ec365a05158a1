/// Which bytes may not stand in a page as they are, and what stands there instead.
enum Escape {
    /// One bit per byte below 64: the five signs of markup, and the control characters except tab and new line.
    private static let mask: UInt64 = {
        let controls: UInt64 = 0xFFFF_FFFF & ~(1 << 9) & ~(1 << 10)
        return controls | 1 << 34 | 1 << 38 | 1 << 39 | 1 << 60 | 1 << 62
    }()

    @inline(__always)
    static func concerns(_ byte: UInt8) -> Bool {
        byte < 64 && (mask >> UInt64(byte)) & 1 == 1
    }

    /// What replaces the byte; nothing for a control character, which is left out.
    static func entity(_ byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}

/// Where a link of ours may lead. Anything else is left out, so that the worst a wrong address can do is nothing.
enum LinkRule {
    private static let starts = ["https://", "tel:", "sms:", "mailto:", "#"]

    static func allows(_ target: String) -> Bool {
        isOurs(target) || (isPlain(target) && starts.contains { target.utf8.starts(with: $0.utf8) })
    }

    /// A path on this site: one slash at the start, never two.
    static func isOurs(_ target: String) -> Bool {
        var bytes = target.utf8.makeIterator()
        return bytes.next() == UInt8(ascii: "/") && bytes.next() != UInt8(ascii: "/") && isPlain(target)
    }

    // Browsers read a backslash as a slash and skip control characters: both would turn a path into another site.
    private static func isPlain(_ target: String) -> Bool {
        target.utf8.allSatisfy { $0 > 32 && $0 != UInt8(ascii: "\\") && $0 != 127 }
    }
}
