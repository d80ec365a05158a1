import Domain
import TestKit
import Testing
import Vault

@testable import Workflows

@Suite("Sharing without consent", .tags(.R62))
struct ExceptionTests {
    let desk: TestWorkplace
    let place: Workplace
    let person: PersonSession
    let sam: WorkerSession
    let home: (team: Team, sessions: [WorkerSession])
    let trauma: (team: Team, sessions: [WorkerSession])

    init() async throws {
        desk = try await TestWorkplace.make(people: [
            ("noor", .administrator), ("sam", .helper), ("iris", .helper), ("lee", .shiftLead), ("omar", .privacyOfficer),
        ])
        place = desk.place
        home = try await desk.partner("Veilig Thuis", people: ["vera"], kind: .domesticChildProtection)
        trauma = try await desk.partner("Traumahulp", people: ["tess"])
        person = try await desk.kept("Eerder gezegd.")
        sam = try await desk.enter("sam").session
        try await HelpPerson(place).claim(person.conversation, by: sam)
    }

    private func draft(
        to team: Team? = nil, ground: SharingException.Ground = .childInDanger, words: String = "Een kind van 4, Dorpsstraat.",
        silence: (String, Int)? = nil, parts: [(DossierSection.Kind, String)] = []
    ) -> ExceptionDraft {
        ExceptionDraft(
            receiver: (team ?? home.team).id, ground: ground, reason: Confidential("Er is geen andere weg."), words: Confidential(words),
            parts: parts.map { ($0.0, Confidential($0.1)) }, weeks: 2, silence: silence.map { (Confidential($0.0), $0.1) })
    }

    private func propose(_ draft: ExceptionDraft) async throws -> SharingException {
        let id = try await ShareWithoutConsent(place).propose(draft, in: person.conversation, slip: Confidential("s"), by: sam)
        return try #require(try await place.stores.exceptions.exception(id))
    }

    private func agree(_ exception: SharingException, by session: WorkerSession, factor: String? = nil) async throws {
        desk.clock.advance(seconds: 60)
        let code = factor.map { Confidential($0) } ?? TestWorkplace.factor.code(now: desk.clock.now)
        try await ShareWithoutConsent(place).agree(
            exception.id, revision: exception.revision, passphrase: Confidential(TestWorkplace.passphrase), factor: code, by: session)
    }

    private func reads(_ exception: SharingException, _ worker: WorkerSession) async throws -> String? {
        do {
            return try await ReadExceptions(place).read(exception.id, by: worker).content.words.revealed
        } catch {
            guard error == .notFound else { throw error }
            return nil
        }
    }

    @Test("goes only after a second worker agreed with passphrase and second factor: these words, this team; and the person is told")
    func whole() async throws {
        let vera = home.sessions[0]
        let proposed = try await propose(draft())
        #expect(try await reads(proposed, vera) == nil)
        #expect(try await ReadExceptions(place).own(person).isEmpty)
        await #expect(throws: WorkRefusal.sameWorker) { try await agree(proposed, by: sam) }
        let iris = try await desk.enter("iris").session
        #expect(try await ReadExceptions(place).lines(iris).first?.waitsForSecond == true)
        await #expect(throws: WorkRefusal.unknown) { try await agree(proposed, by: iris, factor: "000000") }
        #expect(try await reads(proposed, vera) == nil)
        try await agree(proposed, by: iris)
        #expect(try await reads(proposed, vera) == "Een kind van 4, Dorpsstraat.")
        #expect(try await reads(proposed, trauma.sessions[0]) == nil)
        await #expect(throws: WorkRefusal.taken(by: nil)) { try await agree(proposed, by: iris) }
        let told = try #require(try await ReadExceptions(place).own(person).first)
        #expect(told.content.words.revealed == "Een kind van 4, Dorpsstraat." && told.proposer == "Sam" && told.second == "Iris")
        let kinds = Set(try await WhoLooked(place)(person).map(\.kind))
        #expect(kinds.isSuperset(of: [.exceptionProposed, .exceptionAgreed, .exceptionRead]))
        // Nothing of the conversation opened for it.
        let holder = KeyHolder.team(home.team.id, generation: home.team.generation)
        #expect(try await place.stores.sections.grant(person.messages, to: holder) == nil)
        await desk.remove()
    }

    @Test("that is unsafe to tell stays out of the person's sight, comes back on its day, and shows everything when it is told")
    func untold() async throws {
        let proposed = try await propose(draft(silence: ("Hij leest mee.", 7)))
        let iris = try await desk.enter("iris").session
        try await agree(proposed, by: iris)
        #expect(try await reads(proposed, home.sessions[0]) != nil)
        #expect(try await ReadExceptions(place).own(person).isEmpty)
        #expect(try await !WhoLooked(place)(person).contains { $0.kind.rawValue.hasPrefix("exception.") })
        desk.clock.advance(days: 8)
        let later = try await desk.enter("iris").session
        #expect(try await ReadExceptions(place).lines(later).first?.isLate == true)
        var now = try #require(try await place.stores.exceptions.exception(proposed.id))
        await #expect(throws: WorkRefusal.incomplete) {
            try await ShareWithoutConsent(place).postpone(
                now.id, revision: now.revision, reason: Confidential(" "), days: 7, by: later)
        }
        try await ShareWithoutConsent(place).postpone(
            now.id, revision: now.revision, reason: Confidential("Nog steeds."), days: 7, by: later)
        #expect(try await ReadExceptions(place).lines(later).first?.isLate == false)
        now = try #require(try await place.stores.exceptions.exception(proposed.id))
        try await ShareWithoutConsent(place).tell(now.id, revision: now.revision, by: later)
        let cookie = try #require(try await desk.place.stores.exceptions.exception(proposed.id))
        #expect(cookie.isTold)
        let told = try #require(try await ReadExceptions(place).own(person).first)
        #expect(told.content.silences.map(\.text.revealed) == ["Hij leest mee.", "Nog steeds."])
        #expect(try await WhoLooked(place)(person).contains { $0.kind == .exceptionRead && $0.organisation == "Veilig Thuis" })
        await desk.remove()
    }

    @Test("that is refused shows in who looked at once, and where telling was unsafe once the longest silence is over")
    func refusedUnseen() async throws {
        func shows() async throws -> Bool {
            try await WhoLooked(place)(person).contains { $0.kind == .exceptionRefused }
        }
        let unsafe = try await propose(draft(silence: ("Hij leest mee.", 7)))
        try await ShareWithoutConsent(place).refuse(unsafe.id, revision: unsafe.revision, by: sam)
        #expect(try await !shows())
        desk.clock.advance(days: 27)
        #expect(try await !shows())
        desk.clock.advance(days: 10)
        #expect(try await shows())
        let safe = try await ShareWithoutConsent(place).propose(
            draft(words: "Iets anders."), in: person.conversation, slip: Confidential("t"), by: try await desk.enter("sam").session)
        let proposed = try #require(try await place.stores.exceptions.exception(safe))
        try await ShareWithoutConsent(place).refuse(safe, revision: proposed.revision, by: try await desk.enter("sam").session)
        #expect(try await WhoLooked(place)(person).filter { $0.kind == .exceptionRefused }.count == 2)
        await desk.remove()
    }

    @Test("is refused: without a ground that fits, to whom the person keeps away, half filled in, by who does not have the conversation")
    func refused() async throws {
        await #expect(throws: WorkRefusal.outOfOrder) { _ = try await propose(draft(to: trauma.team)) }
        await #expect(throws: WorkRefusal.incomplete) { _ = try await propose(draft(words: " ")) }
        await #expect(throws: WorkRefusal.incomplete) { _ = try await propose(draft(silence: ("", 7))) }
        await #expect(throws: WorkRefusal.incomplete) { _ = try await propose(draft(silence: ("x", 60))) }
        let iris = try await desk.enter("iris").session
        await #expect(throws: WorkRefusal.taken(by: Confidential("Sam"))) {
            try await ShareWithoutConsent(place).propose(draft(), in: person.conversation, slip: Confidential("i"), by: iris)
        }
        let proposed = try await propose(draft())
        try await NeverList(place).add(.team(home.team.id), label: Confidential("hij werkt daar"), person)
        await #expect(throws: WorkRefusal.barred) { try await agree(proposed, by: iris) }
        let seen = try await ShareWithoutConsent(place).receivers(in: person.conversation, by: sam)
        #expect(seen.open.isEmpty && seen.barred.map(\.organisationName) == ["Veilig Thuis"])
        await #expect(throws: WorkRefusal.barred) { _ = try await propose(draft(words: "nog een keer")) }
        try await ShareWithoutConsent(place).refuse(proposed.id, revision: proposed.revision, by: iris)
        #expect(try await reads(proposed, home.sessions[0]) == nil)
        await #expect(throws: WorkRefusal.notFound) {
            _ = try await ShareWithoutConsent(place).read(proposed.id, by: home.sessions[0])
        }
        await desk.remove()
    }

    @Test("lapses when nobody agreed within a day, ends with its last week, and goes with everything that is erased")
    func over() async throws {
        let proposed = try await propose(draft())
        desk.clock.advance(seconds: SharingException.patience + 60)
        let iris = try await desk.enter("iris").session
        #expect(try await ReadExceptions(place).lines(iris).first?.waitsForSecond == false)
        await #expect(throws: WorkRefusal.lapsed) { try await agree(proposed, by: iris) }
        let sam = try await desk.enter("sam").session
        let second = try await ShareWithoutConsent(place).propose(
            draft(words: "opnieuw"), in: person.conversation, slip: Confidential("t"), by: sam)
        let again = try #require(try await place.stores.exceptions.exception(second))
        try await agree(again, by: try await desk.enter("iris").session)
        let vera = home.sessions[0]
        #expect(try await reads(again, vera) == "opnieuw")
        while place.week <= again.endsIn { desk.clock.advance(days: 1) }
        #expect(try await reads(again, vera) == nil)
        #expect(try await ExpireExceptions(place)() == 2)
        let holder = KeyHolder.team(home.team.id, generation: home.team.generation)
        #expect(try await place.stores.sections.grant(again.section, to: holder) == nil)
        #expect(try await place.stores.exceptions.exception(second)?.state == .ended)
        try await place.shred(person.dossier)
        #expect(try await place.stores.exceptions.exception(second) == nil)
        #expect(try await reads(again, vera) == nil)
        await desk.remove()
    }

    private func letTheDeskRead(_ parts: [DossierSection.Kind]) async throws -> Consent {
        try await GiveConsent(place)(
            ConsentOffer(team: try desk.team(.desk).id, parts: parts, scope: .all, purpose: .help, weeks: 26),
            text: Confidential("words"), language: .dutch, slip: Confidential(place.chance.bytes(8).description), person)
    }

    @Test("takes along a copy of a part that the desk itself may read, each weighed, as it stood, and nothing that is written later")
    func copies() async throws {
        try await OwnParts(place).write(Confidential("Hij heeft een sleutel."), in: .safety, seen: 0, slip: Confidential("a"), person)
        try await OwnParts(place).write(Confidential("Van mij alleen."), in: .medical, seen: 0, slip: Confidential("b"), person)
        #expect(try await ShareWithoutConsent(place).parts(in: person.conversation, by: sam).isEmpty)
        await #expect(throws: WorkRefusal.notFound) { _ = try await propose(draft(parts: [(.safety, "De sleutel.")])) }
        _ = try await letTheDeskRead([.safety])
        #expect(try await ShareWithoutConsent(place).parts(in: person.conversation, by: sam) == [.safety])
        await #expect(throws: WorkRefusal.incomplete) { _ = try await propose(draft(parts: [(.safety, " ")])) }
        await #expect(throws: WorkRefusal.notFound) { _ = try await propose(draft(parts: [(.medical, "Om te weten.")])) }
        let proposed = try await propose(draft(words: "Met een kopie.", parts: [(.safety, "Zonder dit weten zij niet van de sleutel.")]))
        try await OwnParts(place).write(Confidential("Later geschreven."), in: .safety, seen: 1, slip: Confidential("c"), person)
        let iris = try await desk.enter("iris").session
        // Both see the exact text before anything goes.
        for worker in [sam, iris] {
            let seen = try await ShareWithoutConsent(place).read(proposed.id, by: worker).content.parts
            #expect(seen.map(\.text.revealed) == ["Hij heeft een sleutel."])
            #expect(seen.map(\.need.revealed) == ["Zonder dit weten zij niet van de sleutel."])
        }
        try await agree(proposed, by: iris)
        let read = try await ReadExceptions(place).read(proposed.id, by: home.sessions[0]).content.parts
        #expect(read.map(\.kind) == [.safety] && read.map(\.text.revealed) == ["Hij heeft een sleutel."])
        // The part itself stays closed to that team.
        let holder = KeyHolder.team(home.team.id, generation: home.team.generation)
        for section in try await place.stores.sections.sections(of: person.dossier) where section.kind == .safety {
            #expect(try await place.stores.sections.grant(section.id, to: holder) == nil)
        }
        #expect(try await ReadExceptions(place).own(person).first?.content.parts.map(\.text.revealed) == ["Hij heeft een sleutel."])
        await desk.remove()
    }

    @Test("is agreed in one act with one line in the log, with a copy of a part or without", arguments: [true, false])
    func oneLine(_ copies: Bool) async throws {
        try await OwnParts(place).write(Confidential("Hij heeft een sleutel."), in: .safety, seen: 0, slip: Confidential("a"), person)
        _ = try await letTheDeskRead([.safety])
        let proposed = try await propose(draft(parts: copies ? [(.safety, "De sleutel.")] : []))
        let iris = try await desk.enter("iris").session
        func lines() async throws -> [AuditEntry] {
            try await place.log.entries(of: person.dossier, openedBy: person.keyPair, limit: .max).map(\.entry)
                .filter { $0.section == proposed.section && $0.actor == iris.actor }
        }
        #expect(try await lines().isEmpty)
        try await agree(proposed, by: iris)
        #expect(try await lines().map(\.kind) == [.exceptionAgreed])
        #expect(try await reads(proposed, home.sessions[0]) != nil)
        await desk.remove()
    }

    /// Gives a proposal a copy in the shape of before: without what makes it necessary, and not named on the card.
    private func copyAsBefore(_ exception: SharingException) async throws -> SharingException {
        let held = try #require(sam.teamKeys.values.first { $0.team.kind == .desk })
        let receipt = try await place.logged(
            AuditEntry(.exceptionRead, .read, at: place.now(), by: sam.actor, dossier: exception.dossier, section: exception.section),
            place.readers(sam, subject: nil))
        let (section, key, _) = try await place.open(
            exception.section, of: exception.dossier, for: .team(held.team.id, generation: held.team.generation), held.keyPair,
            after: receipt)
        let words = Packed.write(
            [[1], Array("Er is geen andere weg.".utf8), Array("Een kind van 4.".utf8)]
                + [Packed.write([Array("safety".utf8), Array("Hij heeft een sleutel.".utf8)])])
        let item = try ItemWriter(place: place, section: section, key: key, author: .worker(sam.worker.id)).item(.exception, words)
        try await place.stores.conversations.add([item], to: person.conversation, ConversationChange())
        let card = try await place.card(exception)
        let before = ExceptionCard(ground: card.ground, proposedAt: card.proposedAt, lookAt: card.lookAt, namesCopies: false)
        var next = exception
        next.card = try place.fields.seal(before, of: exception.id)
        try await place.stores.exceptions.change(next, from: exception.revision, grants: [], items: [], takesKey: false, opening: nil)
        return try #require(try await place.stores.exceptions.exception(exception.id))
    }

    @Test("proposed with a copy before each was weighed apart is still agreed, and not when the desk may read the part no more")
    func older() async throws {
        try await OwnParts(place).write(Confidential("Hij heeft een sleutel."), in: .safety, seen: 0, slip: Confidential("a"), person)
        let given = try await letTheDeskRead([.safety])
        let proposed = try await copyAsBefore(try await propose(draft()))
        let iris = try await desk.enter("iris").session
        func lines(_ exception: SharingException) async throws -> [(kind: AuditEntry.Kind, isSuccess: Bool)] {
            try await place.log.entries(of: person.dossier, openedBy: person.keyPair, limit: .max).map(\.entry)
                .filter { $0.section == exception.section && $0.actor == iris.actor }.reversed().map { ($0.kind, $0.isSuccess) }
        }
        try await agree(proposed, by: iris)
        let read = try await ReadExceptions(place).read(proposed.id, by: home.sessions[0]).content.parts
        #expect(read.map(\.kind) == [.safety] && read.map(\.text.revealed) == ["Hij heeft een sleutel."])
        #expect(read.map(\.need.revealed) == [""])
        // What goes stood on no card: it was read, and then agreed, once.
        #expect(try await lines(proposed).map(\.kind) == [.exceptionRead, .exceptionAgreed])
        #expect(try await lines(proposed).allSatisfy(\.isSuccess))
        let id = try await ShareWithoutConsent(place).propose(
            draft(words: "Nog een."), in: person.conversation, slip: Confidential("t"), by: sam)
        let later = try await copyAsBefore(try #require(try await place.stores.exceptions.exception(id)))
        try await WithdrawConsent(place)(given.id, person)
        await #expect(throws: WorkRefusal.incomplete) { try await agree(later, by: iris) }
        #expect(try await reads(later, home.sessions[0]) == nil)
        // No line says that it went.
        let said = try await lines(later)
        #expect(said.map(\.kind) == [.exceptionRead, .exceptionAgreed] && said.map(\.isSuccess) == [true, false])
        await desk.remove()
    }

    @Test("with a copy of a part that the person took back from the desk meanwhile does not go")
    func copyTakenBack() async throws {
        try await OwnParts(place).write(Confidential("Hij heeft een sleutel."), in: .safety, seen: 0, slip: Confidential("a"), person)
        let given = try await letTheDeskRead([.safety])
        let proposed = try await propose(draft(parts: [(.safety, "De sleutel.")]))
        try await WithdrawConsent(place)(given.id, person)
        let iris = try await desk.enter("iris").session
        await #expect(throws: WorkRefusal.incomplete) { try await agree(proposed, by: iris) }
        #expect(try await reads(proposed, home.sessions[0]) == nil)
        // No line says that it went: neither to the person, nor to who watches over the log.
        let said = try await place.log.entries(of: person.dossier, openedBy: person.keyPair, limit: .max).map(\.entry)
            .filter { $0.section == proposed.section && $0.kind == .exceptionAgreed }
        #expect(said.map(\.isSuccess) == [false] && said.first?.actor == iris.actor)
        try await ShareWithoutConsent(place).refuse(proposed.id, revision: proposed.revision, by: sam)
        #expect(try await WhoLooked(place)(person).filter { $0.kind == .exceptionAgreed }.map(\.isSuccess) == [false])
        let watched = try await ReadAccessLog(place)(try await desk.enter("omar").session).rows.filter { $0.kind == .exceptionAgreed }
        #expect(watched.map(\.isSuccess) == [false])
        await desk.remove()
    }

    @Test("agreed and refused at one instant is one of the two, and the log says of the other that it was not done")
    func atOnce() async throws {
        let iris = try await desk.enter("iris").session
        for turn in 0..<8 {
            let id = try await ShareWithoutConsent(place).propose(
                draft(words: "Keer \(turn)."), in: person.conversation, slip: Confidential("t\(turn)"), by: sam)
            let proposed = try #require(try await place.stores.exceptions.exception(id))
            async let yes: Void = agree(proposed, by: iris)
            async let no: Void = ShareWithoutConsent(place).refuse(id, revision: proposed.revision, by: sam)
            let done = (try? await yes, try? await no)
            #expect((done.0 == nil) != (done.1 == nil))
            let state = try await place.stores.exceptions.exception(id)?.state
            #expect(state == (done.0 == nil ? .refused : .shared))
            let said = try await place.log.entries(of: person.dossier, openedBy: person.keyPair, limit: .max).map(\.entry)
                .filter { $0.section == proposed.section }
            for (kind, isDone) in [(AuditEntry.Kind.exceptionAgreed, done.0 != nil), (.exceptionRefused, done.1 != nil)] {
                let lines = said.filter { $0.kind == kind }
                #expect(isDone ? lines.map(\.isSuccess) == [true] : lines.isEmpty || lines.contains { !$0.isSuccess })
            }
        }
        await desk.remove()
    }

    @Test(
        "loses its key at once when the person keeps that organisation away, told of it or not; other teams keep theirs",
        arguments: [true, false])
    func keptAway(isTold: Bool) async throws {
        let proposed = try await propose(draft(silence: isTold ? nil : ("Hij leest mee.", 7)))
        let iris = try await desk.enter("iris").session
        try await agree(proposed, by: iris)
        let guards = try await desk.partner("Politie", people: ["pim"], kind: .police)
        let other = try await ShareWithoutConsent(place).propose(
            draft(to: guards.team, words: "ook daar"), in: person.conversation, slip: Confidential("p"), by: sam)
        let second = try #require(try await place.stores.exceptions.exception(other))
        try await agree(second, by: iris)
        func key(_ exception: SharingException, _ team: Team) async throws -> SectionGrant? {
            try await place.stores.sections.grant(exception.section, to: .team(team.id, generation: team.generation))
        }
        #expect(try await key(proposed, home.team) != nil)
        try await NeverList(place).add(.organisation(home.team.organisation), label: Confidential("hij werkt daar"), person)
        #expect(try await key(proposed, home.team) == nil)
        #expect(try await reads(proposed, home.sessions[0]) == nil)
        let now = try #require(try await place.stores.exceptions.exception(proposed.id))
        #expect(now.state == .ended && now.isCutShort(in: place.week) && now.isTold == isTold)
        // The desk has its own key, reads that it stopped, and gives the rest another key where the person holds none.
        #expect(try await ShareWithoutConsent(place).read(proposed.id, by: iris).content.words.revealed == "Een kind van 4, Dorpsstraat.")
        let sections = try await place.stores.sections.sections(of: person.dossier)
        #expect(sections.first { $0.id == proposed.section }?.needsNewKey == false)
        #expect(try await ReadExceptions(place).own(person).contains { $0.exception.id == proposed.id } == isTold)
        #expect(try await reads(second, guards.sessions[0]) == "ook daar")
        // Off the list again, nothing comes back.
        let entry = try #require(try await NeverList(place).read(person).first)
        try await NeverList(place).remove(entry.id, person)
        #expect(try await reads(proposed, home.sessions[0]) == nil)
        #expect(try await ReadExceptions(place).received(home.sessions[0]).isEmpty)
        await desk.remove()
    }

    @Test("is seen by the shift lead and the privacy officer as numbers and grounds, and by no role that has nothing to do with it")
    func overview() async throws {
        let proposed = try await propose(draft())
        try await agree(proposed, by: try await desk.enter("iris").session)
        for login in ["lee", "omar", "noor"] {
            let lines = try await ReadExceptions(place).lines(try await desk.enter(login).session)
            #expect(lines.count == 1 && lines.first?.card.ground == .childInDanger && lines.first?.receivers == ["Veilig Thuis"])
        }
        let omar = try await desk.enter("omar").session
        await #expect(throws: WorkRefusal.notFound) { _ = try await ShareWithoutConsent(place).read(proposed.id, by: omar) }
        await #expect(throws: WorkRefusal.notFound) { _ = try await ReadExceptions(place).lines(trauma.sessions[0]) }
        await desk.remove()
    }
}
