import Domain
import HTTPTypes
import Hummingbird
import Pages

/// A chat without scripts: the page is fetched anew by itself, and where one types is shown when the person asks for it.
/// - Source: WCAG 2.2, 2.2.1 and 2.2.4; decision 0060.
extension OwnController {
    /// What was pressed on a page that looks by itself, or on one that rests.
    func watch(_ own: OwnVisit, _ go: String, _ text: String, _ slip: OwnSlip) async -> Response {
        switch go {
        case "watch" where own.visit.kept(text) == nil: responder.redirect(to: own.visit.path(.own))
        // What was typed would be lost when the page is fetched anew.
        case "watch": await mine(own, text: text, done: "chat.watch_typed", slip: slip)
        case "stop": await mine(own, text: text, done: "chat.stopped", slip: slip)
        default: await mine(own, text: text, slip: slip, typing: true)
        }
    }
}

extension Request {
    /// Whether a page asked for itself again, and no person did.
    var looksByItself: Bool { method == .get && uri.queryParameters["r"] == "1" }
}

extension Response {
    /// A page that could not be made now is asked for again, when nobody pressed anything to get it.
    func looking(again: Bool) -> Response {
        guard again, status == .serviceUnavailable, let refresh = HTTPField.Name("Refresh") else { return self }
        var response = self
        response.headers[refresh] = String(OwnPresenter.glance)
        return response
    }
}
