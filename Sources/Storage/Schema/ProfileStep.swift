/// What sort of organisation it is, and where it stands in the directory: sealed like its name.
/// - Source: security 2.9; decision 0080.
enum ProfileStep {
    static let statements: [Migration.Statement] = [.both("ALTER TABLE organisation ADD COLUMN profile {BLOB}")]

    static func tables(after before: [TableShape]) -> [TableShape] {
        before.map { $0.name == "organisation" ? $0.with([.optional(.blob("profile"))]) : $0 }
    }
}
