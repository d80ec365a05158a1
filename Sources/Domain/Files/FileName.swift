/// The name of a file as it may stand on a screen or be given to a browser: one line, no path, nothing that turns its direction.
/// - Source: RFC 6266; RFC 8187; ASVS 5.0 5.4.
public struct FileName: Sendable, Hashable {
    /// Bytes of UTF-8 that are kept at most.
    static let longest = 150
    /// Without its ending; empty when nothing of it can be shown.
    public let stem: String

    /// - Parameter sent: as the browser said it; a path before it falls away.
    public init(_ sent: String) {
        let last = sent.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        var clean = String.UnicodeScalarView()
        var bytes = 0
        for scalar in last.unicodeScalars where Self.isShown(scalar) {
            bytes += UTF8.width(scalar)
            guard bytes <= Self.longest else { break }
            clean.append(scalar)
        }
        var name = String(clean)
        if let dot = name.lastIndex(of: "."), name.distance(from: dot, to: name.endIndex) <= 6 { name = String(name[..<dot]) }
        while name.first == "." || name.first == " " { name.removeFirst() }
        while name.last == "." || name.last == " " { name.removeLast() }
        stem = name
    }

    /// No control, no mark that turns or hides text, nothing that means something in a path or to a shell.
    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        default: !"<>:\"|?*`$;\\/%".unicodeScalars.contains(scalar)
        }
    }

    /// With the ending that fits what it is.
    public func text(_ kind: FileKind) -> String { (stem.isEmpty ? "-" : stem) + "." + kind.ending }

    /// For the header of a download: a plain name that says nothing, and the name itself as it is written there.
    /// - Parameter plain: letters, digits and hyphens.
    public func disposition(_ kind: FileKind, plain: String) -> String {
        let fallback = plain + "." + kind.ending
        guard !stem.isEmpty else { return "attachment; filename=\"\(fallback)\"" }
        let digits = Array("0123456789ABCDEF".utf8)
        var coded: [UInt8] = []
        for byte in text(kind).utf8 {
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 46
            if isPlain { coded.append(byte) } else { coded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        }
        return "attachment; filename=\"\(fallback)\"; filename*=UTF-8''\(String(decoding: coded, as: UTF8.self))"
    }
}

extension UTF8 {
    fileprivate static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case ..<0x80: 1
        case ..<0x800: 2
        case ..<0x10000: 3
        default: 4
        }
    }
}
