/// Files as cameras and programs make them, in bytes.
public enum SampleFiles {
    public static func segment(_ code: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length = content.count + 2
        return [0xFF, code, UInt8(length >> 8), UInt8(length & 255)] + content
    }

    /// - Parameter turn: how the photo must be turned, as a camera says it.
    public static func exif(_ turn: UInt8) -> [UInt8] {
        let tiff: [UInt8] =
            Array("II".utf8) + [42, 0, 8, 0, 0, 0, 2, 0, 0x0F, 0x01, 2, 0, 4, 0, 0, 0] + Array("KAN\0".utf8)
            + [0x12, 0x01, 3, 0, 1, 0, 0, 0, turn, 0, 0, 0, 0, 0, 0, 0] + Array("GPS 52.3702 KANARIE".utf8)
        return segment(0xE1, Array("Exif\0\0".utf8) + tiff)
    }

    public static let scan: [UInt8] = [0xFF, 0xDA, 0, 4, 1, 2] + [1, 2, 3, 0xFF, 0, 4, 0xFF, 0xD0, 5, 6]

    /// A photo with everything that a telephone writes beside the picture.
    public static func photo(turn: UInt8 = 1, more: [UInt8] = []) -> [UInt8] {
        [0xFF, 0xD8] + segment(0xE0, Array("JFIF\0".utf8) + [1, 2, 0, 0, 1, 0, 1, 0, 0]) + exif(turn)
            + segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0KANARIE".utf8)) + segment(0xED, Array("Photoshop 3.0\0KANARIE".utf8))
            + segment(0xE2, Array("ICC_PROFILE\0".utf8) + [1, 1, 9]) + segment(0xE2, Array("MPF\0KANARIE".utf8))
            + segment(0xFE, Array("KANARIE".utf8)) + segment(0xDB, [0, 1, 2, 3]) + scan + segment(0xC4, [7, 7]) + scan + more
            + [0xFF, 0xD9] + Array("KANARIE behind the end".utf8)
    }

    /// The same with the picture alone.
    public static func bare(turn: [UInt8] = []) -> [UInt8] {
        [0xFF, 0xD8] + segment(0xE0, Array("JFIF\0".utf8) + [1, 2, 0, 0, 1, 0, 1, 0, 0]) + turn
            + segment(0xE2, Array("ICC_PROFILE\0".utf8) + [1, 1, 9]) + segment(0xDB, [0, 1, 2, 3]) + scan + segment(0xC4, [7, 7]) + scan
            + [0xFF, 0xD9]
    }

    public static func chunk(_ kind: String, _ content: [UInt8]) -> [UInt8] {
        let count = content.count
        return [UInt8(count >> 24), UInt8(count >> 16 & 255), UInt8(count >> 8 & 255), UInt8(count & 255)] + Array(kind.utf8) + content
            + [1, 2, 3, 4]
    }
    public static let mark: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    public static let picture =
        mark + chunk("IHDR", [UInt8](repeating: 3, count: 13)) + chunk("tEXt", Array("Author\0KANARIE".utf8))
        + chunk("eXIf", Array("KANARIE".utf8)) + chunk("IDAT", [UInt8](repeating: 9, count: 5000)) + chunk("tIME", [1])
        + chunk("zzZz", Array("KANARIE".utf8)) + chunk("IEND", []) + Array("KANARIE".utf8)
    public static let barePicture =
        mark + chunk("IHDR", [UInt8](repeating: 3, count: 13)) + chunk("IDAT", [UInt8](repeating: 9, count: 5000)) + chunk("IEND", [])

    public static let paper = Array("%PDF-1.7\n%\u{E2}\u{E3}\nKANARIE\n%%EOF".utf8)
    public static let note = Array("Wat ik wil bewaren: één twee drie. 😀\r\n\tNog iets.".utf8)
}
