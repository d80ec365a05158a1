import Domain
import Pages
import Workflows

/// What somebody typed for a first message, as it came. It is given back as it was when it cannot be sent.
struct MessageDraft: Sendable {
    /// UTF-8 bytes of one message at most: a short book.
    static let longest = 1_000_000

    var text = ""
    var sendsAnswers = false
    var how = "here"
    var number = ""
    var times = ""
    var manner = ""
    var voicemail = false
    /// What may be said when somebody else picks up.
    var said = ""
    var codeWord = ""
    var period = CallPeriod.threeDays
    /// Whether it is about being called back, and words need not go along.
    var isCall = false

    /// - Parameter codeWord: one to begin with; the person may take another or none.
    init(codeWord: String = "") { self.codeWord = codeWord }

    /// What was said before about being reached.
    init(_ contact: Workflows.SafeContact?, codeWord word: String, at now: Instant) {
        codeWord = word
        guard let contact else { return }
        said = contact.said.revealed
        codeWord = contact.codeWord.revealed
        // The shortest that is no shorter than what they chose.
        period = contact.until.flatMap { until in CallPeriod.allCases.first { $0.end(from: now).map { until <= $0 } ?? true } } ?? period
        how = Pages.SafeContact.callValue
        number = contact.number.revealed
        times = contact.times.revealed
        manner = contact.manner.revealed
        voicemail = contact.voicemail
    }

    init(_ form: Form) {
        text = form[OwnField.message] ?? ""
        sendsAnswers = form[OwnField.answers] != nil
        how = form[OwnField.contact] ?? "here"
        number = form[OwnField.number] ?? ""
        times = form[OwnField.times] ?? ""
        manner = form[OwnField.manner] ?? ""
        voicemail = form[OwnField.voicemail] == "yes"
        said = form[OwnField.said] ?? ""
        codeWord = form[OwnField.codeWord] ?? ""
        period = form[OwnField.period].flatMap(CallPeriod.init(rawValue:)) ?? .threeDays
        isCall = form["go"] == "ring"
    }

    var mayCall: Bool { how == Pages.SafeContact.callValue }

    /// How the person may be called; nil when they did not choose that.
    func contact(at now: Instant) -> Workflows.SafeContact? {
        guard mayCall else { return nil }
        return Workflows.SafeContact(
            number: Confidential(number), times: Confidential(times), manner: Confidential(manner), voicemail: voicemail,
            said: Confidential(said), codeWord: Confidential(codeWord), until: period.end(from: now))
    }

    /// What has to change before it can be sent: the end of the key of each text, and its field.
    /// - Parameter isMonitored: then nobody calls, whatever else came along.
    func problems(isMonitored: Bool) -> [(key: String, field: String)] {
        var found: [(String, String)] = []
        let isWordless = isCall && mayCall && !isMonitored
        if !isWordless, !text.contains(where: { !$0.isWhitespace }) { found.append(("write.problem_empty", OwnField.message)) }
        if text.utf8.count > Self.longest { found.append(("write.problem_long", OwnField.message)) }
        return found + contactProblems(isMonitored: isMonitored)
    }

    /// What has to change before somebody can be called.
    func contactProblems(isMonitored: Bool) -> [(key: String, field: String)] {
        var found: [(String, String)] = []
        guard mayCall, !isMonitored else { return found }
        if !number.contains(where: { !$0.isWhitespace }) {
            found.append(("contact.problem_number_empty", OwnField.number))
        } else if !isNumber {
            found.append(("contact.problem_number", OwnField.number))
        }
        if !times.contains(where: { !$0.isWhitespace }) { found.append(("contact.problem_when_empty", OwnField.times)) }
        for (text, field) in [(times, OwnField.times), (manner, OwnField.manner), (said, OwnField.said)]
        where text.count > LineLength.contact {
            found.append(("contact.problem_long", field))
        }
        if codeWord.count > LineLength.codeWord { found.append(("contact.problem_word_long", OwnField.codeWord)) }
        return found
    }

    // Numbers from anywhere, written in any way: only what cannot be dialled is refused.
    private var isNumber: Bool {
        let scalars = number.unicodeScalars
        return (8...15).contains(scalars.count { $0.properties.numericType == .decimal })
            && scalars.allSatisfy { $0.properties.numericType == .decimal || " +-()./\u{A0}".unicodeScalars.contains($0) }
    }
}
