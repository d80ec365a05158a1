/// Case tables that stand on a recorded ground in the place of the person's yes. A step of the main schema.
///
/// Which ground it is, stands sealed with the exception.
/// - Source: security 2.9; decision 0095.
enum GroundStep {
    static let statements: [Migration.Statement] =
        ConsentStep.widened("case_table", "ground", to: ["consent", "recorded"]) + [
            .both("ALTER TABLE sharing_exception ADD COLUMN case_table {BLOB} REFERENCES case_table (id) ON DELETE SET NULL"),
            .both("CREATE UNIQUE INDEX sharing_exception_table ON sharing_exception (case_table) WHERE case_table IS NOT NULL"),
        ]

    static func tables(after before: [TableShape]) -> [TableShape] {
        before.map { $0.name == "sharing_exception" ? $0.with([.optional(.blob("case_table"))]) : $0 }
    }
}
