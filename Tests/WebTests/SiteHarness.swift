import Catalogue
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization
import TestKit
import Triage
import Vault
import Web

/// The whole site with the content that ships, in which time stands where a test puts it.
struct SiteHarness {
    let responder: RouterResponder<SiteContext>
    let environment: WebEnvironment
    let site: Site
    private let clock: TestClock

    init(
        at moment: String = "2026-12-02T13:20", settings: SiteSettings? = nil, isDemonstration: Bool = true
    ) throws {
        let content = try RealContent.get()
        site = Site(
            engine: try RealContent.engine(), questions: content.questions, geography: content.geography, wording: content.wording,
            articles: content.articles, knowledge: content.knowledge, desk: content.desk, settings: settings ?? content.settings,
            codes: ServiceCodes(slugs: content.landscape.services.map(\.slug), uuid: stableUUID))
        let clock = TestClock(Instant(moment) ?? Instant(seconds: 0))
        self.clock = clock
        environment = WebEnvironment(
            site: SiteHolder(site), now: { clock.now }, tickets: SealedFormTickets(), uuid: stableUUID,
            policyHash: { Digest.sha256Base64($0) }, reference: { "TEST42" }, isDemonstration: isDemonstration)
        responder = WebApplication(environment, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })).router()
            .buildResponder()
    }

    func pass(seconds: Int64) { clock.pass(seconds) }

    func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> WebAnswer {
        try await answer(responder, .get, path, headers: headers)
    }

    func post(_ path: String, _ fields: [(String, String)], _ headers: HTTPFields = [:]) async throws -> WebAnswer {
        let body = fields.map { "\($0.0)=\(Self.escape($0.1))" }.joined(separator: "&")
        return try await answer(responder, .post, path, headers: headers, body: Array(body.utf8))
    }

    /// Answers the questions one after another, `nil` skips, and gives the last page.
    func walk(_ language: String = "nl", _ steps: [[(String, String)]?]) async throws -> WebAnswer {
        let path = language == "nl" ? "/nl/vragen" : "/en/questions"
        var page = try await get(path)
        for step in steps {
            let ticket = ("ticket", page.ticket)
            page = try await post(path, [ticket] + (step.map { $0 + [("go", "next")] } ?? [("go", "skip")]))
        }
        return page
    }

    private static func escape(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 95
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}

final class TestClock: Sendable {
    private let instant: Mutex<Instant>
    init(_ start: Instant) { instant = Mutex(start) }
    var now: Instant { instant.withLock { $0 } }
    func pass(_ seconds: Int64) { instant.withLock { $0 = $0.adding(seconds: seconds) } }
}

extension WebAnswer {
    /// The sealed answers in the form of the page.
    var ticket: String { first(between: "name=\"ticket\" value=\"", "\"") }
    var title: String { first(between: "<title>", "</title>") }

    func first(between start: String, _ end: String) -> String {
        guard let from = text.range(of: start), let to = text.range(of: end, range: from.upperBound..<text.endIndex) else { return "" }
        return String(text[from.upperBound..<to.lowerBound])
    }
}
