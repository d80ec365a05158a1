import Domain
import HTTPTypes
import Hummingbird
import TestKit
import Web

/// The interfaces for other systems around the small landscape.
struct APIHarness {
    let responder: RouterResponder<SiteContext>

    init(at now: Instant = SmallLandscape.noon, isDemonstration: Bool = false) throws {
        let router = Router(context: SiteContext.self)
        API(webEnvironment(try smallSite(), at: now, isDemonstration: isDemonstration)).addRoutes(to: router)
        router.get("/nl") { _, _ in "a page" }
        responder = router.buildResponder()
    }

    func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> WebAnswer {
        try await answer(responder, .get, path, headers: headers)
    }

    func advise(_ body: String, _ headers: HTTPFields = [.contentType: "application/json"]) async throws -> WebAnswer {
        try await answer(responder, .post, "/api/v1/advice", headers: headers, body: Array(body.utf8))
    }
}

extension WebAnswer {
    /// What the problem says is wrong: the place and the sentence of each error.
    var errors: [(place: String, detail: String)] {
        let found = (try? json()["errors"]?.elements) ?? []
        return found.map { ($0["pointer"]?.text ?? $0["parameter"]?.text ?? "", $0["detail"]?.text ?? "") }
    }
}
