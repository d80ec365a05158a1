import Domain
import Foundation

/// What an auditor gets: the whole log as lines of JSON, with nothing in it that opens an entry.
///
/// First the log's public key, then every head and every leaf in order. `Tools/verify_log.py` reads it.
/// - Source: security 3.3, 7.4 L4.
public struct AuditExport: Sendable {
    private let store: any AuditStore
    private let key: LogVerifierKey

    public init(_ store: any AuditStore, key: LogVerifierKey) {
        self.store = store
        self.key = key
    }

    /// Gives one line after another, without the end of line.
    public func lines(_ give: (String) async throws -> Void) async throws {
        try await give(text(.object(["kind": "log", "key": .text(key.text)])))
        let size = try await store.head()?.size ?? 0
        var next: Int64 = 0
        while next < size {
            let end = min(size, next + 1000)
            for leaf in try await store.leaves(from: next, limit: Int(end - next)) where leaf.index < end {
                try await give(text(line(leaf)))
            }
            for head in try await store.heads(in: next + 1...end, limit: Int(end - next)) { try await give(text(line(head))) }
            next = end
        }
        // What stands behind the newest head is signed by nobody; whoever checks should see that it is there.
        for leaf in try await store.leaves(from: size, limit: 1000) { try await give(text(line(leaf))) }
    }

    private func line(_ head: AuditHead) -> CanonicalJSON {
        .object(["kind": "head", "size": .number(head.size), "root": hex(head.root), "note": .text(head.note)])
    }

    private func line(_ leaf: AuditLeaf) -> CanonicalJSON {
        .object([
            "kind": "leaf", "index": .number(leaf.index), "data": hex(leaf.data), "reference": hex(leaf.reference),
            "previous": .number(leaf.previous), "key": .text(leaf.key.text), "salt": hex(leaf.salt), "payload": hex(leaf.payload.bytes),
        ])
    }

    private func hex(_ bytes: [UInt8]) -> CanonicalJSON { .text(Hexadecimal.encode(bytes)) }
    private func text(_ line: CanonicalJSON) -> String { String(decoding: line.bytes, as: UTF8.self) }
}
