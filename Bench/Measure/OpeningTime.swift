import Domain
import Workflows

/// How long a helper waits for a conversation: its entry on disk in the log, then its key, then every message opened.
///
/// Each dossier is opened once, so that nothing of it is known before.
struct OpeningTime: Sendable {
    let dossiers: Int
    let messages: Int

    func measure(_ start: DeskStart) async throws -> [String: Double] {
        let desk = try await InventedDesk.make(start)
        for dossier in 0..<dossiers {
            let session = try await desk.person().session
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1..<messages {
                    group.addTask {
                        try await WriteMessage(desk.place)(
                            InventedDesk.text(number), in: session, slip: Confidential("form \(dossier).\(number)"))
                    }
                }
                try await group.waitForAll()
            }
        }
        let helper = try await desk.helper(1)
        let clock = ContinuousClock()
        var took: [Double] = []
        for row in try await Inbox(desk.place)(helper) {
            let began = clock.now
            let view = try await HelpPerson(desk.place).read(row.id, by: helper)
            took.append((clock.now - began).inSeconds * 1000)
            guard view.messages.count == messages else { throw MeasureRefusal.missing("message") }
        }
        guard took.count == dossiers else { throw MeasureRefusal.missing("dossier") }
        await desk.remove(start)
        return ["milliseconds": took.median, "slowest": took.percentile(1), "p95": took.percentile(0.95)]
    }
}
