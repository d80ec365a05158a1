import Domain
import HTTPTypes
import TestKit
import Testing
import Vault
import Workflows

/// Forms that come from another site, twice, too late, or with the slip of something else.
@Suite("A form that was not filled in here (W8)", .tags(.R41))
struct ElsewhereTests {
    private static let site = HTTPField.Name("Sec-Fetch-Site")

    /// Pages of somebody, with the forms on them that do something.
    fileprivate struct Filled {
        let name: String
        let cookie: String
        let form: PageForm
        let fields: [(String, String)]
    }

    fileprivate struct House {
        let harness: DeskHarness
        let all: [Filled]
        var desk: TestWorkplace { harness.desk }

        func content() async throws -> [[UInt8]] { [try await desk.content(.main), try await desk.content(.shred)] }

        func send(_ one: Filled, ticket: String? = nil, _ headers: HTTPFields = [:]) async throws -> WebAnswer {
            try await harness.post(
                one.form.action, [("ticket", ticket ?? one.form.ticket)] + one.fields, cookie: one.cookie.isEmpty ? nil : one.cookie,
                headers)
        }
    }

    private static func with(_ work: (House) async throws -> Void) async throws {
        try await DeskHarness.with { harness in
            let person = PersonBrowser(harness)
            let (code, mine) = try await person.begin("Van mij.")
            let held = try #require(person.cookie)
            let sam = try await harness.browser("sam")
            let inbox = try await sam.get("/nl/werk")
            let path = "/nl/werk/g/" + inbox.first(between: "href=\"/nl/werk/g/", "\"")
            let conversation = try await sam.get(path)
            let writing = PersonBrowser(harness)
            let write = try await writing.writePage()
            var all: [Filled] = []
            func add(_ name: String, _ cookie: String, _ page: WebAnswer, _ action: String, _ variants: [[(String, String)]]) throws {
                let form = try #require(page.forms.first { $0.action == action && !$0.ticket.isEmpty }, "\(name)")
                for fields in variants { all.append(Filled(name: name, cookie: cookie, form: form, fields: fields)) }
            }
            try add(
                "own", held, mine, "/nl/m",
                [[("go", "send"), ("m", "Nog iets")], [("go", "wipe"), ("c", code)], [("go", "change"), ("c", code)]])
            try add("write", "", write, "/nl/schrijf", [[("go", "send"), ("m", "Nieuw")]])
            try add(
                "conversation", sam.cookie, conversation, path,
                [
                    [("go", "claim")], [("go", "send"), ("text", "Mijn antwoord")], [("go", "keep"), ("text", "Mijn antwoord")],
                    [("go", "hand"), ("note", "Mijn notitie")], [("go", "close")],
                ])
            try add("inbox", sam.cookie, inbox, "/nl/werk", [[("go", "claim-" + path.suffix(32))]])
            try add("code", "", try await harness.get("/nl/terug"), "/nl/terug", [[("go", "enter"), ("c", code)]])
            try add(
                "entry", "", try await harness.get("/nl/werk/in"), "/nl/werk/in",
                [[("u", "sam"), ("p", TestWorkplace.passphrase), ("f", TestWorkplace.factor.code(now: harness.desk.clock.now).revealed)]])
            try await work(House(harness: harness, all: all))
        }
    }

    @Test("is refused when another site sent it, or another name of this site, and does nothing", arguments: ["cross-site", "same-site"])
    func otherSite(_ from: String) async throws {
        try await Self.with { house in
            let before = try await house.content()
            var headers = HTTPFields()
            headers[try #require(Self.site)] = from
            for one in house.all {
                let answer = try await house.send(one, headers)
                #expect(answer.status == 403 && answer["Set-Cookie"] == nil, "\(one.name) \(one.fields[0].1)")
            }
            // At every address to which forms go, those of strangers too; only the way out asks nobody where they come from.
            for row in try RouteTable().pages where row.method == "POST" {
                let path = row.path.replacing(/\{[a-z]+\}/, with: String(repeating: "0", count: 32))
                let cookie = house.all.first { $0.name == (row.policy == "own" ? "own" : "conversation") }?.cookie
                let answer = try await house.harness.post(path, [("go", "leave")], cookie: row.path == "/weg" ? nil : cookie, headers)
                #expect(answer.status == (row.path == "/weg" ? 303 : 403) || answer.status == 404, "\(path): \(answer.status)")
            }
            #expect(try await house.content() == before)
            // The very same forms are good when they come from here.
            headers[try #require(Self.site)] = "same-origin"
            for one in house.all where one.fields.first?.1 == "claim" { #expect(try await house.send(one, headers).status == 303) }
        }
    }

    @Test("is refused when its origin is another site, and taken when it is ours or says nothing")
    func otherOrigin() async throws {
        try await Self.with { house in
            let before = try await house.content()
            var headers = HTTPFields()
            for origin in ["https://elsewhere.test", "http://door.example.elsewhere.test", "https://door.example:1", "", "http://"] {
                headers[.origin] = origin
                for one in house.all {
                    let answer = try await house.send(one, headers)
                    #expect(answer.status == 403 && answer["Set-Cookie"] == nil, "\(origin) \(one.name)")
                }
            }
            #expect(try await house.content() == before)
            headers[.origin] = "null"
            for one in house.all where one.fields.first?.1 == "claim" { #expect(try await house.send(one, headers).status == 303) }
            let release = try #require(house.all.first { $0.fields.first?.1 == "claim" && $0.name == "conversation" })
            headers[.origin] = "https://door.example"
            let answer = try await house.harness.post(
                release.form.action, [("ticket", release.form.ticket), ("go", "keep"), ("text", "Mijn antwoord")], cookie: release.cookie,
                headers)
            #expect(answer.status != 403)
        }
    }

    @Test("is refused with the slip of every other form, page or person, and does nothing; what was typed stands there")
    func otherSlip() async throws {
        try await Self.with { house in
            let before = try await house.content()
            for one in house.all {
                for ticket in Set(house.all.map(\.form.ticket)).union(["", "x"]) where ticket != one.form.ticket {
                    let answer = try await house.send(one, ticket: ticket)
                    #expect([403, 422].contains(answer.status), "\(one.name) \(one.fields[0].1): \(answer.status)")
                    #expect(answer["Set-Cookie"] == nil, "\(one.name)")
                    for (name, value) in one.fields where ["m", "text", "note"].contains(name) {
                        #expect(answer.shows(value), "\(one.name) \(name)")
                    }
                }
            }
            #expect(try await house.content() == before)
        }
    }

    @Test("is refused after two hours, kindly, and does nothing")
    func tooLate() async throws {
        try await Self.with { house in
            let before = try await house.content()
            house.desk.clock.advance(seconds: 7201)
            for one in house.all {
                let answer = try await house.send(one)
                // Whose session ended meanwhile stands at the door, with what they typed.
                #expect([200, 303, 403, 422].contains(answer.status), "\(one.name): \(answer.status)")
                if answer.status == 303 { #expect(answer["Location"]?.hasPrefix("/nl/werk/in") == true, "\(one.name)") }
                if let given = answer["Set-Cookie"] { #expect(given.contains("Max-Age=0"), "\(one.name)") }
                for (name, value) in one.fields where ["m", "text", "note"].contains(name) {
                    #expect(answer.shows(value), "\(one.name) \(name)")
                }
            }
            #expect(try await house.content() == before)
        }
    }

    @Test("and comes a second time does nothing more")
    func twice() async throws {
        try await Self.with { house in
            for name in ["own", "write"] {
                let one = try #require(house.all.first { $0.name == name })
                #expect(try await house.send(one).status == 303)
                let items = try await house.items()
                #expect(try await house.send(one).status == 303)
                #expect(try await house.items() == items, "\(name)")
            }
        }
    }
}

extension ElsewhereTests.House {
    /// How many items are kept.
    fileprivate func items() async throws -> Int {
        var count = 0
        let stores = desk.place.stores
        for conversation in try await stores.conversations.queue(of: desk.teams.map(\.id), limit: 100) {
            for section in try await stores.sections.sections(of: conversation.dossier) {
                count += try await stores.sections.items(section.id, after: 0, limit: 1000).count
            }
        }
        return count
    }
}
