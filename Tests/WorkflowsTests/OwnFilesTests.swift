import Domain
import Foundation
import Storage
import TestKit
import Testing
import Vault

@testable import Workflows

@Suite("Files in a dossier", .tags(.R22, .R62))
struct OwnFilesTests {
    let desk: TestWorkplace
    let place: Workplace
    let person: PersonSession
    let trauma: (team: Team, sessions: [WorkerSession])

    init() async throws {
        desk = try await testWorkplace()
        place = desk.place
        trauma = try await desk.partner("Traumahulp", people: ["tess", "tom"])
        person = try await desk.kept()
    }

    @discardableResult
    private func put(
        _ bytes: [UInt8], named name: String = "brief.txt", slip: String? = nil, keepsAll: Bool = false, step: Int = 100_000
    ) async throws -> KeptFile? {
        let before = try await files().map(\.id)
        var coming = try await OwnFiles(place).begin(Confidential(FileName(name)), keepsAll: keepsAll, person)
        do {
            for start in stride(from: 0, to: bytes.count, by: step) {
                try await coming.add(Array(bytes[start..<min(start + step, bytes.count)]))
            }
            try await coming.finish(slip: Confidential(slip ?? place.chance.bytes(8).description))
        } catch {
            await coming.abandon()
            throw error
        }
        return try await files().first { !before.contains($0.id) }
    }

    private func files() async throws -> [KeptFile] { try await OwnParts(place).read(.files, person).files }

    private func all(_ outgoing: OutgoingFile) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        var next = 0
        while next < outgoing.pieces {
            let more = try await outgoing.bytes(from: next)
            bytes += more.bytes
            next = more.next
        }
        return bytes
    }

    private func give(_ team: Team, all: Bool = true) async throws -> Consent {
        try await GiveConsent(place)(
            ConsentOffer(team: team.id, parts: [.files], includesWhatIsThere: all, purpose: .help, weeks: 26), text: Confidential("words"),
            language: .dutch, slip: Confidential(place.chance.bytes(8).description), person)
    }

    private func room() async throws -> FileRoom { try await place.stores.files.room(of: person.dossier) }
    private func text(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(65 + $0 % 26) } }

    @Test("come back as they went in, with name, kind and size", arguments: [1, 65_535, 65_536, 65_537, 1_500_000])
    func roundTrip(_ count: Int) async throws {
        let content = text(count)
        let file = try #require(try await put(content, named: "C:\\map\\Mijn brief.docx.txt"))
        #expect(file.name.revealed.text(file.kind) == "Mijn brief.docx.txt" && file.kind == .text && file.size == count)
        #expect(file.hash.revealed == Digest.sha256(content))
        #expect(try await all(OwnFiles(place).open(file.id, person)) == content)
        #expect(try await room() == FileRoom(files: 1, pieces: DossierFile.pieces(for: count)))
        let looked = try await WhoLooked(place)(person).map(\.kind)
        #expect(looked.contains(.fileAdded) && looked.contains(.fileOpened))
        await desk.remove()
    }

    @Test("as photos lose what they tell about themselves, unless the person wants to keep it")
    func photos() async throws {
        let less = try #require(try await put(SampleFiles.photo(), named: "foto.png"))
        let whole = try #require(try await put(SampleFiles.photo(), named: "foto.png", keepsAll: true))
        #expect(less.kind == .jpeg && !less.isAsMade && whole.isAsMade)
        #expect(try await all(OwnFiles(place).open(less.id, person)) == SampleFiles.bare())
        #expect(try await all(OwnFiles(place).open(whole.id, person)) == SampleFiles.photo())
        await desk.remove()
    }

    @Test("that are refused, broken off or sent twice leave nothing half behind")
    func nothingHalf() async throws {
        await #expect(throws: WorkRefusal.file(.otherKind)) { try await put(Array("<svg/>".utf8)) }
        await #expect(throws: WorkRefusal.file(.empty)) { try await put([]) }
        await #expect(throws: WorkRefusal.file(.otherKind)) { try await put(text(900_000) + [0]) }
        await #expect(throws: WorkRefusal.file(.tooLarge)) { try await put(text(DossierFile.largest + 1), step: 4_000_000) }
        #expect(try await room() == FileRoom(files: 0, pieces: 0))
        try await put(text(700_000), slip: "one form")
        try await put(text(700_000), slip: "one form")
        #expect(try await files().count == 1)
        #expect(try await room() == FileRoom(files: 1, pieces: 11))
        // The line broke, and nobody could clean up either: it cannot be seen, and is swept away.
        var coming = try await OwnFiles(place).begin(Confidential(FileName("half")), keepsAll: false, person)
        try await coming.add(text(700_000))
        #expect(try await files().count == 1)
        #expect(try await room().files == 2)
        desk.clock.advance(seconds: 1000)
        await #expect(throws: WorkRefusal.file(.tooSlow)) { try await coming.add([65]) }
        desk.clock.advance(seconds: 3 * 3600)
        _ = try await ExpireDossiers(place)()
        #expect(try await room() == FileRoom(files: 1, pieces: 11))
        await desk.remove()
    }

    @Test("come in two at a time, and never more of one person")
    func gate() async throws {
        var coming = [try await OwnFiles(place).begin(Confidential(FileName("a")), keepsAll: false, person)]
        coming.append(try await OwnFiles(place).begin(Confidential(FileName("b")), keepsAll: false, person))
        await #expect(throws: WorkRefusal.busy) {
            _ = try await OwnFiles(place).begin(Confidential(FileName("c")), keepsAll: false, person)
        }
        for number in coming.indices {
            try await coming[number].add(text(10 + number))
            try await coming[number].finish(slip: Confidential("\(number)"))
        }
        coming = []
        #expect(try await files().map(\.size) == [10, 11])
        try await put(text(12))
        await desk.remove()
    }

    @Test("are seen by a team on a consent alone, one by one in the log, and by nobody after it ends")
    func shared() async throws {
        let file = try #require(try await put(text(200_000), named: "brief.txt"))
        let (_, sam) = try await desk.enter("sam")
        let consent = try await give(trauma.team)
        let shared = try await ReadSharedParts(place).read(.files, on: consent.id, by: trauma.sessions[0])
        #expect(shared.files.map(\.id) == [file.id] && shared.files[0].name == file.name)
        #expect(try await all(ReadSharedParts(place).file(file.id, on: consent.id, by: trauma.sessions[0])) == text(200_000))
        let entry = try #require(try await WhoLooked(place)(person).first { $0.kind == .fileOpened && !$0.isPerson })
        #expect(entry.organisation == "Traumahulp")
        // The desk has the conversation, and not the files.
        await #expect(throws: WorkRefusal.notFound) { _ = try await ReadSharedParts(place).file(file.id, on: consent.id, by: sam) }
        let given = try await give(try desk.team(.desk))
        #expect(try await all(ReadSharedParts(place).file(file.id, on: given.id, by: sam)) == text(200_000))

        let outgoing = try await ReadSharedParts(place).file(file.id, on: consent.id, by: trauma.sessions[1])
        _ = try await outgoing.bytes(from: 0)
        try await WithdrawConsent(place)(consent.id, person)
        // Also not what was on its way.
        await #expect(throws: WorkRefusal.notFound) { _ = try await outgoing.bytes(from: 2) }
        await #expect(throws: WorkRefusal.notFound) {
            _ = try await ReadSharedParts(place).file(file.id, on: consent.id, by: trauma.sessions[0])
        }
        await #expect(throws: WorkRefusal.notFound) {
            _ = try await ReadSharedParts(place).read(.files, on: consent.id, by: trauma.sessions[0])
        }
        // The part has another key; who may still see it sees the same file.
        #expect(try await place.stores.sections.sections(of: person.dossier).first { $0.kind == .files }?.version == 2)
        #expect(try await all(OwnFiles(place).open(file.id, person)) == text(200_000))
        #expect(try await all(ReadSharedParts(place).file(file.id, on: given.id, by: sam)) == text(200_000))
        desk.clock.advance(days: 7 * 30)
        let (_, later) = try await desk.enter("sam")
        await #expect(throws: WorkRefusal.notFound) { _ = try await ReadSharedParts(place).file(file.id, on: given.id, by: later) }
        await desk.remove()
    }

    @Test("of before stay closed for a team that may see what comes from now on")
    func fromNow() async throws {
        let before = try #require(try await put(text(100)))
        let consent = try await give(trauma.team, all: false)
        let after = try #require(try await put(text(101)))
        let seen = try await ReadSharedParts(place).read(.files, on: consent.id, by: trauma.sessions[0]).files.map(\.id)
        #expect(seen == [after.id])
        await #expect(throws: WorkRefusal.notFound) {
            _ = try await ReadSharedParts(place).file(before.id, on: consent.id, by: trauma.sessions[0])
        }
        #expect(try await files().count == 2)
        await desk.remove()
    }

    @Test("that come in while the part gets another key are kept under the new one")
    func rekeyed() async throws {
        try await put(text(5))
        let consent = try await give(trauma.team)
        var coming = try await OwnFiles(place).begin(Confidential(FileName("during")), keepsAll: false, person)
        try await coming.add(text(700_000))
        try await WithdrawConsent(place)(consent.id, person)
        try await coming.finish(slip: Confidential("during"))
        #expect(try await files().map(\.size) == [5, 700_000])
        await desk.remove()
    }

    @Test("are gone when one is taken away and when all is erased, and nobody takes away another's")
    func gone() async throws {
        let file = try #require(try await put(text(100)))
        let (_, _, other) = try await desk.write("iemand anders")
        #expect(try await !OwnFiles(place).remove(file.id, other))
        await #expect(throws: WorkRefusal.notFound) { _ = try await OwnFiles(place).open(file.id, other) }
        #expect(try await OwnFiles(place).remove(file.id, person))
        #expect(try await !OwnFiles(place).remove(file.id, person))
        #expect(try await room() == FileRoom(files: 0, pieces: 0))
        let again = try #require(try await put(text(100)))
        try await place.shred(person.dossier)
        await #expect(throws: WorkRefusal.self) { _ = try await OwnFiles(place).open(again.id, person) }
        #expect(try await room() == FileRoom(files: 0, pieces: 0))
        await desk.remove()
    }

    @Test("with a piece that is torn, changed or of another file do not go out beyond it")
    func torn() async throws {
        let file = try #require(try await put(text(1_200_000)))
        let other = try #require(try await put(text(1_200_001)))
        let database = desk.databases.main
        _ = try await database.run(
            "UPDATE file_piece SET content = (SELECT content FROM file_piece WHERE number = 11 AND file = $2) WHERE number = 10 AND file = $1",
            [
                .blob(file.key.file.bytes), .blob(file.key.file.bytes),
            ])
        let outgoing = try await OwnFiles(place).open(file.id, person)
        #expect(try await outgoing.bytes(from: 0).bytes.count == 8 * 65_536)
        await #expect(throws: WorkRefusal.notFound) { _ = try await outgoing.bytes(from: 8) }
        _ = try await database.run("DELETE FROM file_piece WHERE number = 3 AND file = $1", [.blob(other.key.file.bytes)])
        let missing = try await OwnFiles(place).open(other.id, person)
        await #expect(throws: WorkRefusal.storeUnavailable) { _ = try await missing.bytes(from: 0) }
        await desk.remove()
    }

    @Test("are in no file of the databases, neither name nor content (D1)")
    func nowhere() async throws {
        let mark = "KANARIE-q7RzP2mXv9Lk4TnB8sWd"
        for count in [1, 2000, 40_000] { try await put(Array(String(repeating: mark, count: count).utf8), named: mark + ".txt") }
        let half = try await OwnFiles(place).begin(Confidential(FileName(mark)), keepsAll: false, person)
        _ = half
        for name in try FileManager.default.contentsOfDirectory(atPath: desk.folder) {
            let bytes = FileManager.default.contents(atPath: desk.folder + "/" + name) ?? Data()
            #expect(bytes.range(of: Data(mark.utf8)) == nil, "\(name)")
        }
        #expect(try await files().count == 3)
        await desk.remove()
    }
}
