import Catalogue
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import TestKit
import Triage
import Vault
import Web
import Workflows

/// The whole site around an invented desk, as somebody with a browser meets it.
struct DeskHarness {
    let desk: TestWorkplace
    let environment: WebEnvironment
    let responder: RouterResponder<SiteContext>

    /// - Parameter typedAddress: how the site is found by somebody who types it; nil as in the content.
    init(_ desk: TestWorkplace, typedAddress: String? = nil) throws {
        self.desk = desk
        let content = try RealContent.get()
        let kept = content.settings
        let settings = SiteSettings(
            operator: kept.operator, brand: kept.brand, languages: kept.languages, exitURL: kept.exitURL, formal: kept.formal,
            emergencyNumber: kept.emergencyNumber, typedAddress: typedAddress ?? kept.typedAddress)
        let site = Site(
            engine: try RealContent.engine(), questions: content.questions, geography: content.geography, wording: content.wording,
            articles: content.articles, knowledge: content.knowledge, desk: content.desk, settings: settings,
            codes: ServiceCodes(slugs: content.landscape.services.map(\.slug), uuid: stableUUID))
        let clock = desk.clock
        environment = WebEnvironment(
            site: SiteHolder(site), now: { clock.now }, tickets: SealedFormTickets(), uuid: stableUUID,
            policyHash: { Digest.sha256Base64($0) }, reference: { "TEST42" }, isDemonstration: false, place: desk.place)
        responder = WebApplication(environment, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })).router()
            .buildResponder()
    }

    static func with<Value>(typedAddress: String? = nil, _ work: (DeskHarness) async throws -> Value) async throws -> Value {
        let desk = try await TestWorkplace.make(people: [
            ("noor", .administrator), ("sam", .helper), ("iris", .helper), ("lee", .shiftLead), ("omar", .privacyOfficer),
        ])
        let harness = try DeskHarness(desk, typedAddress: typedAddress)
        do {
            let value = try await work(harness)
            await desk.remove()
            return value
        } catch {
            await desk.remove()
            throw error
        }
    }

    /// A browser in which somebody entered.
    func browser(_ login: String) async throws -> DeskBrowser {
        DeskBrowser(harness: self, cookie: "__Host-w=" + (try await desk.enter(login).cookie))
    }

    func get(_ path: String, cookie: String? = nil, _ more: HTTPFields = [:]) async throws -> WebAnswer {
        var headers = more
        if let cookie { headers[.cookie] = cookie }
        return try await answer(responder, .get, path, headers: headers)
    }

    func post(_ path: String, _ fields: [(String, String)], cookie: String? = nil, _ more: HTTPFields = [:]) async throws -> WebAnswer {
        var headers = more
        if let cookie { headers[.cookie] = cookie }
        let allowed = CharacterSet.alphanumerics
        let body = fields.map { "\($0.0)=\($0.1.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")" }.joined(separator: "&")
        return try await answer(responder, .post, path, headers: headers, body: Array(body.utf8))
    }
}

/// What one worker's browser holds.
struct DeskBrowser {
    let harness: DeskHarness
    let cookie: String

    func get(_ path: String, _ more: HTTPFields = [:]) async throws -> WebAnswer { try await harness.get(path, cookie: cookie, more) }

    /// Sends a form of a page.
    func send(_ page: WebAnswer, to path: String, _ fields: [(String, String)], _ more: HTTPFields = [:]) async throws -> WebAnswer {
        try await harness.post(path, [("ticket", page.slip(for: path))] + fields, cookie: cookie, more)
    }

    /// Takes a conversation, and gives its page.
    func take(_ path: String) async throws -> WebAnswer {
        _ = try await send(try await get(path), to: path, [("go", "claim")])
        return try await get(path)
    }
}

extension WebAnswer {
    /// The sealed slip of the form that goes to an address.
    func slip(for path: String) -> String {
        guard let form = text.range(of: "action=\"\(path)\"") else { return "" }
        let rest = text[form.upperBound...]
        guard let from = rest.range(of: "name=\"ticket\" value=\""), let to = rest[from.upperBound...].firstIndex(of: "\"") else {
            return ""
        }
        return String(rest[from.upperBound..<to])
    }
}
