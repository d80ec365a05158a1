import Domain
import Pages
import Wording
import Workflows

/// What runs beside each other for one person, from what was said at tables, the actions, and how referrals stand. What nobody said anything
/// about does not stand there.
/// - Source: R83; product, 'parallel tracks'.
struct TrackPresenter: Sendable {
    let visit: Visit
    /// What a line begins with: the words for a worker, or for the person.
    let words: String

    fileprivate struct Line {
        var progress = TableStep.Progress.none
        var day: CalendarDay?
        var notes: [String] = []
    }

    /// - Parameter receivers: to whom the referrals went.
    func picture(
        _ tables: [OpenedTable], _ referrals: [(referral: Referral, planned: CalendarDay?)], _ receivers: [Identifier<Team>: Receiver]
    ) -> TrackPicture {
        var lines: [TableStep.Track: Line] = [:]
        for (referral, planned) in referrals {
            guard let receiver = receivers[referral.to], let track = receiver.track, let progress = Self.progress(referral) else {
                continue
            }
            lines[track, default: Line()].add(progress, planned, receiver.organisationName, visit.local.day)
        }
        for table in tables where table.table.state == .open {
            for (track, standing) in table.sheet.tracks {
                // What a team said itself, holds before what is told from a referral.
                var line = lines[track] ?? Line()
                line.progress = standing.progress
                line.day = standing.day ?? line.day
                if !standing.text.revealed.isEmpty { line.notes.append(standing.text.revealed) }
                lines[track] = line
            }
            for action in table.sheet.open {
                guard let track = table.teams[table.sheet.owner(of: action)]?.track else { continue }
                lines[track, default: Line()].expects(action.day, visit.local.day)
            }
        }
        return TrackPicture(
            rows: TableStep.Track.allCases.compactMap { track in lines[track].map { row(track, $0) } })
    }

    private func row(_ track: TableStep.Track, _ line: Line) -> TrackPicture.Row {
        let steps = [TableStep.Progress.none: 0, .waiting: 1, .running: 2, .done: 3][line.progress] ?? 0
        var text = visit.wording["tables.\(words).progress.\(line.progress.rawValue)"]
        if let day = line.day, line.progress != .done {
            text +=
                " "
                + visit.wording(
                    "tables.\(words).next_on", ["day": visit.weekday(day.weekday), "date": visit.date(day)])
        }
        return .init(
            name: visit.wording["tables.\(words).track.\(track.rawValue)"], steps: steps, words: text, notes: line.notes.map { Told($0) })
    }

    private static func progress(_ referral: Referral) -> TableStep.Progress? {
        switch referral.state {
        case .requested, .received, .onHold: .waiting
        case .accepted: referral.intent == .proposal ? .waiting : .running
        case .inProgress: .running
        case .completed: .done
        case .rejected, .cancelled, .failed: nil
        }
    }
}

extension TrackPresenter.Line {
    fileprivate mutating func add(_ said: TableStep.Progress, _ planned: CalendarDay?, _ name: String, _ today: CalendarDay) {
        let order: [TableStep.Progress] = [.none, .done, .waiting, .running]
        if order.firstIndex(of: said) ?? 0 > order.firstIndex(of: progress) ?? 0 { progress = said }
        if let planned { expects(planned, today) }
        if !notes.contains(name) { notes.append(name) }
    }

    /// The next day is the earliest that is not over.
    fileprivate mutating func expects(_ day: CalendarDay, _ today: CalendarDay) {
        guard day >= today else { return }
        self.day = self.day.map { min($0, day) } ?? day
        if progress == .none { progress = .waiting }
    }
}

extension Receiver {
    /// On which line what it does belongs; nil where that cannot be told.
    var track: TableStep.Track? {
        switch profile?.kind {
        case .police, .emergency, .forensic: .justice
        case .domesticChildProtection, .youthProtection, .trafficking: .safety
        case .legal, .compensation: .law
        case .shelter: .housing
        case .csg, .victimSupport, .helpline, .onlineAbuse, .restorative, .traumaCare, .patientOrganisation, .primaryCare, .publicHealth,
            .offenderPrevention:
            .care
        case .anonymousTipline, .sectorHotline, .community, .expertise, .directory, nil: nil
        }
    }
}
