import Domain
import Foundation
import Storage
import TestKit
import Testing
import Vault

@testable import RevokedInsider
@testable import Workflows

/// A person, their story, and everybody who came to hold a key to some of it. What is said at a moment has its own word.
private struct Scene {
    let desk: TestWorkplace
    let place: Workplace
    let person: PersonSession
    let sam: WorkerSession
    let trauma: (team: Team, sessions: [WorkerSession])
    let lawyers: (team: Team, sessions: [WorkerSession])
    let home: (team: Team, sessions: [WorkerSession])
    let consent: Consent
    let referral: Identifier<Referral>
    let handover: Identifier<WarmHandover>
    let table: Identifier<CaseTable>

    static let parts: [DossierSection.Kind] = [.story, .medical]
    /// Every word that is said, before and after.
    static let sorts = ["story", "medical", "file", "asked", "talk", "table", "message", "note"]
    static func word(_ sort: String, _ when: String) -> String { "KANARIE-\(sort)-\(when)" }
    static let words = ["one", "two", "three", "four"].flatMap { when in sorts.map { word($0, when) } }

    init() async throws {
        desk = try await testWorkplace()
        place = desk.place
        trauma = try await desk.partner("Traumahulp", people: ["tess", "tom"])
        lawyers = try await desk.partner("Advocaten", people: ["lena"])
        home = try await desk.partner("Veilig Thuis", people: ["vera"], kind: .domesticChildProtection)
        person = try await desk.kept(Self.word("message", "one"))
        sam = try await desk.enter("sam").session
        try await HelpPerson(place).claim(person.conversation, by: sam)
        try await HelpPerson(place).note(person.conversation, Confidential(Self.word("note", "one")), by: sam)
        let (place, person, sam) = (place, person, sam)
        func ask(_ team: Team) async throws -> Identifier<Referral> {
            try await SendReferral(place)(
                ReferralDraft(
                    to: team.id, urgency: .u2, line: Confidential("30-40"), question: Confidential(Self.word("asked", "one")), told: []),
                in: person.conversation, slip: Confidential("ask" + team.id.text), by: sam)
        }
        referral = try await ask(trauma.team)
        var revision = try #require(try await place.stores.referrals.referral(referral)).revision
        try await WorkReferrals(place).step(ReferralStep(.accepted), on: referral, revision: revision, by: trauma.sessions[0])
        try await WarmHandovers(place).invite(referral, in: person.conversation, by: sam)
        handover = try #require(try await WarmHandovers(place).received(trauma.sessions[0]).first).handover.id
        try await WarmHandovers(place).come(handover, by: trauma.sessions[0])
        try await OwnHandovers(place).agree(
            handover, guest: trauma.sessions[0].worker.id, withBefore: false, text: Confidential("words"), person)
        try await Self.write("one", place, person)
        consent = try await Self.give(trauma.team, Self.parts + [.files], place, person)
        _ = try await Self.give(lawyers.team, [.story], place, person)
        revision = try #require(try await place.stores.referrals.referral(referral)).revision
        try await OwnReferrals(place).share(referral, revision: revision, on: consent, person)
        table = try await ProposeTable(place)(
            TableDraft(
                kind: .actionMeeting, purpose: Confidential("Samen"), teams: [trauma.team.id, lawyers.team.id], weeks: 12),
            in: person.conversation, slip: Confidential("table"), by: sam)
        let asked = try await OwnTables(place).read(table, person)
        try await OwnTables(place).agree(table, revision: asked.table.revision, text: Confidential("words"), person)
        try await talk("one")
        try await meet("one", by: sam)
    }

    private static func write(_ when: String, _ place: Workplace, _ person: PersonSession) async throws {
        for part in parts {
            let seen = try await OwnParts(place).read(part, person).count
            try await OwnParts(place).write(
                Confidential(word(part.rawValue, when)), in: part, seen: seen, slip: Confidential(when + part.rawValue), person)
        }
        var coming = try await OwnFiles(place).begin(Confidential(FileName("brief.txt")), keepsAll: true, person)
        try await coming.add(Array((word("file", when) + String(repeating: "x", count: 70_000)).utf8))
        try await coming.finish(slip: Confidential("file" + when))
    }

    static func give(
        _ team: Team, _ parts: [DossierSection.Kind], _ place: Workplace, _ person: PersonSession, weeks: Int = 4
    ) async throws -> Consent {
        try await GiveConsent(place)(
            ConsentOffer(team: team.id, parts: parts, scope: .all, purpose: .help, weeks: weeks),
            text: Confidential("agreed \(team.id.text)"), language: .dutch, slip: Confidential("give" + team.id.text), person)
    }

    /// Everything is written in once more, by whoever may.
    func goOn(_ when: String) async throws {
        try await Self.write(when, place, person)
        try await WriteMessage(place)(Confidential(Self.word("message", when)), in: person, slip: Confidential("s" + when))
        try await HelpPerson(place).note(person.conversation, Confidential(Self.word("note", when)), by: sam)
        if try await place.stores.handovers.handover(handover)?.isJoined(in: place.week) == true { try await talk(when) }
        if try await place.stores.tables.table(table)?.isOver == false { try await meet(when, by: sam) }
    }

    func talk(_ when: String) async throws {
        try await OwnHandovers(place).say(Confidential(Self.word("talk", when)), in: handover, slip: Confidential("t" + when), person)
    }

    func meet(_ when: String, by worker: WorkerSession) async throws {
        var step = TableStep(.action, by: nil)
        step.text = Confidential(Self.word("table", when))
        step.team = lawyers.team.id
        step.day = AmsterdamTime(place.now()).day.adding(days: 3)
        let seen = try await WorkTables(place).read(table, by: worker).count
        try await WorkTables(place).step(step, on: table, seen: seen, slip: Confidential("m" + when), by: worker)
    }

    /// The files as they lie there now.
    func copy() async throws -> Copy { try await Copy(of: desk.folder) }

    /// Somebody who saved something, with copies, and with the key folder of the server.
    func insider(_ saved: Saved, _ copies: [Copy], strong: Bool = true) -> Insider {
        var insider = Insider(copies, saved: saved, instance: strong ? place.instance : nil, words: Self.words)
        insider.openAll()
        return insider
    }

    /// What somebody has who enters, and nothing yet of what that opens.
    func seed(_ worker: WorkerSession) -> Saved { Saved(seeds: [worker.keyPair.seed.exposed]) }
    var own: Saved { Saved(seeds: [person.keyPair.seed.exposed]) }
}

extension Insider {
    /// Words of the scene that stand in what opened.
    fileprivate var said: Set<String> {
        Set(opened.values.flatMap { one in one.words.map { String(decoding: words[$0], as: UTF8.self) } })
    }
    /// What of a dossier opened, by kind.
    fileprivate func kinds(of dossier: Identifier<Dossier>) -> Set<String> {
        Set(opened.values.filter { $0.dossier == dossier.bytes.hex }.map(\.kind))
    }
    fileprivate var hashes: Set<String> { Set(opened.values.filter { !$0.kind.hasPrefix("log/") }.map(\.hash)) }
}

@Suite("An insider who saved everything (A2, A3)", .serialized, .tags(.R7, .R22, .R62))
struct RevokedInsiderTests {
    private func words(_ sorts: [String], _ when: String...) -> Set<String> {
        Set(when.flatMap { when in sorts.map { Scene.word($0, when) } })
    }
    private let granted = ["story", "medical", "file", "talk", "table"]

    @Test("opens everything that the team may read, as long as it may: or silence would prove nothing")
    func able() async throws {
        let scene = try await Scene()
        let copies = [try await scene.copy()]
        let tess = scene.insider(scene.seed(scene.trauma.sessions[0]), copies)
        #expect(tess.said == words(granted + ["asked"], "one"))
        let lena = scene.insider(scene.seed(scene.lawyers.sessions[0]), copies)
        #expect(lena.said == words(["story", "table"], "one"))
        let sam = scene.insider(scene.seed(scene.sam), copies)
        #expect(sam.said == words(["message", "note", "asked", "talk", "table"], "one"))
        let own = scene.insider(scene.own, copies)
        #expect(own.said == words(granted + ["message", "asked"], "one"))
        // Without the key folder of the server, saved seeds alone open no part of any dossier.
        let weak = scene.insider(scene.seed(scene.trauma.sessions[0]), copies, strong: false)
        #expect(weak.said.isEmpty && weak.saved.sections.isEmpty && weak.saved.seeds.count == 2)
        // With the keys of parts that they once had, they need no server.
        let kept = scene.insider(tess.saved.withoutContents, copies, strong: false)
        #expect(kept.said == tess.said)
        // The server's folder alone opens names and cards, and nothing that anybody said.
        let server = scene.insider(Saved(), copies)
        #expect(server.said.isEmpty && server.opened.values.allSatisfy { $0.kind.hasPrefix("server/") })
        await scene.desk.remove()
    }

    /// How a team comes to be one that may not read any more.
    enum Ending: String, CaseIterable, Sendable {
        case withdrawn, over, never, left
    }

    private func end(_ ending: Ending, _ scene: Scene) async throws {
        let place = scene.place
        switch ending {
        case .withdrawn: try await WithdrawConsent(place)(scene.consent.id, scene.person)
        case .over:
            // Everything that has an end of its own comes to it; nobody presses anything.
            scene.desk.clock.advance(days: 7 * 13)
            _ = try await ExpireDossiers(place)()
        case .never:
            try await NeverList(place).add(
                .organisation(scene.trauma.team.organisation), label: Confidential("Traumahulp"), scene.person)
        case .left:
            try await place.stores.workers.leave(scene.trauma.sessions[0].worker.id)
            let tom = try #require(try await place.again(scene.trauma.sessions[1]))
            try await RenewTeamKey(place).renewWhereSomebodyLeft(tom)
        }
    }

    @Test(
        "opens nothing, old or new, with every key they saved and a copy of after; with copies of before exactly what they could read then",
        arguments: Ending.allCases)
    func revoked(_ ending: Ending) async throws {
        let scene = try await Scene()
        let before = try await scene.copy()
        let then = scene.insider(scene.seed(scene.trauma.sessions[0]), [before])
        try await scene.goOn("two")
        try await end(ending, scene)
        try await scene.goOn("three")
        let after = try await scene.copy()
        // What was shared goes on when the time is over, so that the team can say how help ended: the question it began with is still theirs.
        let running = ending == .over ? words(["asked"], "one") : []
        let stays: Set<String> =
            switch ending {
            case .left: []
            case .withdrawn, .never: ["agreement/agreement", "referral/received_card"]
            case .over: ["agreement/agreement", "referral/received_card", "referral/referral", "referral/referral.step"]
            }
        for strong in [true, false] {
            // Keys of parts and teams, and the files of after.
            let now = scene.insider(then.saved.withoutContents, [after], strong: strong)
            #expect(now.said == running, "\(now.said.sorted())")
            let left = now.kinds(of: scene.person.dossier).filter { !$0.hasPrefix("server/") }
            #expect(left.isSubset(of: stays), "\(left.sorted())")
            // The keys of single things as well: what they had read is still theirs, and nothing else.
            let kept = scene.insider(then.saved, [after], strong: strong)
            #expect(kept.said.isSubset(of: then.said), "\(kept.said.subtracting(then.said).sorted())")
            // And the files of before.
            let both = scene.insider(then.saved, [before, after], strong: strong)
            #expect(both.said == then.said, "\(both.said.symmetricDifference(then.said).sorted())")
        }
        await scene.desk.remove()
    }

    @Test("of a team that gave back what it could read opens none of that, old or new, with every key they saved; what goes on goes on")
    func gaveBack() async throws {
        let scene = try await Scene()
        let place = scene.place
        let before = try await scene.copy()
        let then = scene.insider(scene.seed(scene.trauma.sessions[0]), [before])
        try await scene.goOn("two")
        try await GiveBack(place)(SharingReturn(.medical), on: scene.consent.id, by: scene.trauma.sessions[0])
        try await scene.goOn("three")
        let half = scene.insider(then.saved.withoutContents, [try await scene.copy()])
        #expect(half.said.isSuperset(of: words(["story", "file"], "one", "two", "three")))
        #expect(half.said.isDisjoint(with: words(["medical"], "one", "two", "three")), "\(half.said.sorted())")
        try await GiveBack(place)(SharingReturn(nil), on: scene.consent.id, by: scene.trauma.sessions[1])
        try await scene.goOn("four")
        let after = try await scene.copy()
        for strong in [true, false] {
            let now = scene.insider(half.saved.withoutContents, [after], strong: strong)
            let given = words(["story", "medical", "file"], "one", "two", "three", "four")
            #expect(now.said.isDisjoint(with: given), "\(now.said.intersection(given).sorted())")
        }
        // With the copy of before exactly what they could read then.
        let both = scene.insider(then.saved, [before, after]).said
        #expect(
            both.intersection(words(["story", "medical", "file"], "one", "two", "three", "four"))
                == words(["story", "medical", "file"], "one"))
        let lena = scene.insider(scene.seed(scene.lawyers.sessions[0]), [after])
        #expect(lena.said.isSuperset(of: words(["story"], "one", "two", "three", "four")))
        await scene.desk.remove()
    }

    @Test("loses nothing of the others: whoever may read still opens everything that is theirs, old and new", arguments: Ending.allCases)
    func others(_ ending: Ending) async throws {
        let scene = try await Scene()
        try await end(ending, scene)
        try await scene.goOn("three")
        let after = [try await scene.copy()]
        let lena = scene.insider(scene.seed(scene.lawyers.sessions[0]), after)
        // What has an end of its own is over for everybody.
        #expect(lena.said == (ending == .over ? [] : words(["story", "table"], "one", "three")))
        let sam = scene.insider(scene.seed(scene.sam), after)
        #expect(sam.said.isSuperset(of: words(["message", "note"], "one", "three").union(words(["asked"], "one"))))
        let own = scene.insider(scene.own, after)
        #expect(own.said.isSuperset(of: words(["story", "medical", "file", "message"], "one", "three")))
        #expect(own.said.isSuperset(of: words(["talk", "table", "asked"], "one")))
        if ending == .left {
            let tom = scene.insider(scene.seed(scene.trauma.sessions[1]), after)
            #expect(tom.said == words(granted, "one", "three").union(words(["asked"], "one")))
        }
        await scene.desk.remove()
    }

    @Test(
        "finds what was shared without consent as long as that lasts, and nothing after; nor what the desk wrote since",
        arguments: [Ending.over, .never])
    func exception(_ ending: Ending) async throws {
        let scene = try await Scene()
        let (place, vera) = (scene.place, scene.home.sessions[0])
        let draft = ExceptionDraft(
            receiver: scene.home.team.id, ground: .childInDanger, reason: Confidential(Scene.word("note", "two")),
            words: Confidential(Scene.word("message", "two")), parts: [], weeks: 2, silence: nil)
        let id = try await ShareWithoutConsent(place).propose(draft, in: scene.person.conversation, slip: Confidential("x"), by: scene.sam)
        let iris = try await scene.desk.enter("iris").session
        let proposed = try #require(try await place.stores.exceptions.exception(id))
        #expect(scene.insider(scene.seed(vera), [try await scene.copy()]).said.isEmpty)
        scene.desk.clock.advance(seconds: 60)
        try await ShareWithoutConsent(place).agree(
            id, revision: proposed.revision, passphrase: Confidential(TestWorkplace.passphrase),
            factor: TestWorkplace.factor.code(now: scene.desk.clock.now), by: iris)
        let before = try await scene.copy()
        let then = scene.insider(scene.seed(vera), [before])
        #expect(then.said == words(["note", "message"], "two"))
        if ending == .over {
            scene.desk.clock.advance(days: 28)
            _ = try await ExpireDossiers(place)()
            _ = try await ReadExceptions(place).own(scene.person)
            _ = try await RenewParts(place)(scene.person)
        } else {
            // Kept away from on the same day, weeks before its end.
            try await NeverList(place).add(.team(scene.home.team.id), label: Confidential("Veilig Thuis"), scene.person)
        }
        let after = try await scene.copy()
        #expect(scene.insider(then.saved.withoutContents, [after]).said.isEmpty)
        #expect(scene.insider(then.saved, [before, after]).said == then.said)
        #expect(scene.insider(scene.own, [after]).said.isSuperset(of: then.said))
        await scene.desk.remove()
    }

    @Test("finds nothing with a letter that is over, nor with one that was taken back")
    func letter() async throws {
        let scene = try await Scene()
        let (place, person) = (scene.place, scene.person)
        let (referral, halves) = try await SendLetter(place)(
            to: "Opvang Zonder", OrganisationProfile(kind: .shelter, entry: "zonder"),
            ReferralDraft(
                to: Identifier(place.chance), urgency: .u2, line: Confidential("30-40"),
                question: Confidential(Scene.word("asked", "two")), told: []),
            in: person.conversation, slip: Confidential("letter"), by: scene.sam)
        let (cookie, _) = try await OpenLetter(place)(letters: halves.letters.text, digits: halves.digits)
        let reader = try #require(try await place.workerSession(cookie))
        let team = try #require(try await place.stores.referrals.referral(referral)).to
        let there = try #require(try await place.stores.teams.team(team))
        _ = try await Scene.give(there, [.medical], place, person, weeks: 26)
        let before = try await scene.copy()
        let then = scene.insider(scene.seed(reader), [before])
        #expect(then.said == words(["asked"], "two").union(words(["medical"], "one")))
        scene.desk.clock.advance(seconds: Letter.lasts + 1)
        _ = try await ExpireDossiers(place)()
        try await scene.goOn("three")
        let after = try await scene.copy()
        #expect(scene.insider(then.saved.withoutContents, [after]).said.isEmpty)
        #expect(scene.insider(then.saved, [before, after]).said == then.said)
        await scene.desk.remove()
    }

    @Test("opens no word of after with keys of before, though nobody came by since to change them")
    func nobodyCame() async throws {
        let scene = try await Scene()
        let then = scene.insider(scene.seed(scene.trauma.sessions[0]), [try await scene.copy()])
        scene.desk.clock.advance(days: 7 * 5)
        _ = try await ExpireDossiers(scene.place)()
        // The first to come writes at once.
        try await OwnParts(scene.place).write(
            Confidential(Scene.word("story", "three")), in: .story, seen: 1, slip: Confidential("first"), scene.person)
        #expect(scene.insider(then.saved.withoutContents, [try await scene.copy()]).said.isDisjoint(with: words(["story"], "one", "three")))
        await scene.desk.remove()
    }

    @Test("tries every column in which something is sealed; the few that it passes by hold nothing of a dossier")
    func columns() {
        // Opened by a code, a passphrase or a token that nobody but its owner has; or what organisations say to each other.
        let passed: Set<String> = [
            "return_key.wrapped_seed", "support_worker.wrapped", "organisation_invitation.terms", "team_vouching.words",
        ]
        let clear: Set<String> = [
            "id", "organisation", "team", "worker", "dossier", "section", "item", "consent", "agreement", "conversation", "messages",
            "referral", "sender", "receiver", "desk", "guest", "opener", "director", "case_table", "file", "claimed_by", "proposed_by",
            "agreed_by", "review_team", "audit_key", "locator", "login", "salt", "mark", "hash", "key_hash", "token_hash", "leaf_hash",
            "root", "reference", "commitment", "header", "public_key",
        ]
        var sealed: Set<String> = []
        for role in DatabaseRole.allCases {
            for table in Schema.known(role).migrations.last?.tables ?? [] {
                for column in table.columns where column.kind == .blob && !clear.contains(column.name) {
                    sealed.insert("\(table.name).\(column.name)")
                }
            }
        }
        #expect(sealed == Insider.tries.union(passed))
    }
}
