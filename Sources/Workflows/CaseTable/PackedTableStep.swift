import Domain

extension TableStep {
    /// Only for what is sealed afterwards.
    var packed: [UInt8] {
        Packed.write([
            [1], Array(kind.rawValue.utf8), by?.bytes ?? [], Array(text.revealed.utf8), Self.number(action), team?.bytes ?? [],
            Self.number(day?.number), Self.number(minute), Self.number(until), Array((obstacle?.rawValue ?? "").utf8),
            Array((track?.rawValue ?? "").utf8), Array((progress?.rawValue ?? "").utf8), Array((way?.rawValue ?? "").utf8),
            Packed.write(entries.map(\.packed)),
        ])
    }

    init?(packed bytes: [UInt8]) {
        guard let fields = Packed.read(bytes), fields.count == 14, fields[0] == [1], let kind = Kind(rawValue: Packed.text(fields[1])),
            let entries = Packed.read(fields[13])
        else { return nil }
        self.init(kind, by: Identifier(bytes: fields[2]))
        text = Confidential(Packed.text(fields[3]))
        action = Self.number(fields[4])
        team = Identifier(bytes: fields[5])
        day = Self.number(fields[6]).map { CalendarDay(number: $0) }
        minute = Self.number(fields[7])
        until = Self.number(fields[8])
        obstacle = Obstacle(rawValue: Packed.text(fields[9]))
        track = Track(rawValue: Packed.text(fields[10]))
        progress = Progress(rawValue: Packed.text(fields[11]))
        way = Way(rawValue: Packed.text(fields[12]))
        self.entries = entries.compactMap { Entry(packed: $0) }
    }

    private static func number(_ value: Int?) -> [UInt8] { value.map { Packed.number(Int64($0)) } ?? [] }
    private static func number(_ bytes: [UInt8]) -> Int? { bytes.isEmpty ? nil : Int(Packed.number(bytes)) }
}

extension TableStep.Entry {
    fileprivate var packed: [UInt8] {
        Packed.write([
            Packed.number(Int64(from)), Packed.number(Int64(to)), Array(room.revealed.utf8), team.bytes, Array(what.revealed.utf8),
            day.map { Packed.number(Int64($0.number)) } ?? [],
        ])
    }

    fileprivate init?(packed bytes: [UInt8]) {
        // What was written before there were several days has no field for one.
        guard let fields = Packed.read(bytes), fields.count == 5 || fields.count == 6, let team = Identifier<Team>(bytes: fields[3]) else {
            return nil
        }
        let day = fields.count == 6 && !fields[5].isEmpty ? CalendarDay(number: Int(Packed.number(fields[5]))) : nil
        self.init(
            on: day, from: Int(Packed.number(fields[0])), to: Int(Packed.number(fields[1])), room: Confidential(Packed.text(fields[2])),
            team: team,
            what: Confidential(Packed.text(fields[4])))
    }
}

extension TableStep {
    /// What a step is about, where two people can be in each other's way; nil where each can say theirs.
    var subject: String? {
        switch kind {
        case .taken, .passed, .done, .notPossible: "action-\(action ?? 0)"
        case .directorAsked, .directorAgreed, .directorRefused: "director"
        case .track: "track-" + (track?.rawValue ?? "")
        case .plan, .planCancelled: "plan"
        case .walkIn, .walkInCancelled: "walk-in"
        case .contact: "contact"
        case .proposed, .agreed, .decided, .refused, .invited, .agenda, .action, .left, .ended: nil
        }
    }
}
