/// A file that a person put in their dossier. What it is called, what it is and how long it is stand in a sealed item; here it is pieces of
/// one length.
/// - Source: security 2.4, 'Files'.
public enum DossierFile {
    /// Bytes of plain text in one piece; the last one is filled up.
    public static let piece = 65_536
    /// Bytes that a file may have at most: 25 MiB.
    public static let largest = 25 * 1024 * 1024
    /// Files that a dossier may hold at most, and the bytes of all together: 250 MiB.
    /// - Source: security 6.7.
    public static let most = 40
    public static let mostBytes = 250 * 1024 * 1024

    /// How many pieces a file of so many bytes has; an empty one has one too.
    public static func pieces(for size: Int) -> Int { max(1, (size + piece - 1) / piece) }
}

/// What is sealed in one piece of a file.
public enum FilePieceContent {}

/// How much room the files of a dossier take.
public struct FileRoom: Sendable, Hashable {
    public let files: Int
    public let pieces: Int

    public init(files: Int, pieces: Int) {
        self.files = files
        self.pieces = pieces
    }

    /// What a dossier may hold.
    public static let most = FileRoom(files: DossierFile.most, pieces: DossierFile.mostBytes / DossierFile.piece)
}

/// Where the pieces of files are kept, sealed. Of a file that is still coming in nothing can be read.
public protocol FileStore: Sendable {
    /// Begins a file in a part.
    /// - Parameters:
    ///   - sweptAfter: hours since 1970 after which it is thrown away, unless it was finished.
    ///   - most: what the dossier may hold with it.
    /// - Throws: `FileRefusal.noRoom` when the dossier holds as much as it may; `StoreRefusal.gone` when the part is not there, `.duplicate`.
    func begin(
        _ file: Identifier<DossierFile>, in section: Identifier<DossierSection>, sweptAfter: Int64, most: FileRoom
    ) async throws
    /// Adds the next pieces of a file that is coming in.
    /// - Parameter number: of the first of them, from 0.
    /// - Throws: `FileRefusal.noRoom`; `StoreRefusal.gone` when the file is not coming in any more, `.conflict` when these are not the next
    ///   pieces.
    func add(_ pieces: [Sealed<FilePieceContent>], from number: Int, to file: Identifier<DossierFile>, most: FileRoom) async throws
    /// The file is whole: from now on it can be read, as this item says. All or nothing.
    /// - Throws: `StoreRefusal.gone` when it is not coming in any more, `.conflict` when the part has another key by now or not so many
    ///   pieces are there, `.duplicate` when the item is there already.
    func finish(_ file: Identifier<DossierFile>, pieces: Int, as item: SealedItem) async throws
    /// Throws away a file that is still coming in. It is no error when it is not there.
    func abandon(_ file: Identifier<DossierFile>) async throws
    /// Pieces of a finished file, in their order; fewer when there are no more.
    func pieces(of file: Identifier<DossierFile>, from number: Int, limit: Int) async throws -> [Sealed<FilePieceContent>]
    /// What the files of a dossier take, with those that are coming in.
    func room(of dossier: Identifier<Dossier>) async throws -> FileRoom
    /// Takes away a finished file of a dossier, with its item.
    /// - Returns: false when the dossier has none of that name.
    func remove(_ item: Identifier<SealedItem>, of dossier: Identifier<Dossier>) async throws -> Bool
    /// Throws away what began to come in and never was whole.
    func sweep(before hour: Int64) async throws
}
