import Foundation
import TestKit

/// Values that somebody else published, read from `Tests/Vectors`.
enum PublishedVectors {
    static func read<Vectors: Decodable>(_ name: String, as type: Vectors.Type = Vectors.self) throws -> Vectors {
        let data = try Data(contentsOf: URL(fileURLWithPath: RealContent.root + "/Tests/Vectors/\(name).json"))
        return try JSONDecoder().decode(Vectors.self, from: data)
    }
}

struct Cases<Case: Decodable>: Decodable {
    let source: String
    let cases: [Case]
}

/// Bytes from hexadecimal digits.
struct Hex: Decodable, Equatable {
    let bytes: [UInt8]

    init(from decoder: any Decoder) throws { bytes = Hex.read(try decoder.singleValueContainer().decode(String.self)) }

    static func read(_ text: String) -> [UInt8] {
        let digits = text.compactMap { $0.hexDigitValue.map(UInt8.init) }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
