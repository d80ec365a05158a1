import Domain
import Workflows

/// A question of somebody to a team, as it came from the form: what they want help with, without their name.
struct RequestDraft: Sendable {
    /// What need not be asked again.
    static let told = ["happened", "who", "body", "police"]
    /// UTF-8 bytes: some pages.
    static let longest = 20_000

    var team: Identifier<Team>?
    var text = ""
    var told: [String] = []

    init() {}

    /// For one team, as a button says.
    init(to text: String) { team = Identifier(text) }

    init(_ form: Form) {
        team = form[OwnField.team].flatMap { Identifier($0) }
        text = form[OwnField.words] ?? ""
        let chosen = form.all(OwnField.told)
        told = Self.told.filter(chosen.contains)
    }

    var problems: [(key: String, field: String)] {
        var found: [(String, String)] = []
        if team == nil { found.append(("share.problem_team", OwnField.team)) }
        if !text.contains(where: { !$0.isWhitespace }) { found.append(("request.problem_empty", OwnField.words)) }
        if text.utf8.count > Self.longest { found.append(("part.problem_long", OwnField.words)) }
        return found
    }

    /// Whether something in it looks like a telephone number, an address for mail, or a number that stands for one person.
    ///
    /// Eight digits or more in a row, however they are spaced, or a sign that stands between two words.
    /// - Source: domain C10, 'no BSN in the entry'.
    var tellsWho: Bool {
        var digits = 0
        var before: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if scalar.properties.numericType == .decimal {
                digits += 1
                if digits >= 8 { return true }
            } else if !" .-()/+\u{A0}".unicodeScalars.contains(scalar) {
                digits = 0
            }
            if before == "@", scalar.properties.isAlphabetic { return true }
            before = scalar
        }
        return false
    }
}
