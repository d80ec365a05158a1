import Domain

/// Several values in one run of bytes, each behind its length in four bytes. Only for what is sealed afterwards.
enum Packed {
    static func write(_ fields: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(fields.reduce(0) { $0 + $1.count + 4 })
        for field in fields {
            bytes += number(Int64(field.count)).suffix(4)
            bytes += field
        }
        return bytes
    }

    /// - Returns: nil when the lengths do not fit.
    static func read(_ bytes: [UInt8]) -> [[UInt8]]? {
        var fields: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard rest.count >= 4 else { return nil }
            let length = Int(number(Array(rest.prefix(4))))
            guard rest.count - 4 >= length else { return nil }
            fields.append(Array(rest.dropFirst(4).prefix(length)))
            rest = rest.dropFirst(4 + length)
        }
        return fields
    }

    static func number(_ value: Int64) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
    static func number(_ bytes: [UInt8]) -> Int64 { bytes.prefix(8).reduce(0) { $0 << 8 | Int64($1) } }
    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
