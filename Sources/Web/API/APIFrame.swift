import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// What holds for every answer below `/api`: the headers, which addresses and methods exist, and that a failure tells nothing.
/// - Source: NL API Design Rules 2.2 `/core/transport/security-headers`, `version-header`, `no-trailing-slash`, `cors`.
struct APIFrame: RouterMiddleware {
    typealias Context = SiteContext
    static let version = "1.0.0"

    let routes: [APIRoute]
    let environment: WebEnvironment

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        guard path == "/api" || path.hasPrefix("/api/") else { return try await next(request, context) }
        var response: Response
        do {
            response = try await answer(request, context, next)
        } catch let error as CancellationError {
            throw error
        } catch {
            response = Response(problem: problem(for: error, context))
        }
        addHeaders(&response.headers)
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(
        _ request: Request, _ context: SiteContext, _ next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        let methods = methods(at: request.uri.path)
        guard !methods.isEmpty else { throw Problem.notFound }
        if request.method == .options { return preflight(methods) }
        guard methods.contains(request.method) else {
            throw Problem(.methodNotAllowed, "This address does not have that method.", allow: methods)
        }
        return try await next(request, context)
    }

    // Open Referral calls the root of its API '/': there, and only there, the slash is a name of its own.
    private func methods(at path: String) -> [HTTPRequest.Method] {
        let path = path == "/api/hsds/" ? "/api/hsds" : path
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        let found = routes.filter { $0.matches(segments) }.map(\.method)
        guard !found.isEmpty else { return [] }
        return found + (found.contains(.get) ? [.head, .options] : [.options])
    }

    private func preflight(_ methods: [HTTPRequest.Method]) -> Response {
        let names = methods.map(\.rawValue).joined(separator: ", ")
        return Response(
            status: .noContent,
            headers: [
                .allow: names, .accessControlAllowMethods: names, .accessControlAllowHeaders: "Content-Type, Accept-Language",
                .accessControlMaxAge: "600",
            ])
    }

    private func problem(for error: any Error, _ context: SiteContext) -> Problem {
        if let problem = error as? Problem { return problem }
        if let known = error as? any HTTPResponseError, known.status.kind == .clientError {
            return known.status == .notFound ? .notFound : Problem(known.status, "The request cannot be read.")
        }
        let reference = environment.reference()
        // The kind of error and the number: nothing that was asked or answered.
        context.logger.error(
            "api failure", metadata: ["reference": "\(reference)", "kind": "\(String(reflecting: type(of: error)))"])
        return .failure(reference: reference)
    }

    private func addHeaders(_ headers: inout HTTPFields) {
        headers[.apiVersion] = Self.version
        headers[.cacheControl] = "no-store"
        headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
        headers[.xContentTypeOptions] = "nosniff"
        headers[.xFrameOptions] = "DENY"
        headers[.referrerPolicy] = "no-referrer"
        headers[.accessControlAllowOrigin] = "*"
        headers[.accessControlExposeHeaders] = "API-Version"
        if !environment.isDemonstration { headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
    }
}

extension HTTPField.Name {
    static let apiVersion = constant("API-Version")
    static let xFrameOptions = constant("X-Frame-Options")
    static let referrerPolicy = constant("Referrer-Policy")

    // The name is fixed and valid; the fallback is never taken.
    private static func constant(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .server }
}

extension Response {
    /// An answer in JSON.
    init(json: JSON, status: HTTPResponse.Status = .ok, type: String = "application/json", language: String? = nil) {
        var headers: HTTPFields = [.contentType: type]
        if let language {
            headers[.contentLanguage] = language
            headers[.vary] = "Accept-Language"
        }
        self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.bytes)))
    }

    /// An answer that says what was wrong.
    init(problem: Problem) {
        self.init(json: problem.json, status: problem.status, type: "application/problem+json", language: nil)
        if !problem.allow.isEmpty { headers[.allow] = problem.allow.map(\.rawValue).joined(separator: ", ") }
    }
}
