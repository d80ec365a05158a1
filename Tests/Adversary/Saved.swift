/// A key, and what it was found to open.
struct NamedKey: Codable, Sendable, Hashable {
    let of: [UInt8]
    let key: [UInt8]
}

/// Everything that somebody ever had in their hands and kept.
struct Saved: Codable, Sendable, Equatable {
    /// Seeds of X-Wing: their own, and those of their teams in every generation.
    var seeds: Set<[UInt8]> = []
    /// Of dossiers. The server alone has them: only who also holds its key folder comes by them.
    var shreds: Set<NamedKey> = []
    /// Of sections, in every version.
    var sections: Set<NamedKey> = []
    /// Of items.
    var contents: Set<NamedKey> = []
    /// Of files, with what stands in front of each nonce.
    var files: Set<NamedKey> = []
    /// Of entries of the log.
    var entries: Set<NamedKey> = []

    /// What is left when the keys of single things were not kept, only those from which they come.
    var withoutContents: Saved {
        var less = self
        (less.contents, less.files, less.entries, less.shreds) = ([], [], [], [])
        return less
    }

    mutating func add(_ other: Saved) {
        seeds.formUnion(other.seeds)
        shreds.formUnion(other.shreds)
        sections.formUnion(other.sections)
        contents.formUnion(other.contents)
        files.formUnion(other.files)
        entries.formUnion(other.entries)
    }

    var count: Int { seeds.count + shreds.count + sections.count + contents.count + files.count + entries.count }
}

/// Something that opened: what it is, never what it says.
struct Opened: Codable, Sendable, Hashable {
    /// The sort of section and of thing, or the column.
    let kind: String
    /// Name of the row.
    let name: String
    /// Name of the dossier; empty where there is none.
    let dossier: String
    let hash: String
    /// Which of the words stand in it that were asked for, by number.
    let words: [Int]
}
