import Hummingbird
import NIOCore
import Pages

/// The script and the stylesheet of the workbench. They hold nothing of anybody.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /d.js, /d.css | anyone | public |
struct DeskPartsController: Sendable {
    let responder: PageResponder

    func addRoutes(to router: Router<SiteContext>) {
        part(router, "/d.js", "text/javascript; charset=utf-8", "\(Script.desk);\n\(Script.beside)")
        part(router, "/d.css", "text/css; charset=utf-8", "\(Stylesheet.desk)\(Stylesheet.roster)\(Stylesheet.beside)\(Stylesheet.board)")
    }

    private func part(_ router: Router<SiteContext>, _ path: String, _ type: String, _ content: String) {
        let kept = responder.headers.asset(type, isVersioned: true)
        let short = responder.headers.asset(type, isVersioned: false)
        let bytes = ByteBuffer(string: content)
        router.get(RouterPath(path)) { request, _ in
            let isVersioned = request.uri.query?.hasPrefix("v=") == true
            return Response(status: .ok, headers: isVersioned ? kept : short, body: .init(byteBuffer: bytes))
        }
    }
}
