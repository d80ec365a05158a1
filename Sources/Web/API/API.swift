import HTTPTypes
public import Hummingbird

/// What other systems can ask: advice, who helps, and the same directory in the words of Open Referral. Everything here is public,
/// reads only, and keeps nothing of who asked or what they told.
/// - Source: R21, R27, R72; NL API Design Rules 2.2; HSDS 3.1.
public struct API: Sendable {
    private let environment: WebEnvironment

    public init(_ environment: WebEnvironment) { self.environment = environment }

    /// Adds every address below `/api`, and the frame around them.
    ///
    /// The frame sees only routes that are added after it, and also answers for addresses below `/api` that do not exist. All other
    /// addresses pass through it untouched.
    public func addRoutes(to router: Router<SiteContext>) {
        let routes = self.routes
        router.add(middleware: APIFrame(routes: routes, environment: environment))
        for route in routes {
            router.on(RouterPath(route.path), method: route.method) { request, context in try await route.answer(request, context) }
            guard route.method == .get else { continue }
            router.on(RouterPath(route.path), method: .head) { request, context in
                try await route.answer(request, context).createHeadResponse()
            }
        }
    }

    var routes: [APIRoute] {
        AdviceAPI(environment).routes + ServicesAPI(environment).routes + HSDSAPI(environment).routes
    }
}

/// One method on one address.
struct APIRoute: Sendable {
    let method: HTTPRequest.Method
    /// With parameters in braces, as OpenAPI writes them.
    let path: String
    let answer: @Sendable (Request, SiteContext) async throws -> Response

    /// Whether a path, cut at its slashes, is this address.
    func matches(_ segments: [Substring]) -> Bool {
        let own = path.split(separator: "/", omittingEmptySubsequences: false)
        return own.count == segments.count && zip(own, segments).allSatisfy { $0 == $1 || ($0.hasPrefix("{") && !$1.isEmpty) }
    }
}
