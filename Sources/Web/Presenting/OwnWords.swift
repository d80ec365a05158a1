import Domain
import Pages
import Wording

/// Names of fields on the pages where somebody writes. They say nothing: a browser may remember them.
enum OwnField {
    static let message = "m"
    static let code = "c"
    static let answers = "t"
    static let contact = "h"
    static let number = "n"
    static let times = "w"
    static let manner = "o"
    static let voicemail = "v"
    static let said = "z"
    static let codeWord = "a"
    static let period = "p"
    static let words = "e"
    static let team = "f"
    static let parts = "g"
    static let scope = "s"
    static let weeks = "y"
    static let purpose = "q"
    static let name = "d"
    static let told = "k"
}

extension Visit {
    /// A text of the pages on which somebody writes or reads what is theirs, by the end of its key.
    func own(_ key: String, _ values: [String: String] = [:]) -> String { wording("mine." + key, values) }

    /// When somebody is there to talk again, as the roster promises.
    func chatOpens(_ instant: Instant) -> String {
        let then = AmsterdamTime(instant)
        let values = ["time": clock(then.minute), "day": weekday(then.day.weekday)]
        switch then.day.number - local.day.number {
        case 0: return own("before.opens", values)
        case 1: return own("before.opens_tomorrow", values)
        default: return own("before.opens_day", values)
        }
    }

    /// The frame of such a page: on no paper, in no search engine.
    func ownFrame(_ tab: String, at address: Address) -> PageFrame {
        var frame = frame(own("tabs." + tab), at: address)
        frame.manner = .personal(printing: own("print"))
        return frame
    }

    func go(_ key: String, _ value: String) -> FormButton { FormButton(own(key), name: "go", value: value) }

    var offline: OfflineLine { OfflineLine(own("offline")) }

    func problems(_ items: [(text: String, field: String)]) -> ProblemSummary {
        ProblemSummary(title: own("problem_title"), items: items.map { .init($0.text, field: $0.field) })
    }

    /// Lines where somebody answers now, for whoever cannot write or would rather speak.
    func lines(titled title: String) -> HomePage.Lines {
        var lines = HomePage.Lines(title: title, lines: openLines(at: 3), all: Link(own("before.call_all"), to: path(.openNow)))
        if openServices().contains(where: isUncalled) { lines.mark = text("call.not_called") }
        return lines
    }

    /// A day, as the person may see it: not finer, unless it is today.
    func day(_ then: CalendarDay) -> String {
        switch local.day.number - then.number {
        case ...0: own("mine.today")
        case 1: own("mine.yesterday")
        default: own("mine.earlier", ["day": weekday(then.weekday), "date": date(then)])
        }
    }

    /// Until and including which day, as people say it.
    func through(_ until: Instant) -> String {
        let last = AmsterdamTime(until.adding(seconds: -1)).day
        switch last.number - local.day.number {
        case 0: return own("contact.through_today")
        case 1: return own("contact.through_tomorrow")
        case ..<7: return own("contact.through_day", ["day": weekday(last.weekday)])
        default: return own("contact.through_date", ["date": date(last)])
        }
    }

    /// Words that were typed and are not sent, given back.
    func kept(_ text: String) -> WritingField? {
        guard text.contains(where: { !$0.isWhitespace }) else { return nil }
        return WritingField(
            name: OwnField.message, label: own("enter.kept_label"), hint: own("enter.kept_hint"), value: Told(text), rows: 6)
    }

    /// The page that says that nobody can read a message now, with the lines that are open. It asks nothing.
    var closedForWriting: BeforeWritingPage {
        BeforeWritingPage(
            heading: .init(own("before.closed_h1"), lead: own("before.closed_lead")), danger: emergencyLine("home.danger"), points: [],
            next: nil, lines: lines(titled: own("before.closed_call_title")),
            ways: [Way(own("before.directory"), to: path(.directory)), Way(text("home.find_help"), to: path(.questions))])
    }

    /// What was written cannot be opened or taken now; what was typed is given back.
    func unready(_ text: String = "", _ line: String? = nil) -> PartingPage {
        var page = PartingPage(
            title: own("before.closed_h1"), lines: [line ?? own("unready")],
            ways: [Way(own("after.talk"), to: path(.openNow)), Way(own("before.directory"), to: path(.directory))],
            danger: emergencyLine("home.danger"))
        page.kept = kept(text)
        if line == nil { page.title = self.text("errors.title") }
        return page
    }
}
