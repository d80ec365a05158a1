import Domain

/// What a worker chose beside a conversation, on its way back to their page.
struct BesideTyped: Sendable {
    /// Names of the fields.
    static let level = "level"
    static let language = "in"
    static let shown = "r0"
    static let day = "r-day"
    static let hour = "r-hour"
    static func field(_ part: Registration.Part) -> String { "r-" + part.rawValue }

    var level: TextLevel?
    /// The language of the phrases, when the worker chose another than the person's.
    var language: String?
    /// Whether phrases were being chosen, and the page comes back with them open.
    var isChoosing = false
    /// Whether the cursor goes to the answer.
    var hasCursor = false
    /// What stands in the form now; nil when the form had none.
    var registration: Registration?
    /// What stood there when the page was made.
    var shownRegistration: Registration?

    init() {}

    init(_ form: Form) {
        level = form[Self.level].flatMap(TextLevel.init(rawValue:))
        language = form[Self.language]
        // A list that is there is always sent, chosen or not: without it the form had no registration.
        guard let shown = form[Self.shown], form[Self.field(.channel)] != nil else { return }
        shownRegistration = Registration(text: shown)
        var codes: [Registration.Part: String] = [:]
        for part in Registration.Part.allCases {
            if let code = form[Self.field(part)], !code.isEmpty { codes[part] = code }
        }
        let day = form[Self.day].flatMap { CalendarDay($0) }
        registration = Registration(
            codes: codes, moment: day.map { EventMoment(day: $0, hour: form[Self.hour].flatMap { Int($0) }) })
    }

    /// What the worker changed and did not keep yet.
    var changed: Registration? { registration == shownRegistration ? nil : registration }
}
