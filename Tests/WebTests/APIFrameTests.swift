import Domain
import HTTPTypes
import Hummingbird
import TestKit
import Testing

@testable import Web

@Suite("The frame around the interfaces")
struct APIFrameTests {
    static let required = [
        ("API-Version", "1.0.0"), ("Cache-Control", "no-store"), ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Access-Control-Allow-Origin", "*"),
        ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
    ]

    @Test(
        "gives every answer its headers, also one that refuses",
        arguments: [
            "/api/v1/services", "/api/v1/services?x=1", "/api/nothing", "/api/v1/openapi.json", "/api/hsds", "/api/v1/advice",
        ])
    func headers(_ path: String) async throws {
        let answer = try await APIHarness().get(path)
        for (name, value) in Self.required { #expect(answer[name] == value) }
        #expect(answer["Content-Type"]?.hasSuffix("json") == true)
    }

    @Test("does not promise TLS in a demonstration, and leaves other addresses alone")
    func demonstration() async throws {
        let harness = try APIHarness(isDemonstration: true)
        #expect(try await harness.get("/api/hsds")["Strict-Transport-Security"] == nil)
        #expect(try await harness.get("/nl")["API-Version"] == nil)
    }

    @Test(
        "finds nothing at an address with a slash behind it, or one that is not there",
        arguments: [
            "/api", "/api/", "/api/v1", "/api/v2/services", "/api/v1/services/", "/api/v1//services", "/api/v1/advice/",
            "/api/hsds/services/",
            "/api/v1/openapi.json/", "/api/hsds//",
        ])
    func notThere(_ path: String) async throws {
        let answer = try await APIHarness().get(path)
        #expect(answer.status == 404)
        #expect(answer["Content-Type"] == "application/problem+json")
        #expect(try answer.json()["title"] == "Not Found")
    }

    @Test("says which methods an address has", arguments: [HTTPRequest.Method.put, .delete, .patch, .trace, .post])
    func wrongMethod(_ method: HTTPRequest.Method) async throws {
        let answer = try await answer(APIHarness().responder, method, "/api/v1/services")
        #expect(answer.status == 405)
        #expect(answer["Allow"] == "GET, HEAD, OPTIONS")
        #expect(try answer.json()["status"] == 405)
        #expect(try await APIHarness().get("/api/v1/advice")["Allow"] == "POST, OPTIONS")
    }

    @Test("lets a browser elsewhere ask first")
    func preflight() async throws {
        let answer = try await answer(
            APIHarness().responder, .options, "/api/v1/advice",
            headers: [.origin: "https://other.example", .accessControlRequestMethod: "POST"])
        #expect(answer.status == 204)
        #expect(answer["Access-Control-Allow-Methods"] == "POST, OPTIONS")
        #expect(answer["Access-Control-Allow-Headers"]?.contains("Content-Type") == true)
        #expect(answer["Access-Control-Allow-Origin"] == "*")
        #expect(answer["API-Version"] == "1.0.0")
        #expect(answer.bytes.isEmpty)
    }

    @Test("answers HEAD as GET, without the body")
    func head() async throws {
        let harness = try APIHarness()
        let whole = try await harness.get("/api/v1/services")
        let head = try await answer(harness.responder, .head, "/api/v1/services")
        #expect(head.status == 200)
        #expect(head.bytes.isEmpty)
        #expect(head["Content-Length"] == String(whole.bytes.count))
        #expect(try await answer(harness.responder, .head, "/api/nothing").bytes.isEmpty)
    }

    @Test("tells nothing of a failure but a number", .tags(.R41))
    func failure() async throws {
        struct Secret: Error { let words = "what was asked" }
        let failing = APIRoute(method: .get, path: "/api/failing") { _, _ in Response(status: .ok) }
        let router = Router(context: SiteContext.self)
        router.add(middleware: APIFrame(routes: [failing], environment: webEnvironment(try smallSite())))
        router.get("/api/failing") { _, _ -> Response in throw Secret() }
        let answer = try await answer(router.buildResponder(), .get, "/api/failing")
        #expect(answer.status == 500)
        #expect(try answer.json()["detail"] == "Something went wrong on our side. Reference: TEST42.")
        #expect(!answer.text.contains("asked"))
        #expect(!answer.text.contains("Secret"))
    }
}
