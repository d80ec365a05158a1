import Domain
import Foundation
import HTTPTypes
import TestKit
import Testing
import Vault
import Workflows

/// What somebody types stays what they typed: with it a page has the very same elements, attributes and links as with harmless words.
@Suite("Words that would be markup (W9)", .tags(.R41))
struct MarkupTests {
    private static let hostile = [
        "<script>steal()</script>", "<ScRiPt/src=//a.example>", "\"><img src=x onerror=steal()>", "' autofocus onfocus='steal()",
        "</textarea><script>steal()</script>", "</title><svg/onload=steal()>", "<!--", "-->", "<![CDATA[", "]]>", "<style>*{}</style>",
        "&lt;script&gt;steal()&lt;/script&gt;", "&#60;b&#62;", "&quot; onclick=&quot;steal()", "javascript:steal()", "data:text/html,<b>",
        "https://a.example/<b>", "{{constructor.constructor('steal()')()}}", "${steal()}", "<a href=\"javascript:steal()\">x</a>",
        "<base href=//a.example>", "<meta http-equiv=refresh content=0>", "<form action=//a.example>", "<iframe srcdoc='<b>'>",
        "`onmouseover=steal()",
        "\u{2028}</p>\u{2029}<b>", "\u{FF1C}script\u{FF1E}", "<\u{0301}b>", "<b\u{200D}>", "⟦mine.h1⟧", "{count}", "%3Cscript%3E",
        "\\u003cscript\\u003e",
        "</p></main></body></html><b>", "<math><mtext></mtext><mglyph></math>", "]]]]><![CDATA[>", "\"'`=<>&",
    ]

    @Test("change no element, attribute or link of any page, for the person or at the desk")
    func everywhere() async throws {
        let hostile = try await Self.scenario { $0 }
        let harmless = try await Self.scenario { text in String(text.map { $0.isWhitespace ? $0 : "a" }) }
        #expect(hostile.count == harmless.count && hostile.count > 40)
        for (one, other) in zip(hostile, harmless) {
            #expect(one.name == other.name)
            #expect(one.parts == other.parts, "\(one.name): \(zip(one.parts, other.parts).first { $0 != $1 }.map { "\($0)" } ?? "length")")
        }
    }

    private struct Seen {
        let name: String
        let parts: [String]
    }

    /// Everybody types everything everywhere.
    /// - Parameter make: what is typed in the place of something hostile.
    private static func scenario(_ make: (String) -> String) async throws -> [Seen] {
        let all = make(hostile.joined(separator: " "))
        let desk = try await TestWorkplace.make(people: [
            ("noor", .administrator), ("sam", .helper), ("iris", .helper), ("lee", .shiftLead),
        ])
        do {
            let seen = try await scenario(desk, all, hostile.map(make))
            await desk.remove()
            return seen
        } catch {
            await desk.remove()
            throw error
        }
    }

    private static func scenario(_ desk: TestWorkplace, _ all: String, _ each: [String]) async throws -> [Seen] {
        let harness = try DeskHarness(desk)
        var seen: [Seen] = []
        func look(_ name: String, _ page: WebAnswer) -> WebAnswer {
            seen.append(Seen(name: "\(seen.count) \(name) \(page.status)", parts: page.skeleton))
            return page
        }
        // Somebody with such a name waits for a team.
        let code = try await desk.place.invite(
            name: all, login: "odd", role: .helper, organisation: desk.organisation.id, teams: [try desk.team(.desk).id])
        _ = try await AcceptInvitation(desk.place)(
            code.text, passphrase: Confidential(TestWorkplace.passphrase), secondFactor: TestWorkplace.factor,
            factor: TestWorkplace.factor.code(now: desk.clock.now))
        let sam = try await harness.browser("sam")
        let teams = look("teams", try await sam.get("/nl/werk/teams"))
        let admit = teams.forms.flatMap(\.buttons).map(\.value).first { $0.hasPrefix("admit-") } ?? ""

        let person = PersonBrowser(harness)
        let write = try await person.writePage()
        let wrong = try await person.press(
            "send", on: write, "/nl/schrijf", [("m", all), ("h", "call"), ("n", all), ("w", all), ("o", all)])
        let sent = try await person.press(
            "send", on: look("write again", wrong), "/nl/schrijf",
            // No more fits in the lines about being called.
            [("m", all), ("h", "call"), ("n", "0612345678"), ("w", String(all.prefix(500))), ("o", String(all.suffix(500)))])
        #expect(sent.status == 303)
        let shown = look("code", try await person.get("/nl/m"))
        let digits = String(shown.first(between: "class=\"digits\"", "</p>").drop { $0 != ">" }.filter(\.isNumber))
        let asked = look("have", try await person.press("have", on: shown))
        let refused = look("prove", try await person.press("prove", on: asked, "/nl/m", [("c", String(all.prefix(300)))]))
        var mine = look("mine", try await person.press("prove", on: refused, "/nl/m", [("c", String(digits.suffix(4)))]))
        for text in each {
            _ = try await person.press("send", on: mine, "/nl/m", [("m", text)])
            mine = try await person.get("/nl/m")
        }
        _ = look("mine", mine)
        for go in ["look", "who", "code", "erase"] { _ = look(go, try await person.press(go, on: mine, "/nl/m", [("m", all)])) }
        _ = look("wipe", try await person.press("wipe", on: mine, "/nl/m", [("c", String(all.prefix(900)))]))
        _ = look("stale", try await person.post("/nl/m", [("ticket", all), ("go", "send"), ("m", all)]))

        // The desk, where the one with the odd name was let in and answers.
        _ = try await sam.send(teams, to: "/nl/werk/teams", [("go", admit)])
        let odd = try await harness.browser("odd")
        let inbox = look("inbox", try await odd.get("/nl/werk"))
        let path = "/nl/werk/g/" + inbox.first(between: "href=\"/nl/werk/g/", "\"")
        let conversation = look("conversation", try await odd.take(path))
        _ = look("taken", try await sam.send(try await sam.get(path), to: path, [("go", "claim"), ("text", all)]))
        _ = look("reveal", try await odd.send(conversation, to: path, [("go", "reveal"), ("text", all), ("note", all)]))
        _ = try await odd.send(conversation, to: path, [("go", "keep"), ("text", all)])
        _ = look("draft", try await odd.get(path))
        _ = try await odd.send(try await odd.get(path), to: path, [("go", "send"), ("text", all)])
        _ = try await odd.send(try await odd.get(path), to: path, [("go", "hand"), ("note", all)])
        _ = look("notes", try await sam.get(path))
        let noor = try await harness.browser("noor")
        for page in ["/nl/werk/inzage", "/nl/werk/mensen", "/nl/werk/teams"] { _ = look(page, try await noor.get(page)) }
        _ = look("who", try await person.press("who", on: try await person.get("/nl/m")))
        _ = look("answered", try await person.get("/nl/m"))

        // What people say afterwards, and what stands in boxes that were refused.
        let left = look("left", try await person.press("leave", on: try await person.get("/nl/m")))
        let questions = look("ask", try await person.press("ask", on: left))
        _ = look(
            "long", try await person.press("tell", on: questions, "/nl/m", [("a", all + String(repeating: "a", count: 2000)), ("f", all)]))
        _ = look("tell", try await person.press("tell", on: questions, "/nl/m", [("a", all), ("b", all), ("f", "hard"), ("g", all)]))
        _ = look("feedback", try await harness.browser("lee").get("/nl/werk/ervaringen"))
        let door = try await person.get("/nl/terug")
        _ = look("enter", try await person.press("enter", on: door, "/nl/terug", [("c", String(all.prefix(300))), ("m", all)]))
        let entry = try await harness.get("/nl/werk/in")
        _ = look(
            "entry",
            try await harness.post("/nl/werk/in", [("ticket", entry.slip(for: "/nl/werk/in")), ("u", all), ("p", all), ("f", all)]))
        for (path, fields) in [
            ("/nl/lijst", [("p", String(all.prefix(50))), ("k", all), ("r", all)]),
            ("/nl/wat-nu", [("p", String(all.prefix(50))), ("n", all)]),
            ("/nl/vragen", [("ticket", all), ("a", all)]),
        ] { _ = look(path, try await harness.post(path, fields)) }
        for text in each {
            let address = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            for path in ["/nl/", "/nl/kaart/", "/nl/lezen/", "/nl/werk/g/", "/nl/werk?n="] {
                _ = look(path, try await harness.get(path + address, cookie: sam.cookie))
            }
            let answer = try await harness.get("/api/v1/services?region=" + address)
            #expect(answer["Content-Type"]?.hasPrefix("application/") == true && answer["X-Content-Type-Options"] == "nosniff")
        }
        return seen
    }
}

extension WebAnswer {
    /// The elements of the page with the names of their attributes, and where links, forms and scripts lead; ids and tokens left out.
    fileprivate var skeleton: [String] {
        var parts: [String] = []
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: open)...]
            var tag = String(rest.prefix { !$0.isWhitespace && $0 != ">" })
            rest = rest.dropFirst(tag.count)
            while true {
                rest = rest.drop { $0.isWhitespace }
                guard let first = rest.first, first != ">" else { break }
                let name = rest.prefix { !$0.isWhitespace && $0 != ">" && $0 != "=" }
                rest = rest.dropFirst(max(1, name.count))
                tag += " " + name
                guard rest.first == "=", let quote = rest.dropFirst().first, quote == "\"" || quote == "'" else { continue }
                let value = rest.dropFirst(2).prefix { $0 != quote }
                rest = rest.dropFirst(3 + value.count)
                if ["href", "action", "src", "data-to"].contains(name) {
                    tag += "=" + value.replacing(/[0-9a-f]{32}/, with: "ID").replacing(/c=[0-9]+/, with: "")
                }
            }
            parts.append(tag)
        }
        return parts
    }
}
