import Pages

/// How many characters fit in what is typed in one line. Nothing is cut off: what is longer comes back as it was typed, with how much fits.
enum LineLength {
    static let login = 64
    /// Of a person, as colleagues know them.
    static let name = 80
    /// Of an organisation or a team, and for whom something is meant.
    static let organisation = 120
    /// What stands in a list of referrals.
    static let line = 160
    /// When and how somebody may be called.
    static let contact = 500
    static let codeWord = 40
}

extension Visit {
    /// That something is too long, with how long it is and how much fits; nil when it fits.
    func tooLong(_ typed: String, _ most: Int) -> String? {
        typed.count > most ? text("field.too_long", ["typed": String(typed.count), "count": String(most)]) : nil
    }
}
