import Domain

/// Every page of the workbench, and its neutral path in each language.
/// - Source: R41; security 6.2.
enum WorkAddress: Sendable, Hashable {
    case inbox
    case entry
    case invitation
    case conversation(String)
    case closed
    case knowledge
    /// By its neutral code.
    case sheet(String)
    case phone
    /// What was referred to the worker's teams.
    case received
    /// What the worker's desks referred.
    case sent
    case referral(String)
    /// A part of a dossier that the person shared, by its number.
    case sharedPart(String, String)
    /// A file of such a part, by its id.
    case sharedFile(String, String, String)
    /// Sending somebody to the desk.
    case inward
    /// Asking a team from a conversation.
    case refer(String)
    /// Writing with the person, from a conversation.
    case together(String)
    /// Asking an organisation without an account.
    case sendLetter(String)
    /// Where it is opened.
    case letter
    /// What people let the worker's teams read.
    case shares
    case share(String)
    case sharePart(String, String)
    case shareFile(String, String, String)
    /// Case tables at which the worker's teams sit.
    case tables
    case table(String)
    /// A part that the person gave the worker's team, by its number.
    case tablePart(String, String)
    case tableFile(String, String, String)
    /// Proposing one, from a conversation.
    case newTable(String)
    /// A conversation that a team was asked to join.
    case along(String)
    /// Proposing, from a conversation, to share something without consent.
    case exception(String)
    /// Proposing, from a conversation, that some teams sit together without the person's yes.
    case exceptionTable(String)
    /// What the worker's desks shared so, or propose to.
    case exceptions
    case opened(String)
    /// The same for who watches over it.
    case exceptionsKept
    case receivedException(String)
    case people
    /// Organisations that take part.
    case partners
    /// An organisation comes in.
    case join
    case teams
    case roster
    case skills
    case accessLog
    /// What somebody found not right in who looked.
    case remark(String)
    case feedback
    case leave
    case live
    case stay
    case keys
    case board
    /// The board on a wall.
    case wall
    case lookBack
    case reviewed(String)
    case phrases

    /// The path in a language.
    func path(_ language: String) -> String {
        let words = language == "nl" ? Self.dutch : Self.english
        let root = "/\(language)/\(words.work)"
        switch self {
        case .inbox: return root
        case .entry: return "\(root)/in"
        case .invitation: return "\(root)/\(words.new)"
        case .conversation(let id): return "\(root)/\(words.conversation)/\(id)"
        case .closed: return "\(root)/\(words.closed)"
        case .knowledge: return "\(root)/\(words.knowledge)"
        case .sheet(let code): return "\(root)/\(words.knowledge)/\(code)"
        case .phone: return "\(root)/\(words.phone)"
        case .received: return "\(root)/\(words.received)"
        case .sent: return "\(root)/\(words.sent)"
        case .referral(let id): return "\(root)/\(words.referral)/\(id)"
        case .sharedPart(let id, let number): return "\(root)/\(words.referral)/\(id)/\(number)"
        case .sharedFile(let id, let number, let file): return "\(root)/\(words.referral)/\(id)/\(number)/\(file)"
        case .sendLetter(let id): return "\(root)/\(words.conversation)/\(id)/\(words.letter)"
        case .letter: return "\(root)/\(words.letter)"
        case .inward: return "\(root)/\(words.inward)"
        case .refer(let id): return "\(root)/\(words.conversation)/\(id)/\(words.refer)"
        case .exception(let id): return "\(root)/\(words.conversation)/\(id)/\(words.exception)"
        case .exceptionTable(let id): return "\(root)/\(words.conversation)/\(id)/\(words.exception)/\(words.tables)"
        case .exceptions: return "\(root)/\(words.exceptions)"
        case .opened(let id): return "\(root)/\(words.opened)/\(id)"
        case .exceptionsKept: return "\(root)/\(words.log)/\(words.exceptions)"
        case .receivedException(let id): return "\(root)/\(words.received)/\(id)"
        case .along(let id): return "\(root)/\(words.along)/\(id)"
        case .together(let id): return "\(root)/\(words.conversation)/\(id)/\(words.together)"
        case .shares: return "\(root)/\(words.shares)"
        case .share(let id): return "\(root)/\(words.share)/\(id)"
        case .sharePart(let id, let number): return "\(root)/\(words.share)/\(id)/\(number)"
        case .shareFile(let id, let number, let file): return "\(root)/\(words.share)/\(id)/\(number)/\(file)"
        case .tables: return "\(root)/\(words.tables)"
        case .table(let id): return "\(root)/t/\(id)"
        case .tablePart(let id, let number): return "\(root)/t/\(id)/\(number)"
        case .tableFile(let id, let number, let file): return "\(root)/t/\(id)/\(number)/\(file)"
        case .newTable(let id): return "\(root)/\(words.conversation)/\(id)/t"
        case .people: return "\(root)/\(words.people)"
        case .partners: return "\(root)/\(words.partners)"
        case .join: return "\(root)/begin"
        case .teams: return "\(root)/teams"
        case .roster: return "\(root)/\(words.roster)"
        case .skills: return "\(root)/\(words.skills)"
        case .accessLog: return "\(root)/\(words.log)"
        case .remark(let id): return "\(root)/\(words.log)/b/\(id)"
        case .feedback: return "\(root)/\(words.experiences)"
        case .leave: return "\(root)/\(words.out)"
        case .live: return "\(root)/live"
        case .stay: return "\(root)/\(words.here)"
        case .keys: return "\(root)/\(words.keys)"
        case .board: return "\(root)/\(words.board)"
        case .wall: return "\(root)/\(words.wall)"
        case .lookBack: return "\(root)/\(words.shift)"
        case .reviewed(let id): return "\(root)/\(words.shift)/\(id)"
        case .phrases: return "\(root)/\(words.phrases)"
        }
    }

    private struct Segments {
        let work: String
        let new: String
        let conversation: String
        let closed: String
        let knowledge: String
        let phone: String
        let received: String
        let sent: String
        let referral: String
        let refer: String
        let together: String
        let inward: String
        let letter: String
        let shares: String
        let share: String
        let tables: String
        let along: String
        let exception: String
        let exceptions: String
        let opened: String
        let people: String
        let partners: String
        let roster: String
        let skills: String
        let log: String
        let experiences: String
        let out: String
        let here: String
        let keys: String
        let board: String
        let wall: String
        let shift: String
        let phrases: String
    }
    private static let dutch = Segments(
        work: "werk", new: "nieuw", conversation: "g", closed: "gesloten", knowledge: "kennis", phone: "telefoon",
        received: "binnen", sent: "verder", referral: "v", refer: "verder", together: "samen", inward: "sturen", letter: "brief",
        shares: "delen", share: "d", tables: "samen", along: "mee", exception: "uitzondering", exceptions: "uitzonderingen", opened: "u",
        people: "mensen", partners: "organisaties",
        roster: "rooster",
        skills: "vaardigheden", log: "inzage", experiences: "ervaringen", out: "uit", here: "hier", keys: "toetsen", board: "bord",
        wall: "scherm",
        shift: "dienst", phrases: "zinnen")
    private static let english = Segments(
        work: "work", new: "new", conversation: "c", closed: "closed", knowledge: "knowledge", phone: "phone",
        received: "received", sent: "onward", referral: "r", refer: "onward", together: "together", inward: "send", letter: "letter",
        shares: "shared", share: "s", tables: "together", along: "along", exception: "exception", exceptions: "exceptions", opened: "x",
        people: "people", partners: "organisations",
        roster: "roster",
        skills: "skills", log: "log", experiences: "experiences", out: "out", here: "here", keys: "keys", board: "board", wall: "screen",
        shift: "shift", phrases: "phrases")
}
