import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Triage
import Wording

/// Advice for other systems. Nothing of the situation is kept, logged or put in an address.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | POST | /api/v1/advice | anyone | public, stateless; 64 KiB at most |
/// | GET | /api/v1/openapi.json | anyone | public |
/// - Source: triage vocabulary; R19, R21, R72.
struct AdviceAPI: Sendable {
    private let environment: WebEnvironment

    init(_ environment: WebEnvironment) { self.environment = environment }

    var routes: [APIRoute] {
        [
            APIRoute(method: .post, path: "/api/v1/advice") { request, context in try await advise(request, context) },
            APIRoute(method: .get, path: "/api/v1/openapi.json") { request, _ in
                let query = QueryReader(request.uri.query, allowed: [])
                try query.finish()
                return Response(json: OpenAPIDocument(site: environment.site.current).json)
            },
        ]
    }

    private func advise(_ request: Request, _ context: SiteContext) async throws -> Response {
        let query = QueryReader(request.uri.query, allowed: [])
        let body = try await readBody(request, limit: context.maxUploadSize)
        try query.finish()
        let question = try AdviceQuestion(body)
        let site = environment.site.current
        let language = site.language(for: request)
        let advice = site.engine.advise(question.situation, at: question.at ?? environment.now())
        return Response(json: adviceJSON(advice, engine: site.engine, wording: site.wording(in: language)), language: language)
    }

    private func readBody(_ request: Request, limit: Int) async throws -> JSON {
        let type = request.headers[.contentType]?.split(separator: ";").first.map { $0.filter { $0 != " " }.lowercased() }
        guard type == "application/json", request.headers[.contentEncoding].map({ $0.lowercased() == "identity" }) ?? true else {
            throw Problem(.unsupportedMediaType, "The body must be application/json, without an encoding.")
        }
        let tooLarge = Problem(.contentTooLarge, "The body may hold at most \(limit) bytes.")
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit { throw tooLarge }
        var bytes: [UInt8] = []
        for try await part in request.body {
            bytes += part.readableBytesView
            if bytes.count > limit { throw tooLarge }
        }
        do {
            return try JSON(parsing: bytes)
        } catch {
            throw Problem.invalid([Problem.Detail(pointer: "#", "The body is not JSON: \(error.sentence).")])
        }
    }
}

/// What was asked: about which situation, and at what moment when not now.
struct AdviceQuestion {
    private(set) var situation = Situation()
    private(set) var at: Instant?

    static let members = ["situation", "at"]

    /// - Throws: `Problem` with everything that is wrong, together.
    init(_ body: JSON) throws(Problem) {
        guard let members = body.members else {
            throw .invalid([Problem.Detail(pointer: "#", "The body must be an object, not \(body.kind).")])
        }
        var errors: [Problem.Detail] = []
        for (name, _) in members where !Self.members.contains(name) {
            let shown = String(name.prefix(40))
            errors.append(
                Problem.Detail(
                    pointer: Problem.pointer(shown),
                    "Unknown member '\(shown)'; allowed: \(Self.members.joined(separator: ", ")). Facets stand inside 'situation'."))
        }
        errors += readSituation(body["situation"]) + readMoment(body["at"])
        guard errors.isEmpty else { throw .invalid(errors) }
    }

    private mutating func readSituation(_ json: JSON?) -> [Problem.Detail] {
        guard let json else {
            return [
                Problem.Detail(pointer: "#", "The member 'situation' is missing; an empty object is a situation of which nothing is known.")
            ]
        }
        do {
            situation = try Situation(json: json)
            return []
        } catch {
            guard case .facets(let found) = error else {
                return error.sentences.map { Problem.Detail(pointer: Problem.pointer("situation"), $0) }
            }
            return found.problems.map { Problem.Detail(pointer: Problem.pointer("situation", $0.facet), $0.sentence) }
        }
    }

    private mutating func readMoment(_ json: JSON?) -> [Problem.Detail] {
        guard let json else { return [] }
        at = json.text.flatMap(Instant.init)
        guard at == nil else { return [] }
        return [
            Problem.Detail(
                pointer: Problem.pointer("at"),
                "'at' takes a moment in RFC 3339 such as 2026-12-24T23:30:00Z, or a time in Amsterdam such as 2026-12-24T23:30.")
        ]
    }
}

extension Site {
    /// The language of the answer: the one the client likes best among those there are.
    func language(for request: Request) -> String {
        let offered = settings.languages.filter { wording[$0] != nil }
        return AcceptLanguage.best(request.headers[.acceptLanguage], offered: offered.isEmpty ? wording.keys.sorted() : offered)
    }

    /// The texts of a language.
    func wording(in language: String) -> Wording { wording[language] ?? Wording(language: language, texts: [:]) }
}
