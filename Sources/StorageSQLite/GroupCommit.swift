import Foundation
import GRDB
import Storage

/// The one thread that writes to a SQLite database.
///
/// Whatever waits when it is free goes into one transaction and is on disk with one sync; then everyone hears at once. What one closure did
/// wrong harms no other: its own changes alone are undone.
final class GroupCommit: Sendable {
    enum Order: Sendable {
        /// May share a transaction, and may be repeated.
        case shared(any WaitingWork)
        /// Has a transaction of its own, once.
        case alone(any WaitingWork)
        /// The write-ahead log is emptied after everything that was asked before.
        case scrub(any WaitingWork)
    }

    private let pool: DatabasePool
    private let files: OpenFiles
    private let orders = Mailbox<Order>(bound: 16_384)
    private let end = DispatchSemaphore(value: 0)
    /// Orders in one transaction at most.
    private static let most = 512

    init(_ pool: DatabasePool, _ files: OpenFiles, name: String) {
        self.pool = pool
        self.files = files
        let thread = Thread { [self] in work() }
        thread.name = name
        thread.stackSize = 2 << 20
        thread.start()
    }

    func write<Value: Sendable>(
        sharing: Bool, _ body: @escaping @Sendable (any SQLSession) throws -> Value
    ) async throws -> Value {
        try await withUnsafeThrowingContinuation { waiter in
            let work = Waiting(waiter, body)
            if !orders.put(sharing ? .shared(work) : .alone(work)) { work.fail(SQLError(.busy)) }
        }
    }

    func scrub() async throws {
        try await withUnsafeThrowingContinuation { waiter in
            let work = Waiting(waiter) { _ in () }
            if !orders.put(.scrub(work)) { work.fail(SQLError(.busy)) }
        }
    }

    /// Comes back when all that waited is done.
    func close() {
        orders.close()
        end.wait()
    }

    private func work() {
        serve(KnownStatements())
        end.signal()
    }

    private func serve(_ known: KnownStatements) {
        var owesScrub = false
        while true {
            // While an older picture is still read, the log cannot be emptied; then it is tried again until it can.
            guard let batch = orders.takeAll(upTo: Self.most, patience: owesScrub ? .milliseconds(500) : nil) else { break }
            pool.writeWithoutTransaction { connection in
                let writer = BatchWriter(connection, SQLiteSession(connection, known), files)
                owesScrub = writer.run(batch, owesScrub: owesScrub)
            }
        }
        if owesScrub { pool.writeWithoutTransaction { connection in _ = try? connection.checkpoint(.truncate) } }
    }
}

/// One connection with one batch of writes.
private struct BatchWriter {
    private let connection: Database
    private let session: SQLiteSession
    private let files: OpenFiles

    init(_ connection: Database, _ session: SQLiteSession, _ files: OpenFiles) {
        self.connection = connection
        self.session = session
        self.files = files
    }

    /// - Returns: whether the log has still to be emptied.
    func run(_ batch: [GroupCommit.Order], owesScrub: Bool) -> Bool {
        var shared: [any WaitingWork] = []
        var scrubs: [any WaitingWork] = []
        for order in batch {
            switch order {
            case .shared(let work): shared.append(work)
            case .scrub(let work): scrubs.append(work)
            case .alone(let work):
                together(shared)
                shared = []
                alone(work)
            }
        }
        together(shared)
        guard owesScrub || !scrubs.isEmpty else { return false }
        let isDone = emptyLog()
        for scrub in scrubs {
            do {
                try scrub.attempt(session)
                scrub.succeed()
            } catch { scrub.fail(error) }
        }
        return !isDone
    }

    /// Nobody waits for those who read: what cannot be done now is done later.
    private func emptyLog() -> Bool {
        do {
            try connection.execute(sql: "PRAGMA busy_timeout = 20")
            defer { try? connection.execute(sql: "PRAGMA busy_timeout = \(SQLiteDatabase.patience * 1000)") }
            try connection.checkpoint(.truncate)
            return true
        } catch { return false }
    }

    /// One transaction for all.
    private func together(_ works: [any WaitingWork]) {
        if let only = works.first, works.count == 1 { return alone(only) }
        guard !works.isEmpty else { return }
        switch attempt(works, withSavepoints: false) {
        case .committed: return
        case .tangled:
            // One of them failed after it had changed something. Again, with a mark before each.
            if attempt(works, withSavepoints: true) == .committed { return }
        case .lost: break
        }
        // The transaction as a whole could not be: no room, or no disk. Whoever can be alone, is.
        for work in works { alone(work) }
    }

    private enum Outcome {
        case committed, tangled, lost
    }

    private func attempt(_ works: [any WaitingWork], withSavepoints: Bool) -> Outcome {
        var failures: [Int: any Error] = [:]
        do {
            try execute("BEGIN IMMEDIATE")
            for (place, work) in works.enumerated() {
                let changes = connection.totalChangesCount
                do {
                    if withSavepoints { try execute("SAVEPOINT one") }
                    try work.attempt(session)
                } catch {
                    failures[place] = error
                    // Some errors end the whole transaction, and with it what others did.
                    guard connection.isInsideTransaction else { return .lost }
                    if withSavepoints {
                        try execute("ROLLBACK TO one")
                    } else if connection.totalChangesCount != changes {
                        rollBack()
                        return .tangled
                    }
                }
                if withSavepoints { try execute("RELEASE one") }
            }
            try execute("COMMIT")
        } catch {
            rollBack()
            return .lost
        }
        let isKept = files.areInPlace
        for (place, work) in works.enumerated() {
            if let error = failures[place] ?? (isKept ? nil : OpenFiles.gone) { work.fail(error) } else { work.succeed() }
        }
        return .committed
    }

    private func alone(_ work: any WaitingWork) {
        do {
            try execute("BEGIN IMMEDIATE")
            try work.attempt(session)
            try execute("COMMIT")
            guard files.areInPlace else { throw OpenFiles.gone }
        } catch {
            rollBack()
            work.fail(error)
            return
        }
        work.succeed()
    }

    private func execute(_ sql: String) throws { try mappingErrors { try connection.cachedStatement(sql: sql).execute() } }

    private func rollBack() {
        if connection.isInsideTransaction { try? execute("ROLLBACK") }
    }
}
