/// Lets through of a JPEG what is needed to see it: no camera, place, time or words, no small copy of the picture, and nothing behind its end.
/// How it must be turned is the one thing that is said again, so that it does not lie on its side.
/// - Source: ITU-T T.81 annex B; CIPA DC-008 (Exif) 4.6.
struct JPEGSieve: Sendable {
    private enum Place: Sendable {
        case start
        /// Between segments: the next byte begins a marker.
        case marker
        /// After 0xFF.
        case code
        /// Within a segment, of which the length is read first.
        case segment(code: UInt8)
        /// In the picture itself.
        case scan
        /// In the picture, after 0xFF.
        case scanCode
        case behind
    }
    private var place = Place.start
    private var held: [UInt8] = []
    private var isSeen = false
    private var hasTurn = false

    private static let (soi, eoi, sos, app0, com): (UInt8, UInt8, UInt8, UInt8, UInt8) = (0xD8, 0xD9, 0xDA, 0xE0, 0xFE)

    mutating func take(_ bytes: [UInt8]) throws(FileRefusal) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch place {
            case .start:
                held.append(byte)
                if held.count == 2 {
                    guard held == [0xFF, Self.soi] else { throw .damaged }
                    out += held
                    held = []
                    place = .marker
                }
            case .marker:
                guard byte == 0xFF else { throw .damaged }
                place = .code
            case .code: try begin(byte, &out)
            case .segment(let code):
                index += try gather(bytes[index...], code, &out)
                continue
            case .scan:
                let end = bytes[index...].firstIndex(of: 0xFF) ?? bytes.endIndex
                out += bytes[index..<end]
                if end < bytes.endIndex { place = .scanCode }
                index = end + 1
                continue
            case .scanCode: try inScan(byte, &out)
            case .behind: return out
            }
            index += 1
        }
        return out
    }

    /// - Returns: the end, when the file had none.
    /// - Throws: `.damaged` when no picture came.
    mutating func finish() throws(FileRefusal) -> [UInt8] {
        guard isSeen else { throw .damaged }
        if case .behind = place { return [] }
        return [0xFF, Self.eoi]
    }

    private mutating func begin(_ code: UInt8, _ out: inout [UInt8]) throws(FileRefusal) {
        switch code {
        case 0xFF: break
        case Self.eoi:
            out += [0xFF, code]
            place = .behind
        case 0x01, 0xD0...0xD7:
            out += [0xFF, code]
            place = .marker
        case 0x02...0xBF, 0x00, Self.soi: throw .damaged
        default:
            held = []
            place = .segment(code: code)
        }
    }

    private mutating func inScan(_ byte: UInt8, _ out: inout [UInt8]) throws(FileRefusal) {
        switch byte {
        case 0x00, 0xD0...0xD7:
            out += [0xFF, byte]
            place = .scan
        case 0xFF: break
        default: try begin(byte, &out)
        }
    }

    /// - Returns: how many bytes belong to the segment.
    private mutating func gather(_ rest: ArraySlice<UInt8>, _ code: UInt8, _ out: inout [UInt8]) throws(FileRefusal) -> Int {
        let length = held.count >= 2 ? Int(held[0]) << 8 | Int(held[1]) : 2
        let part = rest.prefix(length - held.count)
        held += part
        guard held.count >= 2 else { return part.count }
        let whole = Int(held[0]) << 8 | Int(held[1])
        guard whole >= 2 else { throw .damaged }
        guard held.count == whole else { return part.count }
        end(code, &out)
        return part.count
    }

    private mutating func end(_ code: UInt8, _ out: inout [UInt8]) {
        if Self.isKept(code, held[2...]) {
            out += [0xFF, code] + held
        } else if code == 0xE1, !hasTurn, let turn = Exif.turn(held.dropFirst(2)), turn != 1 {
            hasTurn = true
            out += Exif.segment(turn)
        }
        held = []
        isSeen = isSeen || code == Self.sos
        place = code == Self.sos ? .scan : .marker
    }

    /// Everything but what applications wrote: of that only the frame of the file, the colours, and how they are coded.
    private static func isKept(_ code: UInt8, _ content: ArraySlice<UInt8>) -> Bool {
        switch code {
        case app0: content.starts(with: "JFIF\0".utf8)
        case 0xE2: content.starts(with: "ICC_PROFILE\0".utf8)
        case 0xEE: content.starts(with: "Adobe".utf8)
        case 0xE1...0xEF, com, 0xF0...0xFD: false
        default: true
        }
    }
}

/// The one thing of Exif that is kept: how a photo must be turned.
enum Exif {
    private static let mark = Array("Exif\0\0".utf8)
    private static let orientation = 0x0112

    /// - Returns: 1 to 8; nil when it does not say.
    static func turn(_ content: some Collection<UInt8>) -> UInt8? {
        let bytes = Array(content)
        guard bytes.starts(with: mark) else { return nil }
        let tiff = Array(bytes.dropFirst(mark.count))
        guard tiff.count >= 8 else { return nil }
        let isBig = tiff.starts(with: "MM".utf8)
        guard isBig || tiff.starts(with: "II".utf8) else { return nil }
        func number(_ place: Int, _ count: Int) -> Int? {
            guard place >= 0, place <= tiff.count - count else { return nil }
            let part = tiff[place..<place + count]
            return (isBig ? Array(part) : part.reversed()).reduce(0) { $0 << 8 | Int($1) }
        }
        guard number(2, 2) == 42, let first = number(4, 4), let count = number(first, 2) else { return nil }
        for entry in 0..<count {
            let place = first + 2 + entry * 12
            guard let tag = number(place, 2) else { return nil }
            guard tag == orientation else { continue }
            guard number(place + 2, 2) == 3, number(place + 4, 4) == 1, let turn = number(place + 8, 2), (1...8).contains(turn) else {
                return nil
            }
            return UInt8(turn)
        }
        return nil
    }

    /// A segment that says this alone.
    static func segment(_ turn: UInt8) -> [UInt8] {
        let tiff: [UInt8] =
            Array("MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0]
        let length = 2 + mark.count + tiff.count
        return [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)] + mark + tiff
    }
}
