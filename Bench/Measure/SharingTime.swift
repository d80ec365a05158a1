import Domain
import Foundation
import Vault
import Workflows

/// How long sharing takes: a team opens a part, a person takes one back that holds much, a team's list with many in it, and the same list
/// when the database holds a million that are not theirs. Everything with its entries in the log, on SQLite with every sync.
struct SharingTime: Sendable {
    let dossiers: Int
    /// In the part that is taken back.
    let items: Int
    /// In the team's list.
    let listed: Int
    /// Of other teams, in the same database.
    let others: Int

    private let clock = ContinuousClock()

    init(dossiers: Int, items: Int, listed: Int, others: Int) {
        self.dossiers = dossiers
        self.items = items
        self.listed = listed
        self.others = others
    }

    func measure(_ start: DeskStart) async throws -> [String: Double] {
        let desk = try await InventedDesk.make(start)
        let trauma = try await desk.partner("Trauma")
        let lawyers = try await desk.partner("Lawyers")
        let parts = try await opened(desk, trauma)
        let withdrawn = try await withdrawn(desk, trauma.team, lawyers.team)
        let list = try await list(desk, lawyers)
        try await multiply(start)
        let few = try await desk.partner("Few")
        for number in 0..<30 { try await ask(few.team, desk, number) }
        let inbox = try await times(20) { () in
            guard try await WorkReferrals(desk.place).received(few.session).count == 30 else { throw MeasureRefusal.missing("referral") }
        }
        await desk.remove(start)
        return [
            "part": parts.median, "part95": parts.percentile(0.95), "withdraw": withdrawn.median,
            "withdrawSlowest": withdrawn.percentile(1),
            "list": list.median, "listFirst": list.first ?? .nan, "inbox": inbox.median, "inboxFirst": inbox.first ?? .nan,
        ]
    }

    private func times(_ count: Int, _ work: () async throws -> Void) async throws -> [Double] {
        var took: [Double] = []
        for _ in 0..<count {
            let began = clock.now
            try await work()
            took.append((clock.now - began).inSeconds * 1000)
        }
        return took
    }

    private func write(_ count: Int, _ session: PersonSession, _ place: Workplace) async throws {
        for number in 0..<count {
            try await OwnParts(place).write(
                InventedDesk.text(number), in: .story, seen: number, slip: Confidential(place.chance.bytes(8).description), session)
        }
    }

    private func give(_ team: Team, _ session: PersonSession, _ place: Workplace) async throws -> Consent {
        try await GiveConsent(place)(
            ConsentOffer(team: team.id, parts: [.story], scope: .all, purpose: .help, weeks: 26), text: Confidential("agreed"),
            language: .dutch, slip: Confidential(place.chance.bytes(8).description), session)
    }

    /// Milliseconds for each part of ten pieces, each of another person and opened once, so that nothing of it is known before.
    private func opened(_ desk: InventedDesk, _ receiver: (team: Team, session: WorkerSession)) async throws -> [Double] {
        var consents: [Consent] = []
        for _ in 0..<dossiers {
            let person = try await desk.kept()
            try await write(10, person, desk.place)
            consents.append(try await give(receiver.team, person, desk.place))
        }
        var took: [Double] = []
        for consent in consents {
            let began = clock.now
            let part = try await ReadSharedParts(desk.place).read(.story, on: consent.id, by: receiver.session)
            took.append((clock.now - began).inSeconds * 1000)
            guard part.versions.count == 10 else { throw MeasureRefusal.missing("piece") }
        }
        return took
    }

    /// Milliseconds to take a part back from one of two teams: the other goes on with the new key.
    private func withdrawn(_ desk: InventedDesk, _ team: Team, _ other: Team) async throws -> [Double] {
        let person = try await desk.kept()
        try await write(items, person, desk.place)
        _ = try await give(other, person, desk.place)
        var took: [Double] = []
        for _ in 0..<5 {
            let consent = try await give(team, person, desk.place)
            let began = clock.now
            try await WithdrawConsent(desk.place)(consent.id, person)
            took.append((clock.now - began).inSeconds * 1000)
        }
        return took
    }

    private func ask(_ team: Team, _ desk: InventedDesk, _ number: Int) async throws {
        let person = try await desk.person().session
        try await SendReferral(desk.place)(
            ReferralDraft(
                to: team.id, urgency: number.isMultiple(of: 7) ? .u1 : .u2, line: Confidential("Vrouw, dertig tot veertig, traumahulp."),
                question: InventedDesk.text(number), told: []), slip: Confidential(desk.place.chance.bytes(8).description), by: person)
    }

    private func list(_ desk: InventedDesk, _ receiver: (team: Team, session: WorkerSession)) async throws -> [Double] {
        for number in 0..<listed { try await ask(receiver.team, desk, number) }
        return try await times(20) { () in
            let lines = try await WorkReferrals(desk.place).received(receiver.session)
            guard lines.count == listed, lines.allSatisfy({ $0.card != nil }) else { throw MeasureRefusal.missing("referral") }
        }
    }

    /// Fills the database with what others have: by a program that is not ours, since nobody could ask so much in a minute.
    private func multiply(_ start: DeskStart) async throws {
        let fill = Process()
        fill.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        fill.arguments = ["python3", "-c", Self.filling, start.desk + "/entree.sqlite", String(others)]
        try fill.run()
        await Task.detached { fill.waitUntilExit() }.value
        guard fill.terminationStatus == 0 else { throw MeasureRefusal.missing("other referrals") }
    }

    private static let filling = """
        import sqlite3, sys
        database = sqlite3.connect(sys.argv[1], timeout=60)
        columns = [name for _, name, *_ in database.execute("PRAGMA table_info(referral)")]
        given = {
            "id": "randomblob(16)", "state": "CASE n % 20 WHEN 0 THEN 'requested' ELSE 'completed' END", "consent": "NULL",
            "receiver": "CAST('other team ' || (10000 + n % 200) AS BLOB)", "arrival": "1000000 + n"}
        database.execute(
            "INSERT INTO referral (" + ", ".join(columns) + ") WITH RECURSIVE numbers(n) AS "
            "(SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?) SELECT "
            + ", ".join(given.get(name, "one." + name) for name in columns)
            + " FROM numbers, (SELECT * FROM referral LIMIT 1) AS one", [int(sys.argv[2])])
        database.commit()
        """
}
