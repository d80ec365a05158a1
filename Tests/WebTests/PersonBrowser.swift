import Domain
import HTTPTypes
import TestKit

/// What the browser of somebody holds who writes and comes back.
final class PersonBrowser {
    let harness: DeskHarness
    /// As it is sent: name and value; nil when there is none.
    var cookie: String?

    init(_ harness: DeskHarness) { self.harness = harness }

    func get(_ path: String, _ more: HTTPFields = [:]) async throws -> WebAnswer {
        take(try await harness.get(path, cookie: cookie, more))
    }

    func post(_ path: String, _ fields: [(String, String)], _ more: HTTPFields = [:]) async throws -> WebAnswer {
        take(try await harness.post(path, fields, cookie: cookie, more))
    }

    /// Presses a button on a page of one's own.
    func press(
        _ go: String, on page: WebAnswer, _ path: String = "/nl/m", _ fields: [(String, String)] = [], _ more: HTTPFields = [:]
    ) async throws -> WebAnswer {
        try await post(path, [("ticket", page.ticket), ("go", go)] + fields, more)
    }

    /// The page to write on.
    func writePage() async throws -> WebAnswer {
        let page = try await press("write", on: try await get("/nl/schrijf"), "/nl/schrijf")
        harness.desk.clock.advance(seconds: 30)
        return page
    }

    /// Writes, shows the code, and stands at the messages.
    func begin(_ text: String, _ more: [(String, String)] = []) async throws -> (code: String, mine: WebAnswer) {
        _ = try await press("send", on: try await writePage(), "/nl/schrijf", [("m", text)] + more)
        let shown = try await get("/nl/m")
        let code = String(shown.first(between: "class=\"digits\"", "</p>").drop { $0 != ">" }.filter(\.isNumber))
        let asked = try await press("have", on: shown)
        return (code, try await press("prove", on: asked, "/nl/m", [("c", String(code.suffix(4)))]))
    }

    /// Comes in with a code.
    func enter(_ code: String, _ more: [(String, String)] = []) async throws -> WebAnswer {
        try await press("enter", on: try await get("/nl/terug"), "/nl/terug", [("c", code)] + more)
    }

    private func take(_ answer: WebAnswer) -> WebAnswer {
        if let given = answer["Set-Cookie"] {
            let pair = given.split(separator: ";").first.map(String.init) ?? ""
            cookie = pair.hasSuffix("=") ? nil : pair
        }
        return answer
    }
}

extension WebAnswer {
    /// Whether a text stands on the page as a person reads it.
    func shows(_ words: String) -> Bool { text.contains(words) }
    /// Whether a text stands in a box to write in.
    func keeps(_ words: String) -> Bool { text.contains(words + "</textarea>") }
}
