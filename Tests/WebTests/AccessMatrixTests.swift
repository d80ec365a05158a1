import Domain
import Foundation
import HTTPTypes
import TestKit
import Testing
import Workflows

/// Every role, a person, a stranger, and those who are none of these any more, at every address there is.
@Suite("At every address (A1)")
struct AccessMatrixTests {
    private static let words = "KANARIE alleen voor de balie"

    /// What each role may, said once more on purpose: a change in the program alone does not pass.
    private static let may: [Role: Set<String>] = [
        .helper: ["help_people", "follow_referrals", "hold_team_keys", "see_shifts", "see_board", "sit_at_tables", "open_tables"],
        .shiftLead: [
            "help_people", "follow_referrals", "hold_team_keys", "read_feedback", "see_shifts", "plan_shifts", "see_board", "lead_shift",
            "sit_at_tables", "open_tables",
        ],
        .administrator: ["manage_people", "read_access_log", "hold_team_keys", "see_shifts", "plan_shifts"],
        .privacyOfficer: ["read_access_log", "hold_team_keys"], .analyst: ["read_feedback", "hold_team_keys"],
        .partnerWorker: ["receive_referrals", "follow_referrals", "hold_team_keys", "sit_at_tables"],
        .coordinator: ["help_people", "follow_referrals", "hold_team_keys", "see_shifts", "see_board", "sit_at_tables", "open_tables"],
        .landscapeEditor: [],
        .expertReviewer: [],
    ]

    /// Somebody at the door.
    fileprivate struct Visitor {
        let name: String
        let cookie: String?
        /// The permissions of somebody who entered as a worker of the desk; nil for everybody else.
        var permissions: Set<String>?
        var isPerson = false
    }

    private struct House {
        let harness: DeskHarness
        let visitors: [Visitor]
        let conversation: Identifier<Conversation>
        let card: String

        /// An address with something in it that is there, and whether there is such a thing.
        func path(_ row: RouteTable.Row) -> (path: String, isReal: Bool) {
            let values = [
                "/g/{id}": "/g/" + conversation.text, "/c/{id}": "/c/" + conversation.text, "/kennis/{card}": "/kennis/" + card,
                "/knowledge/{card}": "/knowledge/" + card,
            ]
            for (part, real) in values where row.path.contains(part) { return (row.path.replacing(part, with: real), true) }
            guard row.path.contains("{") else { return (row.path, true) }
            return (row.path.replacing(/\{[a-z]+\}/, with: conversation.text), false)
        }
    }

    private static func with(_ work: (House) async throws -> Void) async throws {
        let logins = Role.allCases.map { (login: "login-" + $0.rawValue, role: $0) }
        let desk = try await TestWorkplace.make(people: logins + [("sam", .helper), ("gone", .helper)])
        do { try await work(try await house(desk, logins)) } catch {
            await desk.remove()
            throw error
        }
        await desk.remove()
    }

    private static func house(_ desk: TestWorkplace, _ logins: [(login: String, role: Role)]) async throws -> House {
        let harness = try DeskHarness(desk)
        let person = PersonBrowser(harness)
        _ = try await person.begin(words)
        var visitors = [
            Visitor(name: "a stranger", cookie: nil), Visitor(name: "a person", cookie: person.cookie, isPerson: true),
            Visitor(name: "a worker with a person's cookie", cookie: person.cookie?.replacing("__Host-s", with: "__Host-w")),
            Visitor(name: "a made-up cookie", cookie: "__Host-w=" + String(repeating: "A", count: 43) + "; __Host-s=x"),
        ]
        let left = try await harness.browser("gone")
        let administrator = try await desk.enter("login-administrator").session
        let id = try #require(try await desk.place.stores.workers.workers(of: desk.organisation.id).first { desk.name($0) == "Gone" }).id
        try await People(desk.place).end(id, by: administrator)
        visitors.append(Visitor(name: "somebody who left", cookie: left.cookie))
        let (organisation, teams) = try await desk.place.found(organisation: "Another", desk: "Another desk")
        visitors.append(
            Visitor(
                name: "a helper elsewhere", cookie: try await desk.joined("kim", .helper, organisation, teams), permissions: ["elsewhere"]))
        for (login, role) in logins {
            visitors.append(Visitor(name: role.rawValue, cookie: try await harness.browser(login).cookie, permissions: may[role]))
        }
        let inbox = try await harness.browser("sam").get("/nl/werk")
        let conversation = try #require(Identifier<Conversation>(inbox.first(between: "href=\"/nl/werk/g/", "\"")))
        let shelf = try await harness.browser("sam").get("/nl/werk/kennis")
        let card = shelf.first(between: "href=\"/nl/werk/kennis/", "\"")
        return House(harness: harness, visitors: visitors, conversation: conversation, card: card)
    }

    // What ends a session is tried last.
    private static func rows() throws -> [RouteTable.Row] {
        try RouteTable().pages.filter { $0.path != "/weg" && $0.policy != "worker" }
    }

    @Test("a page is there for whoever may, and for nobody else; what holds anybody's words has a size that tells nothing")
    func reading() async throws {
        try await Self.with { house in
            // To each worker every address that is not theirs is the very page of one that is not there.
            var absent: [String: [UInt8]] = [:]
            for visitor in house.visitors {
                absent[visitor.name] = try await house.harness.get("/nl/werk/bestaat-niet", cookie: visitor.cookie).bytes
            }
            for row in try Self.rows() where row.method == "GET" {
                let (path, isReal) = house.path(row)
                for visitor in house.visitors {
                    // An open line to an open page never ends.
                    if path.hasSuffix("/live"), visitor.permissions.map({ $0.contains(row.policy) || $0 == ["elsewhere"] }) == true {
                        continue
                    }
                    let answer = try await house.harness.get(path, cookie: visitor.cookie, [.acceptEncoding: "gzip"])
                    let place = "\(visitor.name) \(path): \(answer.status)"
                    let mayRead =
                        row.policy == "own"
                        ? visitor.isPerson
                        : row.policy == "help_people" && row.path.hasSuffix("/{id}") && path.hasSuffix(house.conversation.text)
                            && (path.contains("/g/") || path.contains("/c/"))
                    #expect(answer.shows("KANARIE") == (mayRead && visitor.may(row.policy)), "\(place)")
                    switch row.policy {
                    case "public":
                        #expect(
                            [200, 303, 404].contains(answer.status) && (answer.status != 404 || !isReal || path.contains("well-known")),
                            "\(place)")
                    case "own": #expect(answer.status == (visitor.isPerson ? 200 : 303), "\(place)")
                    default:
                        guard let permissions = visitor.permissions else {
                            #expect([303, 204].contains(answer.status), "\(place)")
                            if answer.status == 303 { #expect(answer["Location"]?.contains("/in") == true, "\(place)") }
                            continue
                        }
                        if permissions == ["elsewhere"] { continue }
                        if !permissions.contains(row.policy), ["/nl/werk", "/en/work"].contains(path), !permissions.isEmpty {
                            // The workbench itself brings everybody to a page that is theirs.
                            let first = try await house.harness.get(answer["Location"] ?? "/", cookie: visitor.cookie)
                            #expect(
                                answer.status == 303 && first.status == 200 && answer["Location"]?.hasPrefix(path + "/") == true, "\(place)"
                            )
                        } else if !permissions.contains(row.policy) {
                            #expect(answer.status == 404, "\(place)")
                            if path.hasPrefix("/nl") { #expect(answer.bytes == absent[visitor.name], "\(place)") }
                        } else if isReal {
                            #expect(answer.status == 200, "\(place)")
                            Self.tellsNothing(answer, place)
                        }
                    }
                    if row.policy == "own", visitor.isPerson { Self.tellsNothing(answer, place) }
                }
            }
        }
    }

    /// Never compressed, never kept, and as long as many others (W10).
    private static func tellsNothing(_ answer: WebAnswer, _ place: String) {
        #expect(answer["Content-Encoding"] == nil && answer.bytes.count % 4096 == 0 && !answer.bytes.isEmpty, "\(place)")
        #expect(
            answer["Cache-Control"]?.contains("no-store") == true && answer["ETag"] == nil && answer["Last-Modified"] == nil, "\(place)")
    }

    @Test("a form without its slip changes nothing, whoever sends it; and to who may not, the address is not there")
    func sending() async throws {
        try await Self.with { house in
            let content = try await house.harness.desk.content(.main)
            for row in try Self.rows() where row.method == "POST" {
                let (path, isReal) = house.path(row)
                for visitor in house.visitors {
                    let fields = [("go", "send"), ("m", "x"), ("text", "x"), ("c", "x"), ("u", "sam"), ("p", "x"), ("f", "x")]
                    let answer = try await house.harness.post(path, fields, cookie: visitor.cookie)
                    let place = "\(visitor.name) \(path): \(answer.status)"
                    #expect(answer.status < 500, "\(place)")
                    let isOwn = row.policy == "own" && visitor.isPerson
                    let isDesk = row.policy == "help_people" && visitor.may(row.policy) && path.hasSuffix(house.conversation.text)
                    #expect(!answer.shows("KANARIE") || isOwn || isDesk, "\(place)")
                    if let permissions = visitor.permissions, Permission(rawValue: row.policy) != nil, isReal, permissions != ["elsewhere"]
                    {
                        #expect(permissions.contains(row.policy) ? [403, 422].contains(answer.status) : answer.status == 404, "\(place)")
                    }
                }
            }
            #expect(try await house.harness.desk.content(.main) == content)
        }
    }

    @Test("whoever leaves, or presses the exit, is in nowhere any more", arguments: ["/weg", "/nl/werk/uit"])
    func leaving(_ path: String) async throws {
        try await Self.with { house in
            for visitor in house.visitors where visitor.permissions != nil || visitor.isPerson {
                guard path == "/weg" || !visitor.isPerson else { continue }
                let answer = try await house.harness.post(path, [], cookie: visitor.cookie)
                #expect(answer.status == 303, "\(visitor.name)")
                let inside = visitor.isPerson ? "/nl/m" : "/nl/werk/teams"
                #expect(try await house.harness.get(inside, cookie: visitor.cookie).status == 303, "\(visitor.name)")
            }
        }
    }
}

extension AccessMatrixTests.Visitor {
    fileprivate func may(_ policy: String) -> Bool { policy == "own" ? isPerson : permissions?.contains(policy) ?? false }
}
