/// Whether a note that was left at a change of shift waits at a conversation. A step of the main schema.
///
/// What it says is sealed among the team's notes.
/// - Source: security 2.9; decision 0111.
enum NoteStep {
    static let statements: [Migration.Statement] = [
        .both("ALTER TABLE conversation ADD COLUMN note_waits {INTEGER} NOT NULL DEFAULT 0 CHECK (note_waits IN (0, 1))")
    ]

    static func tables(after before: [TableShape]) -> [TableShape] {
        before.map { $0.name == "conversation" ? $0.with([.integer("note_waits")]) : $0 }
    }
}
