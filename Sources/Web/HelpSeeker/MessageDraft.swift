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

    init() {}

    /// What was said before about being reached.
    init(_ contact: Workflows.SafeContact?) {
        guard let contact else { return }
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
    }

    var mayCall: Bool { how == Pages.SafeContact.callValue }

    /// How the person may be called; nil when they did not choose that.
    var contact: Workflows.SafeContact? {
        guard mayCall else { return nil }
        return Workflows.SafeContact(
            number: Confidential(number), times: Confidential(times), manner: Confidential(manner), voicemail: voicemail)
    }

    /// What has to change before it can be sent: the end of the key of each text, and its field.
    /// - Parameter isMonitored: then nobody calls, whatever else came along.
    func problems(isMonitored: Bool) -> [(key: String, field: String)] {
        var found: [(String, String)] = []
        if !text.contains(where: { !$0.isWhitespace }) { found.append(("write.problem_empty", OwnField.message)) }
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
        return found
    }

    // Numbers from anywhere, written in any way: only what cannot be dialled is refused.
    private var isNumber: Bool {
        let scalars = number.unicodeScalars
        return (8...15).contains(scalars.count { $0.properties.numericType == .decimal })
            && scalars.allSatisfy { $0.properties.numericType == .decimal || " +-()./\u{A0}".unicodeScalars.contains($0) }
    }
}
