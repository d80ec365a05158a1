import Domain

/// A file in memory, as it is kept.
struct MemoryFile {
    let section: Identifier<DossierSection>
    var item: Identifier<SealedItem>?
    var sweptAfter: Int64?
    var pieces: [Sealed<FilePieceContent>] = []
}

extension MemoryRecords: FileStore {
    public func begin(
        _ file: Identifier<DossierFile>, in section: Identifier<DossierSection>, sweptAfter: Int64, most: FileRoom
    ) async throws {
        try write { state in
            guard let dossier = state.sections[section]?.dossier else { throw StoreRefusal.gone }
            let room = state.room(of: dossier)
            guard room.files < most.files, room.pieces < most.pieces else { throw FileRefusal.noRoom }
            try refuse(.duplicate, when: state.files[file] != nil)
            state.files[file] = MemoryFile(section: section, sweptAfter: sweptAfter)
        }
    }

    public func add(
        _ pieces: [Sealed<FilePieceContent>], from number: Int, to file: Identifier<DossierFile>, most: FileRoom
    ) async throws {
        try write { state in
            guard let there = state.files[file], there.item == nil, let dossier = state.sections[there.section]?.dossier else {
                throw StoreRefusal.gone
            }
            guard state.room(of: dossier).pieces + pieces.count <= most.pieces else { throw FileRefusal.noRoom }
            try refuse(.conflict, when: there.pieces.count != number)
            state.files[file]?.pieces += pieces
        }
    }

    public func finish(_ file: Identifier<DossierFile>, pieces: Int, as item: SealedItem) async throws {
        try write { state in
            guard let there = state.files[file], there.item == nil else { throw StoreRefusal.gone }
            try refuse(.conflict, when: state.sections[item.section]?.version != item.version)
            try state.insert(item)
            try refuse(.conflict, when: there.section != item.section || there.pieces.count != pieces)
            state.files[file]?.item = item.id
            state.files[file]?.sweptAfter = nil
        }
    }

    public func abandon(_ file: Identifier<DossierFile>) async throws {
        write { state in if state.files[file]?.item == nil { state.files[file] = nil } }
    }

    public func pieces(of file: Identifier<DossierFile>, from number: Int, limit: Int) async throws -> [Sealed<FilePieceContent>] {
        read { state in
            guard let there = state.files[file], there.item != nil else { return [] }
            return Array(there.pieces.dropFirst(number).prefix(limit))
        }
    }

    public func room(of dossier: Identifier<Dossier>) async throws -> FileRoom { read { $0.room(of: dossier) } }

    public func remove(_ item: Identifier<SealedItem>, of dossier: Identifier<Dossier>) async throws -> Bool {
        write { state in
            guard let there = state.files.first(where: { $0.value.item == item }),
                state.sections[there.value.section]?.dossier == dossier
            else { return false }
            state.files[there.key] = nil
            state.items.removeAll { $0.id == item }
            return true
        }
    }

    public func sweep(before hour: Int64) async throws {
        write { state in state.files = state.files.filter { $0.value.sweptAfter.map { $0 >= hour } ?? true } }
    }
}

extension MemoryRecords.State {
    fileprivate func room(of dossier: Identifier<Dossier>) -> FileRoom {
        let files = files.values.filter { sections[$0.section]?.dossier == dossier }
        return FileRoom(files: files.count, pieces: files.reduce(0) { $0 + $1.pieces.count })
    }
}
