/// One thing that was said or done at a case table.
/// - Source: R32, R83, R86.
public struct TableStep: Sendable, Equatable {
    public enum Kind: String, CaseIterable, Sendable, Hashable {
        /// The desk proposes it to the person.
        case proposed
        /// The person said yes to who was asked.
        case agreed
        /// A second worker of the desk agreed to it in the place of the person, on a recorded ground.
        case decided
        case refused
        /// Another team is asked for, besides those who sit there.
        case invited
        /// A point to talk about.
        case agenda
        /// Somebody will do something before a day is over.
        case action
        /// A worker of the team does it.
        case taken
        /// The action is another team's from now on.
        case passed
        case done
        case notPossible = "not_possible"
        /// Who watches over the whole asks another team to.
        case directorAsked = "director_asked"
        case directorAgreed = "director_agreed"
        case directorRefused = "director_refused"
        /// How far one thing is.
        case track
        /// One visit: a day with times, rooms and who is there.
        case plan
        case planCancelled = "plan_cancelled"
        /// Days on which somebody can walk in at one place, with who is there when.
        case walkIn = "walk_in"
        case walkInCancelled = "walk_in_cancelled"
        /// When the person hears or sees somebody next.
        case contact
        /// A team stepped back.
        case left
        /// The desk or the person ended it.
        case ended
    }

    /// Why an action could not be done.
    public enum Obstacle: String, CaseIterable, Sendable, Hashable {
        case noRoom = "no_room"
        /// The person does not want it.
        case notWanted = "not_wanted"
        case unsafe
        case notOurs = "not_ours"
        case other
    }

    /// What runs beside each other for one person.
    public enum Track: String, CaseIterable, Sendable, Hashable {
        case care, justice, safety, law, housing
    }

    public enum Progress: String, CaseIterable, Sendable, Hashable {
        case none, waiting, running, done
    }

    /// How the person hears or sees somebody next. Nothing of it is sent.
    public enum Way: String, CaseIterable, Sendable, Hashable {
        /// A message stands on the person's own page.
        case here
        /// They come by.
        case visit
        /// The desk calls, as long as the person lets it.
        case call
    }

    /// A piece of one visit, or of the days on which somebody can walk in.
    public struct Entry: Sendable, Equatable {
        /// Only where it is one of several days.
        public let day: CalendarDay?
        /// Minutes since midnight, in Amsterdam.
        public let from: Int
        public let to: Int
        public let room: Confidential<String>
        public let team: Identifier<Team>
        public let what: Confidential<String>

        public init(
            on day: CalendarDay? = nil, from: Int, to: Int, room: Confidential<String>, team: Identifier<Team>, what: Confidential<String>
        ) {
            self.day = day
            self.from = from
            self.to = to
            self.room = room
            self.team = team
            self.what = what
        }
    }

    public static let mostEntries = 6
    /// Of the days on which somebody can walk in.
    public static let mostWalkIns = 12

    public let kind: Kind
    /// For whom the worker did it; nil for the person.
    public let by: Identifier<Team>?
    public var text = Confidential("")
    /// Which action it is about, counted from 1.
    public var action: Int?
    /// Who does it, or is asked.
    public var team: Identifier<Team>?
    public var day: CalendarDay?
    /// Minutes since midnight on that day, in Amsterdam.
    public var minute: Int?
    /// Until which minute somebody can walk in.
    public var until: Int?
    public var obstacle: Obstacle?
    public var track: Track?
    public var progress: Progress?
    public var way: Way?
    public var entries: [Entry] = []

    public init(_ kind: Kind, by: Identifier<Team>?) {
        self.kind = kind
        self.by = by
    }
}
