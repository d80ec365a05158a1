import Domain
import Foundation
import TestKit
import Testing
import Vault

@testable import Workflows

/// Random sequences of everything that changes who may see what, held against plain sets (A4).
///
/// The model knows, for each part, the texts that were written and, for each team, which of them it may see. After each act every team of every
/// organisation is asked for every part, and must see exactly that.
@Suite("Whatever happens in whatever order (A4)", .tags(.R22, .R62))
struct ConsentModelTests {
    private struct TeamOfModel {
        var team: Team
        var sessions: [WorkerSession]
        var logins: [String]
    }

    private struct Model {
        /// By part, in order.
        var written: [DossierSection.Kind: [String]] = [:]
        /// By team: the consent of now, from which text on each of its parts is seen, and its last week.
        var seen: [Int: (consent: Identifier<Consent>, from: [DossierSection.Kind: Int], endsIn: Week)] = [:]
        var barred: Set<Int> = []
    }

    private static let parts: [DossierSection.Kind] = [.story, .medical]

    @Test("each team sees what the person lets it see now, and nothing else", arguments: sequences)
    func sequence(_ seed: UInt64) async throws {
        let desk = try await TestWorkplace.make(seed: seed)
        let place = desk.place
        var teams: [TeamOfModel] = []
        for (number, name) in ["North", "South"].enumerated() {
            let logins = ["a\(number)", "b\(number)"]
            let (team, sessions) = try await desk.partner(name, people: logins)
            teams.append(TeamOfModel(team: team, sessions: sessions, logins: logins))
        }
        let person = try await desk.kept()
        var chance = SeededChance(seed)
        var model = Model()
        for turn in 0..<Self.turns {
            try await act(&model, &teams, desk, person, &chance, turn)
            try await check(model, teams, place, person, "seed \(seed), turn \(turn)")
        }
        await desk.remove()
    }

    private func act(
        _ model: inout Model, _ teams: inout [TeamOfModel], _ desk: TestWorkplace, _ person: PersonSession,
        _ chance: inout SeededChance, _ turn: Int
    ) async throws {
        let place = desk.place
        let who = Int.random(in: 0..<teams.count, using: &chance)
        let kind = Self.parts[Int.random(in: 0..<Self.parts.count, using: &chance)]
        switch Int.random(in: 0..<11, using: &chance) {
        case 0...2:
            let text = "text \(turn)"
            try await OwnParts(place).write(
                Confidential(text), in: kind, seen: model.written[kind]?.count ?? 0, slip: Confidential(text), person)
            model.written[kind, default: []].append(text)
        case 3...5:
            let parts = Bool.random(using: &chance) ? Self.parts : [kind]
            let scope: ConsentTerms.Scope = Bool.random(using: &chance) ? .all : .fromNow
            let weeks = Int.random(in: 1...6, using: &chance)
            let offer = ConsentOffer(team: teams[who].team.id, parts: parts, scope: scope, purpose: .help, weeks: weeks)
            do {
                let consent = try await GiveConsent(place)(
                    offer, text: Confidential("t\(turn)"), language: .dutch, slip: Confidential("s\(turn)"), person)
                #expect(!model.barred.contains(who))
                let from = parts.map { ($0, scope == .all ? 0 : model.written[$0]?.count ?? 0) }
                model.seen[who] = (consent.id, Dictionary(uniqueKeysWithValues: from), consent.endsIn)
            } catch {
                #expect(error == .barred && model.barred.contains(who))
            }
        case 6:
            guard let held = model.seen[who] else { return }
            try await WithdrawConsent(place)(held.consent, person)
            model.seen[who] = nil
        case 7:
            desk.clock.advance(days: 7)
            if Bool.random(using: &chance) { _ = try await ExpireConsents(place)() }
        case 8:
            try await changePeople(of: &teams[who], desk, turn)
        case 9: try await giveBack(Bool.random(using: &chance) ? kind : nil, &model, teams, who, place)
        default:
            let never = NeverList(place)
            if model.barred.contains(who) {
                for entry in try await never.read(person) where entry.label.revealed == "\(who)" {
                    try await never.remove(entry.id, person)
                }
                model.barred.remove(who)
            } else {
                try await never.add(.team(teams[who].team.id), label: Confidential("\(who)"), person)
                model.barred.insert(who)
                model.seen[who] = nil
            }
        }
    }

    /// A team needs a part not, or none of it.
    private func giveBack(
        _ part: DossierSection.Kind?, _ model: inout Model, _ teams: [TeamOfModel], _ who: Int, _ place: Workplace
    ) async throws {
        guard let held = model.seen[who] else { return }
        let mayGive = place.week <= held.endsIn && (part.map { held.from[$0] != nil } ?? true)
        do {
            try await GiveBack(place)(SharingReturn(part), on: held.consent, by: teams[who].sessions[0])
            #expect(mayGive)
        } catch {
            #expect(error == .notFound && !mayGive)
            return
        }
        if let part { model.seen[who]?.from[part] = nil }
        if part == nil || model.seen[who]?.from.isEmpty == true { model.seen[who] = nil }
    }

    /// Somebody new is let in, somebody leaves, and the team gets a new key.
    private func changePeople(of team: inout TeamOfModel, _ desk: TestWorkplace, _ turn: Int) async throws {
        let place = desk.place
        let login = "n\(turn)-\(team.team.id.text.prefix(6))"
        let code = try await place.invite(
            name: "N\(turn)", login: login, role: .partnerWorker, organisation: team.team.organisation,
            teams: [team.team.id])
        let cookie = try await AcceptInvitation(place)(
            code.text, passphrase: Confidential(TestWorkplace.passphrase), secondFactor: TestWorkplace.factor,
            factor: TestWorkplace.factor.code(now: desk.clock.now))
        let new = try #require(try await place.workerSession(cookie))
        try await RenewTeamKey(place).admit(new.worker.id, to: team.team.id, by: team.sessions[0])
        try await place.stores.workers.leave(team.sessions[0].worker.id)
        let stayed = try await desk.enter(team.logins[1]).session
        try await RenewTeamKey(place).renewWhereSomebodyLeft(stayed)
        team.sessions = [try #require(try await place.again(stayed)), try #require(try await place.again(new))]
        team.logins = [team.logins[1], login]
        team.team = try #require(try await place.stores.teams.team(team.team.id))
    }

    private func check(
        _ model: Model, _ teams: [TeamOfModel], _ place: Workplace, _ person: PersonSession, _ moment: String
    ) async throws {
        let consents = try await place.stores.consents.consents(of: person.dossier)
        for (number, team) in teams.enumerated() {
            for kind in Self.parts {
                let held = model.seen[number].flatMap { place.week <= $0.endsIn ? $0 : nil }
                let expected = held.flatMap { held in held.from[kind].map { Array((model.written[kind] ?? []).dropFirst($0)) } }
                // On the consent of now and on every one of before: nothing that ended opens anything.
                var found: [String]?
                for consent in consents where consent.team == team.team.id {
                    guard let part = try? await ReadSharedParts(place).read(kind, on: consent.id, by: team.sessions[0]) else { continue }
                    #expect(consent.id == held?.consent, "\(moment)")
                    found = part.versions.map(\.text.revealed)
                }
                #expect(found == expected, "\(moment), team \(number), \(kind)")
                // And the store holds no key for them either, once the time was looked at.
                guard model.seen[number] == nil else { continue }
                for section in try await place.stores.sections.sections(of: person.dossier) where section.kind == kind {
                    let grants = try await place.stores.consents.grants(of: section.id)
                    let holders = grants.filter { if case .team(team.team.id, _) = $0.holder { true } else { false } }
                    #expect(holders.isEmpty, "\(moment)")
                }
            }
        }
        for (kind, texts) in model.written {
            #expect(try await OwnParts(place).read(kind, person).versions.map(\.text.revealed) == texts, "\(moment)")
        }
    }

    /// Sequences and acts in each: some hundreds of acts in every run; `FUZZ` says how many acts in all.
    private static let turns = 40
    private static var sequences: [UInt64] {
        let acts = ProcessInfo.processInfo.environment["FUZZ"].flatMap { Int($0) }.map { max(80, $0 / 10) } ?? 240
        return (0..<UInt64(max(1, acts / turns))).map { 71 + $0 }
    }
}
