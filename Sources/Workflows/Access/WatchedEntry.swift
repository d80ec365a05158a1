import Domain
import Synchronization

/// An entry with pages that stand open. However many they are, whether it still lasts is looked up once, and not again within the same second
/// for news that says no more than how many things stand in a conversation.
///
/// What it holds goes with the last of those pages. Nothing is opened on its word: whoever fetches what is new is asked anew.
public final class WatchedEntry: Sendable {
    private struct Look {
        var session: WorkerSession
        var at: Instant
    }
    private let last: Mutex<Look>

    fileprivate init(_ session: WorkerSession, at now: Instant) { last = Mutex(Look(session: session, at: now)) }

    /// The entry as it is now; nil when it ended.
    /// - Parameter anew: whether it is looked up in any case.
    /// - Throws: `.storeUnavailable`.
    public func present(_ place: Workplace, anew: Bool) async throws(WorkRefusal) -> WorkerSession? {
        let (known, now) = (last.withLock(\.self), place.now())
        if !anew, known.at == now { return known.session }
        guard let present = try await place.again(known.session) else { return nil }
        last.withLock { $0 = Look(session: present, at: now) }
        return present
    }
}

/// The entries of one node that pages stand open of, by the name of the entry's forms.
final class WatchedEntries: Sendable {
    private struct Place { weak var entry: WatchedEntry? }
    private let entries = Mutex<[String: Place]>([:])

    func entry(of session: WorkerSession, at now: Instant) -> WatchedEntry {
        entries.withLock { entries in
            if let known = entries[session.formScope]?.entry { return known }
            if entries.count >= 1024 { entries = entries.filter { $0.value.entry != nil } }
            let entry = WatchedEntry(session, at: now)
            entries[session.formScope] = Place(entry: entry)
            return entry
        }
    }
}

extension Workplace {
    /// The entry of this session, shared by all its pages that stand open here.
    public func watched(_ session: WorkerSession) -> WatchedEntry { watchedEntries.entry(of: session, at: now()) }
}
