import Domain
import Workflows

/// What somebody chose of what a team may read, until they say yes: as it came from the form, and as it travels in the slip of the page that
/// shows it.
struct ConsentDraft: Sendable, Equatable {
    /// - Source: security 2.5; four weeks, three months, half a year, a year.
    static let spans = [4, 13, 26, 52]
    static let purposes: [Consent.Purpose] = [.help, .law, .safety]

    var team: Identifier<Team>?
    var parts: [DossierSection.Kind] = []
    /// Nil as long as nothing was chosen.
    var includesWhatIsThere: Bool?
    var weeks = Consent.usualWeeks
    var purpose = Consent.Purpose.help
    /// The question of a team that has room, when it is for that.
    var referral: Identifier<Referral>?
    /// How often each part was written when it was shown.
    var counts: [Int] = []

    init() {}

    init(_ form: Form, referral: Identifier<Referral>?) {
        self.referral = referral
        team = form[OwnField.team].flatMap { Identifier($0) }
        let chosen = form.all(OwnField.parts)
        parts = PartsPresenter.parts.filter { chosen.contains($0.rawValue) }
        includesWhatIsThere = ["all": true, "later": false][form[OwnField.scope] ?? ""]
        if let weeks = form[OwnField.weeks].flatMap({ Int($0) }), Self.spans.contains(weeks) { self.weeks = weeks }
        if let word = form[OwnField.purpose], let purpose = Consent.Purpose(rawValue: word), Self.purposes.contains(purpose) {
            self.purpose = purpose
        }
    }

    /// What has to change before it can be shown: the end of the key of each text, and its field.
    var problems: [(key: String, field: String)] {
        var found: [(String, String)] = []
        if team == nil { found.append(("share.problem_team", OwnField.team)) }
        if parts.isEmpty { found.append(("share.problem_parts", OwnField.parts)) }
        if includesWhatIsThere == nil { found.append(("share.problem_scope", OwnField.scope)) }
        return found
    }

    var offer: ConsentOffer? {
        guard let team, let includesWhatIsThere, !parts.isEmpty else { return nil }
        return ConsentOffer(team: team, parts: parts, includesWhatIsThere: includesWhatIsThere, purpose: purpose, weeks: weeks)
    }

    // MARK: In the slip

    private static let mark = "offer"

    var note: String {
        [
            Self.mark, team?.text ?? "", parts.map(\.rawValue).joined(separator: ","),
            includesWhatIsThere.map { $0 ? "all" : "later" } ?? "", String(weeks), purpose.rawValue, referral?.text ?? "",
            counts.map(String.init).joined(separator: ","),
        ].joined(separator: "|")
    }

    /// - Returns: nil for the slip of another page.
    init?(note: String) {
        let fields = note.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 8, fields[0] == Self.mark else { return nil }
        team = Identifier(fields[1])
        parts = fields[2].split(separator: ",").compactMap { DossierSection.Kind(rawValue: String($0)) }
        includesWhatIsThere = ["all": true, "later": false][fields[3]]
        weeks = Int(fields[4]) ?? Consent.usualWeeks
        purpose = Consent.Purpose(rawValue: fields[5]) ?? .help
        referral = Identifier(fields[6])
        counts = fields[7].split(separator: ",").compactMap { Int($0) }
    }
}
