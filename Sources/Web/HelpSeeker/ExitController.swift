import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Workflows

/// The way out, and the few parts that pages are made of.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | / | anyone | public |
/// | POST | /weg | anyone | public |
/// | GET | /weg | anyone | public |
/// | GET | /w.js, /k.js, /m.js, /s.css, /q.css, /favicon.svg, /robots.txt | anyone | public |
/// | GET | /.well-known/security.txt | anyone | public |
struct ExitController: Sendable {
    let responder: PageResponder

    func addRoutes(to router: Router<SiteContext>) {
        // No form is read: whoever leaves must never wait for us to understand why.
        router.post(RouterPath(Address.exit)) { request, _ in await leave(request) }
        router.get(RouterPath(Address.exit)) { request, _ in await leave(request) }
        router.get("/") { request, _ in responder.redirect(to: Address.home.path(language(request))) }
        router.get("/.well-known/security.txt") { _, _ in try securityContact() }
        asset(router, "/w.js", "text/javascript; charset=utf-8", "\(Script.exit)")
        asset(router, "/k.js", "text/javascript; charset=utf-8", "\(Script.keep)")
        asset(router, "/m.js", "text/javascript; charset=utf-8", "\(Script.talk)")
        asset(router, "/s.css", "text/css; charset=utf-8", Stylesheet.full)
        asset(router, "/q.css", "text/css; charset=utf-8", "\(Stylesheet.watching)")
        asset(router, "/favicon.svg", "image/svg+xml", "\(Picture.favicon)")
        asset(router, "/robots.txt", "text/plain; charset=utf-8", "User-agent: *\nAllow: /\n")
    }

    // Where somebody who found a fault can say so; there is none until the operator names it.
    // - Source: RFC 9116.
    private func securityContact() throws -> Response {
        let site = responder.environment.site.current
        guard let contact = site.settings.operator.mistakesContact else { throw PageRefusal.notFound }
        let address = contact.contains("://") || contact.hasPrefix("mailto:") ? contact : "mailto:" + contact
        let expires = responder.environment.now().adding(seconds: 180 * 86_400).rfc3339
        let text = "Contact: \(address)\nExpires: \(expires)\nPreferred-Languages: \(site.settings.languages.joined(separator: ", "))\n"
        var headers = responder.headers.page
        headers[.contentType] = "text/plain; charset=utf-8"
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    private func leave(_ request: Request) async -> Response {
        let tools = responder.environment
        var headers = responder.headers.exit
        for cookie in [SessionCookie.person, .worker] {
            headers.append(HTTPField(name: .setCookie, value: cookie.clearing(tools.isDemonstration)))
            if let place = tools.place, let held = cookie.value(request, tools.isDemonstration) { await end(held, place) }
        }
        return Response(status: .seeOther, headers: headers)
    }

    // The session ends on the server as well, but a store that is slow or gone holds nobody up.
    private func end(_ held: String, _ place: Workplace) async {
        let (ended, signal) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        Task {
            await place.endSession(held)
            signal.finish()
        }
        Task {
            try? await Task.sleep(for: .milliseconds(50))
            signal.finish()
        }
        for await _ in ended {}
    }

    private func asset(_ router: Router<SiteContext>, _ path: String, _ type: String, _ content: String) {
        let kept = responder.headers.asset(type, isVersioned: true)
        let short = responder.headers.asset(type, isVersioned: false)
        let bytes = ByteBuffer(string: content)
        router.get(RouterPath(path)) { request, _ in
            let isVersioned = request.uri.query?.hasPrefix("v=") == true
            return Response(status: .ok, headers: isVersioned ? kept : short, body: .init(byteBuffer: bytes))
        }
    }

    // The first of the person's languages that the site speaks; else the site's own first language.
    private func language(_ request: Request) -> String {
        let languages = responder.environment.site.current.settings.languages
        let wanted = (request.headers[.acceptLanguage] ?? "").prefix(200).split(separator: ",").map { part in
            (part.split(separator: ";").first?.split(separator: "-").first ?? "").trimmed.lowercased()
        }
        return wanted.first { languages.contains($0) } ?? languages.first ?? "nl"
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var rest = self
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return rest
    }
}
