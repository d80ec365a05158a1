/// What a file is, told by its first bytes alone: a name or a browser may say anything.
/// - Source: security 6.7; ASVS 5.0 chapter 5.
public enum FileKind: String, CaseIterable, Sendable, Hashable {
    case jpeg
    case png
    case pdf
    case text

    /// Bytes after which it can be said.
    public static let needed = 1024

    /// - Parameter start: the first bytes, as many as there are up to `needed`.
    /// - Returns: nil for everything that is not taken in.
    public init?(startingWith start: some Collection<UInt8>) {
        let start = Array(start.prefix(Self.needed))
        if start.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if start.starts(with: PNGSieve.signature) {
            self = .png
        } else if start.starts(with: Array("%PDF-".utf8)) {
            self = .pdf
        } else if !start.isEmpty, start.allSatisfy(Self.isWritten), !Self.isForPrograms(start) {
            self = .text
        } else {
            return nil
        }
    }

    /// The ending of a name, and what a browser is told.
    public var ending: String {
        switch self {
        case .jpeg: "jpg"
        case .png: "png"
        case .pdf: "pdf"
        case .text: "txt"
        }
    }
    public var mediaType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .pdf: "application/pdf"
        case .text: "text/plain"
        }
    }
    /// Whether it can tell where and with what it was made, in places that are taken out on the way in.
    public var isPhoto: Bool { self == .jpeg || self == .png }

    /// Whether a byte can stand in a plain text: no control byte but line ends, tabs and the end of a page.
    static func isWritten(_ byte: UInt8) -> Bool { byte >= 32 && byte != 127 || (9...13).contains(byte) && byte != 11 }

    /// Whether text is meant for a program: a page or picture in markup, a script, a document with a format of its own.
    private static func isForPrograms(_ start: [UInt8]) -> Bool {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        var rest = start.starts(with: mark) ? start.dropFirst(3) : start[...]
        rest = rest.drop { $0 == 32 || (9...13).contains($0) }
        if ["#!", "{\\rtf", "%!", "MZ", "PK"].contains(where: { rest.starts(with: $0.utf8) }) { return true }
        guard rest.first == UInt8(ascii: "<"), let next = rest.dropFirst().first else { return false }
        return next == UInt8(ascii: "!") || next == UInt8(ascii: "?") || next == UInt8(ascii: "/") || (65...90).contains(next & 0xDF)
    }
}
