/// A service that a helper named in a message, as a small card: its name, its number, and the way to everything about it.
/// - Source: product journey C.
public struct NamedPlace: Sendable {
    public var name: String
    public var call: CallButton?
    public var more: Link

    public init(name: String, call: CallButton?, more: Link) {
        self.name = name
        self.call = call
        self.more = more
    }
}

extension HTML {
    mutating func named(_ place: NamedPlace) {
        element(.div, .class("card named")) { html in
            html.element(.p) { $0.element(.b, text: place.name) }
            if let call = place.call { html.call(call) }
            html.element(.p) { $0.element(.a, text: place.more.text, .href(place.more.href)) }
        }
    }
}
