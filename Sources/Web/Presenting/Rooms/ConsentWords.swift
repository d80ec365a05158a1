import Domain
import Pages
import Triage
import Wording
import Workflows

/// Everything that stands on the page before somebody says yes: for whom, what, for which purpose, until when, and what that team must or may
/// do with it. The same words are what is agreed; the parts themselves are named in them with how often they were written, since a copy of
/// what somebody wrote would stay behind when they take it back.
/// - Source: security 2.5; GDPR art. 7, 13; domain C3, C4.3, C10; decision 0070.
struct ConsentWords: Sendable {
    let visit: Visit
    let draft: ConsentDraft
    let receiver: Receiver
    /// As the team will read them; in the order in which they were chosen.
    let parts: [OpenedPart]
    let until: Instant

    var counts: [Int] { parts.map(\.mark) }
    var done: String { visit.sharing("preview.done", values) }

    /// With the purpose that fits who receives it.
    var offer: ConsentOffer? {
        var draft = draft
        if duty == "police" { draft.purpose = .police }
        return draft.offer
    }

    private var values: [String: String] {
        ["organisation": receiver.organisationName, "team": receiver.teamName, "date": visit.date(AmsterdamTime(until).day)]
    }

    /// By what the organisation is: what it must or may do with what it reads.
    private var duty: String { receiver.duty.rawValue }

    /// A line of the page, and under it what is not repeated in what is agreed.
    private enum Passage {
        case title(String)
        case lines([String])
        case list([String])
        case said([(by: String?, text: Confidential<String>)])
        /// Files by name, each with what it is.
        case files([(by: String?, text: Confidential<String>)])
        case small(String)
    }

    private var passages: [Passage] {
        let all = draft.includesWhatIsThere == true
        let purpose = visit.sharing(duty == "police" ? "purpose.police" : "purpose." + draft.purpose.rawValue, values)
        var passages: [Passage] = [
            .lines([
                visit.sharing(receiver.isOneName ? "preview.who_one" : "preview.who", values), purpose,
                visit.sharing("preview.until", values), visit.sharing(all ? "preview.all" : "preview.later", values),
            ])
        ]
        for part in parts {
            passages.append(.title(visit.name(part.kind)))
            guard all else {
                passages.append(.lines([visit.sharing("preview.part_later")]))
                continue
            }
            passages.append(.lines([count(part)]))
            passages.append(
                .files(part.files.map { (visit.lines(about: $0).joined(separator: " "), Confidential($0.name.revealed.text($0.kind))) }))
            passages.append(
                .said(
                    part.versions.reversed().map { version -> (by: String?, text: Confidential<String>) in
                        (visit.sharing("preview.version", ["when": visit.told(version.at)]), version.text)
                    }))
        }
        passages.append(.title(visit.sharing("duty.title", values)))
        let key = "duty." + duty
        passages.append(.list(["first", "second", "third", "fourth"].compactMap { optional("\(key).\($0)") }))
        if let line = optional(key + ".advice") { passages.append(.lines([line])) }
        passages.append(
            .small(visit.sharing("duty.source", ["source": visit.sharing(key + ".source"), "date": visit.sharing(key + ".date")])))
        passages.append(.title(visit.sharing("preview.back_title")))
        passages.append(.lines([visit.sharing("preview.withdraw", values), visit.sharing("preview.unread", values)]))
        return passages
    }

    private func optional(_ key: String) -> String? { visit.wording.has("sharing." + key) ? visit.sharing(key, values) : nil }

    private func count(_ part: OpenedPart) -> String {
        if part.kind == .files, !part.isEmpty {
            return visit.sharing(part.files.count == 1 ? "preview.file_once" : "preview.file_times", ["count": String(part.files.count)])
        }
        return switch part.count {
        case 0: visit.sharing("preview.part_empty")
        case 1: visit.sharing("preview.part_once")
        default: visit.sharing("preview.part_times", ["count": String(part.count)])
        }
    }

    private var title: String { visit.sharing("preview.h1", values) }

    /// The words as they are kept with what is agreed.
    var text: String {
        ([title]
            + passages.flatMap { passage -> [String] in
                switch passage {
                case .title(let line), .small(let line): [line]
                case .lines(let lines), .list(let lines): lines
                case .said, .files: []
                }
            }).joined(separator: "\n")
    }

    func page(_ target: FormTarget) -> RoomPage {
        let blocks = passages.map { passage -> [RoomPage.Block] in
            switch passage {
            case .title(let line): [.heading(line)]
            case .lines(let lines): [.lines(lines)]
            case .list(let lines): [.list(lines)]
            case .said(let words): words.map { .said(by: words.count > 1 ? $0.by : nil, Told($0.text.revealed)) }
            case .files(let files): files.map { .said(by: $0.by, Told($0.text.revealed)) }
            case .small(let line): [.quiet(line)]
            }
        }
        let buttons = RoomPage.Block.form([
            .either(visit.press("preview.yes", "yes"), visit.press("preview.not_now", "notnow")),
            .buttons(go: nil, []),
        ])
        return RoomPage(title: title, target: target, blocks: blocks.flatMap { $0 } + [buttons])
    }
}

/// What somebody must or may do with what a person lets them read.
/// - Source: domain C2, C3, C9; decision 0080.
enum Duty: String, CaseIterable {
    /// May begin an inquiry without anybody asking for it.
    case police
    /// Weighs itself whether something becomes a report.
    case home
    /// Keeps what it hears, whoever asks.
    case law
    /// Keeps what it hears by profession, and may speak in danger.
    case care
    /// Nobody told us what sort of organisation it is.
    case unknown
}

extension Receiver {
    /// By what sort of organisation it is, never by how it is called.
    var duty: Duty {
        switch profile?.kind {
        case .police, .emergency: .police
        case .domesticChildProtection, .youthProtection: .home
        case .legal: .law
        case .csg, .victimSupport, .helpline, .onlineAbuse, .trafficking, .shelter, .restorative, .traumaCare, .patientOrganisation,
            .forensic, .primaryCare, .publicHealth, .offenderPrevention:
            .care
        case .anonymousTipline, .compensation, .sectorHotline, .community, .expertise, .directory: .unknown
        // Desks of this site.
        case nil: kind == .desk ? .care : .unknown
        }
    }
}

extension Visit {
    /// The number of an organisation of the directory, when somebody called it and it was right.
    func checkedNumber(of profile: OrganisationProfile?) -> CallButton? {
        guard let entry = profile?.entry, let organisation = site.landscape.organisation(entry) else {
            return nil
        }
        let phones = organisation.services.compactMap { site.landscape.service($0) }.flatMap(\.contact.phones)
        guard let phone = phones.first(where: { $0.channel == .voice && $0.verifiedLiveOn != nil }) else { return nil }
        return CallButton(verb: text("call.verb"), number: phone.number.written, dial: phone.number.dialled)
    }
}
