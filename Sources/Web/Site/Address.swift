/// The address of every public page. Addresses say nothing of the subject: whoever reads over a shoulder or through a history learns
/// that a page was read, not what about.
/// - Source: security 6.3; R41.
enum Address: Sendable, Hashable {
    case home
    case openNow
    case questions
    case whatNow
    case directory
    /// By its short code.
    case service(String)
    case readingList
    /// By its neutral path.
    case article(String)
    case child
    /// Where somebody leaves a first message.
    case writing
    /// Where somebody comes back with a code.
    case returning
    /// Everything of one's own, at one neutral address: no page inside has an address of its own.
    case own

    /// The way out; the same in every language.
    static let exit = "/weg"

    /// The path in a language.
    func path(_ language: String) -> String {
        let words = language == "nl" ? Self.dutch : Self.english
        switch self {
        case .home: return "/\(language)"
        case .openNow: return "/\(language)/\(words.openNow)"
        case .questions: return "/\(language)/\(words.questions)"
        case .whatNow: return "/\(language)/\(words.whatNow)"
        case .directory: return "/\(language)/\(words.directory)"
        case .service(let code): return "/\(language)/\(words.service)/\(code)"
        case .readingList: return "/\(language)/\(words.reading)"
        case .article(let path): return "/\(language)/\(words.reading)/\(path)"
        case .child: return "/\(language)/\(words.child)"
        case .writing: return "/\(language)/\(words.writing)"
        case .returning: return "/\(language)/\(words.returning)"
        case .own: return "/\(language)/m"
        }
    }

    private struct Segments {
        let openNow: String
        let questions: String
        let whatNow: String
        let directory: String
        let service: String
        let reading: String
        let child: String
        let writing: String
        let returning: String
    }
    private static let dutch = Segments(
        openNow: "nu", questions: "vragen", whatNow: "wat-nu", directory: "lijst", service: "kaart", reading: "lezen", child: "hallo",
        writing: "schrijf", returning: "terug")
    private static let english = Segments(
        openNow: "now", questions: "questions", whatNow: "what-now", directory: "list", service: "card", reading: "read", child: "hello",
        writing: "write", returning: "back")
}
