import Domain
import Workflows

/// What has to change in a form at a table before it can be done: in which field, and how.
struct StepProblem: Sendable, Equatable {
    enum Reason: Sendable, Equatable {
        case choose
        case write
        /// A day that is over, or none.
        case day
        /// An hour that is not after the one before it.
        case later
        /// It holds no more than so many characters.
        case long(Int)
        /// No line says anything.
        case nothing
    }
    /// The name of the field, which is its id too.
    let field: String
    /// Under which key its label stands.
    let label: String
    let reason: Reason
    /// In which line of a plan, counted from 0.
    var piece: Int?
}

extension StepTyped {
    /// Characters of a room, and of what happens in it.
    static let (longestRoom, longestWhat) = (80, 200)

    /// The first thing that has to change, in the order in which it stands on the page; nil when a step says all that it must.
    func problem(on today: CalendarDay) -> StepProblem? {
        if go == "invite" { return teams.isEmpty ? StepProblem(field: "invited", label: "new.teams", reason: .choose) : nil }
        guard let kind, let step else { return nil }
        let isAbout = [.notPossible, .passed, .done, .taken].contains(kind)
        let about = kind.rawValue + (isAbout ? number.map { "-\($0)" } ?? "" : "")
        func text(isNeeded: Bool) -> StepProblem? {
            let (name, label) = (Self.text + about, "act.\(kind.rawValue)_text")
            if isNeeded, self[name].isBlank { return StepProblem(field: name, label: label, reason: .write) }
            guard self[name].utf8.count > TableSheet.longest else { return nil }
            return StepProblem(field: name, label: label, reason: .long(TableSheet.longest))
        }
        func day() -> StepProblem? {
            guard step.day.map({ $0 < today }) ?? true else { return nil }
            return StepProblem(field: Self.day + kind.rawValue, label: "acts.day_" + kind.rawValue, reason: .day)
        }
        func chosen(_ isChosen: Bool, _ name: String, _ label: String) -> StepProblem? {
            isChosen ? nil : StepProblem(field: name, label: label, reason: .choose)
        }
        switch kind {
        case .agenda: return text(isNeeded: true)
        case .action: return chosen(step.team != nil, Self.team + about, "acts.who") ?? day() ?? text(isNeeded: true)
        case .notPossible: return chosen(step.obstacle != nil, Self.obstacle + about, "acts.obstacle") ?? text(isNeeded: false)
        case .passed: return chosen(step.team != nil, Self.team + about, "acts.to_whom") ?? text(isNeeded: false)
        case .directorAsked: return chosen(step.team != nil, Self.team + about, "acts.to_whom")
        case .track:
            return chosen(step.track != nil, Self.track, "acts.track") ?? chosen(step.progress != nil, Self.progress, "acts.progress")
                ?? text(isNeeded: false)
        case .contact:
            return chosen(step.way != nil, Self.way, "acts.way") ?? day()
                ?? chosen(step.minute != nil, Self.minute + about, "acts.hour") ?? text(isNeeded: false)
        case .plan: return day() ?? text(isNeeded: true) ?? walkInHours(step) ?? lines(of: kind, TableStep.mostEntries, today)
        case .walkIn: return text(isNeeded: true) ?? lines(of: kind, TableStep.mostWalkIns, today)
        default: return text(isNeeded: false)
        }
    }

    /// Both hours between which somebody may walk in, or none.
    private func walkInHours(_ step: TableStep) -> StepProblem? {
        let (from, to) = (Self.minute + step.kind.rawValue, Self.until + step.kind.rawValue)
        switch (step.minute, step.until) {
        case (nil, nil): return nil
        case (nil, _): return StepProblem(field: from, label: "acts.walk_in_from", reason: .choose)
        case (_, nil): return StepProblem(field: to, label: "acts.walk_in_to", reason: .choose)
        case (let one?, let other?): return one < other ? nil : StepProblem(field: to, label: "acts.walk_in_to", reason: .later)
        }
    }

    private func lines(of kind: TableStep.Kind, _ most: Int, _ today: CalendarDay) -> StepProblem? {
        let said = (0..<most).filter { isSaid(Self.number($0, of: kind)) }
        guard !said.isEmpty else {
            return StepProblem(field: Self.what + Self.number(0, of: kind), label: "acts.what", reason: .nothing)
        }
        for index in said {
            if var problem = line(Self.number(index, of: kind), hasDay: kind == .walkIn, today) {
                problem.piece = index
                return problem
            }
        }
        return nil
    }

    /// Whether something stands in a line. Who does it stands there by itself, and says nothing alone.
    func isSaid(_ number: String) -> Bool {
        [Self.what, Self.room, Self.on].contains { !self[$0 + number].isBlank }
            || [Self.minute, Self.until].contains { minute($0 + number) != nil }
    }

    private func line(_ number: String, hasDay: Bool, _ today: CalendarDay) -> StepProblem? {
        func problem(_ name: String, _ label: String, _ reason: StepProblem.Reason) -> StepProblem {
            StepProblem(field: name + number, label: "acts." + label, reason: reason)
        }
        if hasDay, CalendarDay(self[Self.on + number]).map({ $0 < today }) ?? true { return problem(Self.on, "which_day", .day) }
        guard let from = minute(Self.minute + number) else { return problem(Self.minute, "from", .choose) }
        guard let to = minute(Self.until + number) else { return problem(Self.until, "to", .choose) }
        guard from < to else { return problem(Self.until, "to", .later) }
        guard Identifier<Team>(self[Self.who + number]) != nil else { return problem(Self.who, "who", .choose) }
        let (room, what) = (self[Self.room + number], self[Self.what + number])
        if room.count > Self.longestRoom || room.utf8.count > 200 { return problem(Self.room, "room", .long(Self.longestRoom)) }
        if what.isBlank { return problem(Self.what, "what", .write) }
        let isLong = what.count > Self.longestWhat || what.utf8.count > 400
        return isLong ? problem(Self.what, "what", .long(Self.longestWhat)) : nil
    }
}

extension WorkVisit {
    /// A problem in words, by the label of its field.
    func said(_ problem: StepProblem) -> String {
        var values = ["field": tables(problem.label)]
        let key: String
        switch problem.reason {
        case .choose: key = "choose"
        case .write: key = "write"
        case .day: key = "day"
        case .later: key = "later"
        case .nothing: key = "nothing"
        case .long(let most): (key, values["count"]) = ("long", String(most))
        }
        let said = tables("problem." + key, values)
        return problem.piece.map { tables("problem.piece", ["number": String($0 + 1), "problem": said]) } ?? said
    }
}
