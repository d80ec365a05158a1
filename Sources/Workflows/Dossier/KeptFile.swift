public import Domain
import Vault

/// A file of a dossier: what it is called and is, opened.
public struct KeptFile: Sendable {
    public let id: Identifier<SealedItem>
    public let at: Instant
    public let name: Confidential<FileName>
    public let kind: FileKind
    /// In bytes.
    public let size: Int
    /// Whether everything was left in that a photo tells about itself.
    public let isAsMade: Bool
    /// SHA-256 in hexadecimal: that it is the same, later.
    public let hash: Confidential<String>
    let key: FileKey
}

extension KeptFile {
    /// What stands sealed in the item of a file.
    static func packed(
        _ name: FileName, _ kind: FileKind, _ whole: FileSealer.Whole, isAsMade: Bool, _ key: FileKey
    ) -> [UInt8] {
        Packed.write([
            key.file.bytes, key.kept.exposed, Packed.number(Int64(whole.size)), Array(kind.rawValue.utf8), [isAsMade ? 1 : 0],
            Array(whole.hash.utf8), Array(name.stem.utf8),
        ])
    }

    /// - Throws: `KeyRefusal` when it does not open, `.notFound` when it is no file.
    init(_ sealed: SealedItem, in section: DossierSection, under key: SectionKey) throws {
        let item = try ItemSealer.open(sealed, dossier: section.dossier, under: key)
        guard item.kind == .file, let outer = Packed.read(item.content.revealed), outer.count == 2, let fields = Packed.read(outer[1]),
            fields.count == 7, let file = Identifier<DossierFile>(bytes: fields[0]), let kind = FileKind(rawValue: Packed.text(fields[3]))
        else { throw WorkRefusal.notFound }
        id = item.id
        at = Instant(seconds: Packed.number(outer[0]))
        name = Confidential(FileName(Packed.text(fields[6]) + "." + kind.ending))
        self.kind = kind
        size = Int(Packed.number(fields[2]))
        isAsMade = fields[4] == [1]
        hash = Confidential(Packed.text(fields[5]))
        self.key = try FileKey(Secret(fields[1]), of: file, in: section.id, of: section.dossier)
    }
}

/// A file on its way to whoever may have it: some pieces at a time, each looked at before any of it goes out.
public struct OutgoingFile: Sendable {
    /// Pieces that are read at once: half a mebibyte.
    private static let batch = 8
    public let file: KeptFile
    /// Which file of the part it is, from 1, where somebody sees all of them.
    public var number = 1
    let place: Workplace
    /// Whether whoever reads may still read.
    let check: @Sendable () async throws(WorkRefusal) -> Void

    public var pieces: Int { DossierFile.pieces(for: file.size) }

    /// The plain text of some pieces from one on, and which piece is the next.
    /// - Throws: when a piece is not there, was changed or is another's, and when it may not be read any more.
    public func bytes(from number: Int) async throws(WorkRefusal) -> (bytes: [UInt8], next: Int) {
        try await check()
        let count = min(Self.batch, pieces - number)
        return try await place.stored {
            let sealed = try await place.stores.files.pieces(of: file.key.file, from: number, limit: count)
            guard sealed.count == count else { throw WorkRefusal.storeUnavailable }
            var bytes: [UInt8] = []
            bytes.reserveCapacity(count * DossierFile.piece)
            for (offset, piece) in sealed.enumerated() { bytes += try file.key.open(piece, number: number + offset, size: file.size) }
            return (bytes, number + count)
        }
    }
}

extension Workplace {
    /// The files of one volume, oldest first.
    func files(in section: DossierSection, _ key: SectionKey) async throws(WorkRefusal) -> [KeptFile] {
        try await stored {
            var files: [KeptFile] = []
            var after = 0
            while true {
                let items = try await stores.sections.items(section.id, after: after, limit: 500)
                for item in items where ItemSealer.label(of: item)?.kind == .file {
                    files.append(try KeptFile(item, in: section, under: key))
                }
                guard items.count == 500 else { return files }
                after += 500
            }
        }
    }
}
