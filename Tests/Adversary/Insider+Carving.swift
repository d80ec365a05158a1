import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Keys that were taken out of the rows, and may still lie in the bytes: in pages that are free, in what SQLite keeps beside the file.
extension Insider {
    private static let wrappedKey = 60
    /// An envelope of a key, and what the box around it adds.
    private static let wrap = 1 + 1120 + 32 + 16 + 28

    mutating func carve(_ copy: Copy) {
        for raw in copy.raw {
            let bytes = [UInt8](raw)
            carveItems(bytes)
            carveGrants(bytes)
        }
    }

    // A commitment never changes, and the wrapped key follows it in the row: also in one of before.
    private mutating func carveItems(_ bytes: [UInt8]) {
        for copy in everyCopy {
            for row in copy["item"] {
                let (header, commitment) = (row.bytes("header"), row.bytes("commitment"))
                for place in places(of: commitment, in: bytes) where place + 32 + Self.wrappedKey <= bytes.count {
                    let wrapped = Array(bytes[place + 32..<place + 32 + Self.wrappedKey])
                    guard wrapped != row.bytes("wrapped_key") else { continue }
                    for section in saved.sections where section.of == row.bytes("section") {
                        for version in 1...row.number("version") {
                            tryItemKey(row.bytes("id"), header, commitment, wrapped, version, section.key)
                        }
                    }
                }
            }
        }
    }

    // The names of section and team stand before the wrap, each with a small number behind it that takes no byte when it is 1.
    private mutating func carveGrants(_ bytes: [UInt8]) {
        for copy in everyCopy {
            let grounds = Dictionary(grouping: copy["consent"], by: { $0.bytes("dossier") })
            let teams = copy["team"].map { $0.bytes("id") }
            for section in copy["dossier_section"] {
                let (id, dossier) = (section.bytes("id"), section.bytes("dossier"))
                guard saved.shreds.contains(where: { $0.of == dossier }) else { continue }
                for place in places(of: id, in: bytes) {
                    for (version, at) in numbers(bytes, place + 16) {
                        guard at + 16 <= bytes.count, teams.contains(Array(bytes[at..<at + 16])) else { continue }
                        for (generation, start) in numbers(bytes, at + 16) where start + Self.wrap <= bytes.count {
                            for ground in [nil] + (grounds[dossier] ?? []).map(Optional.some) {
                                openGrant(
                                    Array(bytes[start..<start + Self.wrap]),
                                    Holder(
                                        dossier: dossier, section: id, version: version, team: Array(bytes[at..<at + 16]),
                                        generation: generation, consent: ground?.bytes("id") ?? [], hash: ground?.bytes("hash") ?? []))
                            }
                        }
                    }
                }
            }
        }
    }

    /// What a small number at a place may be, and where it ends.
    private func numbers(_ bytes: [UInt8], _ place: Int) -> [(number: Int, next: Int)] {
        guard place < bytes.count else { return [] }
        return [(1, place), (Int(bytes[place]), place + 1)]
    }

    private func places(of needle: [UInt8], in bytes: [UInt8]) -> [Int] {
        var places: [Int] = []
        bytes.withUnsafeBytes { all in
            needle.withUnsafeBytes { wanted in
                guard let base = all.baseAddress, let first = wanted.baseAddress, !needle.isEmpty else { return }
                var start = 0
                while start + needle.count <= bytes.count,
                    let hit = memchr(base + start, Int32(needle[0]), bytes.count - start - needle.count + 1)
                {
                    let place = base.distance(to: UnsafeRawPointer(hit))
                    if memcmp(hit, first, needle.count) == 0 { places.append(place) }
                    start = place + 1
                }
            }
        }
        return places
    }
}
