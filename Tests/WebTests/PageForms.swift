import Foundation
import TestKit

/// The forms of a page as a browser finds them.
struct PageForm {
    let action: String
    /// Fields with what stands in them; boxes that are not ticked too.
    var fields: [(name: String, value: String)] = []
    var buttons: [(name: String, value: String)] = []

    var ticket: String { fields.first { $0.name == "ticket" }?.value ?? "" }
}

extension WebAnswer {
    var forms: [PageForm] {
        text.components(separatedBy: "<form ").dropFirst().map { part in
            let body = part.components(separatedBy: "</form>").first ?? ""
            var form = PageForm(action: Self.attribute("action", in: body.prefix { $0 != ">" }) ?? "")
            for tag in body.components(separatedBy: "<").dropFirst() {
                let head = tag.prefix { $0 != ">" }
                guard let name = Self.attribute("name", in: head) else { continue }
                let value = Self.attribute("value", in: head) ?? ""
                if tag.hasPrefix("button") {
                    form.buttons.append((name, value))
                } else if tag.hasPrefix("input") || tag.hasPrefix("textarea") || tag.hasPrefix("select") {
                    form.fields.append((name, value))
                }
            }
            return form
        }
    }

    private static func attribute(_ name: String, in head: some StringProtocol) -> String? {
        guard let from = head.range(of: " \(name)=\"") ?? head.range(of: "\(name)=\"") else { return nil }
        return String(head[from.upperBound...].prefix { $0 != "\"" })
    }
}
