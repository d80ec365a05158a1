/// Seals what a person answered so far into the form they see, so that the server keeps nothing and the page shows nothing.
/// - Source: security 6.5; R7, R41.
public protocol FormTickets: Sendable {
    /// Seals bytes for one purpose. The result is text that fits in a form field.
    func seal(_ content: [UInt8], purpose: String, at now: Instant) -> String
    /// Opens a ticket made for this purpose at most two hours ago.
    /// - Throws: `FormTicketRefusal` when it was made elsewhere, was changed, or is too old.
    func open(_ ticket: String, purpose: String, at now: Instant) throws(FormTicketRefusal) -> [UInt8]
}

/// A form that cannot be read any more.
public enum FormTicketRefusal: Error, Sendable {
    case foreign
    case expired
}
