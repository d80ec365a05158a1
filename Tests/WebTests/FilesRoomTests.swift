import Domain
import Foundation
import HTTPTypes
import TestKit
import Testing
import Workflows

extension RoomHarness {
    /// Sends a file from the page with the files.
    func put(
        _ bytes: [UInt8], named name: String = "brief.txt", on page: WebAnswer? = nil, keepsAll: Bool = false, _ more: HTTPFields = [:]
    ) async throws -> WebAnswer {
        var page = page
        if page == nil { page = try await files() }
        let boundary = "grens7"
        func part(_ what: String, _ content: [UInt8]) -> [UInt8] {
            Array("--\(boundary)\r\nContent-Disposition: form-data; \(what)\r\n\r\n".utf8) + content + [13, 10]
        }
        var headers = more
        headers[.contentType] = "multipart/form-data; boundary=" + boundary
        headers[.cookie] = person.cookie
        let ticket = page?.forms.first { $0.fields.contains { $0.name == "b" } }?.ticket ?? ""
        let body =
            part("name=\"ticket\"", Array(ticket.utf8)) + part("name=\"s\"", Array((keepsAll ? "all" : "less").utf8))
            + part("name=\"b\"; filename=\"\(name)\"", bytes) + Array("--\(boundary)--\r\n".utf8)
        return try await answer(harness.responder, .post, "/nl/m", headers: headers, body: body)
    }

    func files() async throws -> WebAnswer { try await press("parts", "part-files") }
}

@Suite("Files of one's own", .tags(.R22, .R41))
struct FilesRoomTests {
    @Test("are put in, listed with what they are, saved on the device under a name that says nothing, and taken away")
    func ownFiles() async throws {
        try await RoomHarness.with { house in
            let kept = try await house.put(SampleFiles.photo(), named: "blauwe <plek>.jpg")
            #expect(kept.status == 200 && kept.shows("Bewaard.") && kept.shows("blauwe plek.jpg") && kept.shows("Foto (JPEG), 1 kB"))
            #expect(kept.shows("Alleen jij kunt dit deel lezen."))
            let take = try #require(kept.buttons("take-").first)
            let asked = try await house.press(take, on: kept)
            #expect(asked.shows("document-1.jpg") && asked.shows("map met downloads"))
            let taken = try #require(asked.buttons("taken-").first)
            let file = try await house.press(taken, on: asked)
            #expect(file.bytes == SampleFiles.bare())
            #expect(file["Content-Disposition"] == "attachment; filename=\"document-1.jpg\"")
            #expect(file["Content-Type"] == "image/jpeg" && file["X-Content-Type-Options"] == "nosniff")
            #expect(file["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox")
            #expect(file["Cache-Control"] == "no-store, max-age=0" && file["Content-Encoding"] == nil)
            // Saving it is one act, and one line with who looked.
            let before = try await WhoLooked(house.place)(try await house.session).map(\.kind)
            let named = try await house.press(taken.replacing("taken-", with: "named-"), on: asked)
            let after = try await WhoLooked(house.place)(try await house.session).map(\.kind)
            #expect(after == [.fileOpened] + before)
            #expect(
                named["Content-Disposition"] == "attachment; filename=\"document-1.jpg\"; filename*=UTF-8''blauwe%20plek.jpg")
            let drop = try await house.press(try #require(kept.buttons("drop-").first), on: kept)
            #expect(drop.shows("Wij kunnen het niet terughalen."))
            let dropped = try await house.press(try #require(drop.buttons("dropped-").first), on: drop)
            #expect(dropped.shows("Weggehaald.") && dropped.buttons("take-").isEmpty)
            #expect(try await house.press(take, on: kept).shows("Dit bestand is er niet meer."))
        }
    }

    @Test("that are not taken in are refused in words that say what can be done, and nothing of them is kept")
    func refused() async throws {
        try await RoomHarness.with { house in
            let cases: [([UInt8], String)] = [
                (Array("<svg/>".utf8), "Een Word-bestand kun je opslaan als PDF."), (Array("PK\u{3}\u{4}".utf8), "Dit soort bestand"),
                ([], "Kies eerst een bestand."), (Array(SampleFiles.picture.prefix(1500)), "Dit bestand is niet heel."),
                ([UInt8](repeating: 65, count: DossierFile.largest + 1), "groter dan 25 MB"),
            ]
            for (bytes, words) in cases {
                let answer = try await house.put(bytes)
                #expect(answer.status == 422 && answer.shows(words) && answer.buttons("take-").isEmpty, "\(words)")
            }
            #expect(try await house.place.stores.files.room(of: try await house.session.dossier) == FileRoom(files: 0, pieces: 0))
        }
    }

    @Test("sent on a form that is not one's own, from another site, or broken off, are not taken in")
    func foreign() async throws {
        try await RoomHarness.with { house in
            let page = try await house.files()
            #expect(try await house.put(SampleFiles.note, on: try await house.harness.get("/nl/lijst")).status == 422)
            var other = HTTPFields()
            other[try #require(HTTPField.Name("Sec-Fetch-Site"))] = "cross-site"
            #expect(try await house.put(SampleFiles.note, on: page, other).status == 403)
            var headers = HTTPFields()
            headers[.contentType] = "multipart/form-data; boundary=grens7"
            headers[.cookie] = house.person.cookie
            let half = Array("--grens7\r\nContent-Disposition: form-data; name=\"b\"; filename=\"x\"\r\n\r\nabc".utf8)
            #expect(try await answer(house.harness.responder, .post, "/nl/m", headers: headers, body: half).status == 400)
            headers[.contentType] = "multipart/form-data"
            #expect(try await answer(house.harness.responder, .post, "/nl/m", headers: headers, body: half).status == 400)
            #expect(try await house.place.stores.files.room(of: try await house.session.dossier) == FileRoom(files: 0, pieces: 0))
            // Twice the same form is one file.
            _ = try await house.put(SampleFiles.note, on: page)
            let twice = try await house.put(SampleFiles.note, on: page)
            #expect(twice.shows("Bewaard.") && twice.buttons("take-").count == 1)
        }
    }

    @Test("are shown by name before somebody says yes; the words that are agreed say how many; another file is shown anew")
    func preview() async throws {
        try await RoomHarness.with { house in
            _ = try await house.put(SampleFiles.note, named: "dagboek.txt")
            let preview = try await house.preview(house.trauma.team, ["files"])
            #expect(preview.shows("dagboek.txt") && preview.shows("1 bestand."))
            let list = try await house.files()
            let drop = try await house.press(try #require(list.buttons("drop-").first), on: list)
            _ = try await house.press(try #require(drop.buttons("dropped-").first), on: drop)
            _ = try await house.put(SampleFiles.paper, named: "brief.pdf")
            let changed = try await house.press("yes", on: preview)
            #expect(changed.status == 409 && changed.shows("brief.pdf") && !changed.shows("dagboek.txt"))
            let done = try await house.press("yes", on: changed)
            #expect(done.status == 200)
            let consent = try #require(try await OwnConsents(house.place)(try await house.session).first)
            let words = try #require(consent.words?.revealed)
            #expect(words.contains("1 bestand.") && !words.contains("brief.pdf"))
            let file = try await house.press("parts", "file")
            #expect(file.shows("brief.pdf") && file.shows("Deze bestanden staan niet hierin."))
        }
    }

    @Test("reach the receiving team on its own page, with its own entry, until it is withdrawn")
    func received() async throws {
        try await RoomHarness.with { house in
            _ = try await house.put(SampleFiles.photo(), named: "foto één.jpg")
            _ = try await house.ask()
            try await house.step(.seen)
            try await house.step(.accepted)
            let asked = try await house.press("agreed", "where")
            let may = try await house.press(try #require(asked.buttons("may-").first), on: asked)
            let shown = try await house.press("show", on: may, typing: [("g", "files"), ("s", "all"), ("y", "26"), ("q", "help")])
            _ = try await house.press("yes", on: shown)
            let tess = try await house.harness.browser("tess")
            let path = "/nl/werk/v/\(try await house.referral().id.text)/7"
            func theirs() async throws -> [AuditEntry.Kind] {
                try await WhoLooked(house.place)(try await house.session).filter { $0.organisation == "Traumahulp" }.map(\.kind)
            }
            let before = try await theirs()
            let page = try await tess.get(path)
            #expect(try await theirs() == [.partRead] + before)
            #expect(page.status == 200 && page.shows("foto één.jpg") && page.shows("Elk bestand dat je opent"))
            let href = page.first(between: "href=\"\(path)/", "\"")
            let file = try await tess.get(path + "/" + href)
            #expect(file.status == 200 && file.bytes == SampleFiles.bare())
            // One act, one line.
            #expect(try await theirs() == [.fileOpened, .partRead] + before)
            #expect(
                file["Content-Disposition"] == "attachment; filename=\"document.jpg\"; filename*=UTF-8''foto%20%C3%A9%C3%A9n.jpg")
            #expect(try await house.press("who").shows("Opende een bestand"))
            // By another number, another id, another worker: nothing.
            #expect(try await tess.get("/nl/werk/v/\(try await house.referral().id.text)/2/\(href)").status == 404)
            #expect(try await tess.get(path + "/" + house.trauma.team.id.text).status == 404)
            for login in ["sam", "pim"] {
                #expect(try await house.harness.browser(login).get(path + "/" + href).status == 404, "\(login)")
            }
            let agreed = try await house.press("agreed")
            let end = try await house.press(try #require(agreed.buttons("end-").first), on: agreed)
            _ = try await house.press(try #require(end.buttons("undo-").first), on: end)
            let gone = try await tess.get(path)
            #expect(gone.status == 404 && gone.shows("De toestemming is voorbij of ingetrokken") && !gone.shows("foto één"))
            #expect(try await tess.get(path + "/" + href).status == 404)
        }
    }
}
