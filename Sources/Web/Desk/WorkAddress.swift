import Domain

/// Every page of the workbench, and its neutral path in each language.
/// - Source: R41; security 6.2.
enum WorkAddress: Sendable, Hashable {
    case inbox
    case entry
    case invitation
    case conversation(String)
    case people
    case teams
    case accessLog
    case feedback
    case leave
    case live

    /// The path in a language.
    func path(_ language: String) -> String {
        let words = language == "nl" ? Self.dutch : Self.english
        let root = "/\(language)/\(words.work)"
        switch self {
        case .inbox: return root
        case .entry: return "\(root)/in"
        case .invitation: return "\(root)/\(words.new)"
        case .conversation(let id): return "\(root)/\(words.conversation)/\(id)"
        case .people: return "\(root)/\(words.people)"
        case .teams: return "\(root)/teams"
        case .accessLog: return "\(root)/\(words.log)"
        case .feedback: return "\(root)/\(words.experiences)"
        case .leave: return "\(root)/\(words.out)"
        case .live: return "\(root)/live"
        }
    }

    private struct Segments {
        let work: String
        let new: String
        let conversation: String
        let people: String
        let log: String
        let experiences: String
        let out: String
    }
    private static let dutch = Segments(
        work: "werk", new: "nieuw", conversation: "g", people: "mensen", log: "inzage", experiences: "ervaringen", out: "uit")
    private static let english = Segments(
        work: "work", new: "new", conversation: "c", people: "people", log: "log", experiences: "experiences", out: "out")
}
