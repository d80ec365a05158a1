import Domain
import Pages
import Wording
import Workflows

extension WorkVisit {
    /// That somebody asks the worker's team to come to a conversation, or that they are in one.
    func alongNotices(_ talks: [JointTalk]) -> [DeskNotice] {
        talks.map { talk in
            let key = "along.\(talk.handover.state.rawValue)"
            var notice = DeskNotice(
                talk.handover.state == .invited ? .alarm : .good, title: together(key + "_title"), lines: [together("along.notice")])
            notice.links = [Link(together("along.open"), to: path(.along(talk.handover.id.text)))]
            return notice
        }
    }
}

/// A conversation that somebody was asked to join, in words.
struct AlongPresenter: Sendable {
    static let text = "text"
    let desk: WorkVisit
    let talk: JointTalk

    func page(text: String, notices: [DeskNotice]) -> AlongPage {
        let id = talk.handover.id
        let path = desk.path(.along(id.text))
        return AlongPage(
            title: desk.together("along.h1"),
            back: Link(desk.partner("part.back", ["handle": handle]), to: desk.path(.referral(talk.handover.referral.text))),
            notices: notices, target: desk.target(.along(id.text), .along(id)),
            talk: .init(
                state: state, days: isIn ? days : [], again: Link(desk.text("conversation.again"), to: path),
                live: .init(
                    path: path + "?s=\(talk.pulse)", news: desk.text("live.more"), writing: "", unsent: desk.text("conversation.unsent"))),
            compose: isIn ? compose(text) : nil, acts: acts)
    }

    private var isGuest: Bool { talk.handover.guest == desk.session.worker.id }
    private var isIn: Bool { talk.isJoined && isGuest }
    private var handle: String {
        // The same six digits as the referral has.
        let number = talk.handover.referral.bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) } % 1_000_000
        let digits = String(number)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    private var state: MinePage.State {
        let values = ["name": talk.guestName ?? "", "desk": talk.deskName]
        guard isGuest || talk.handover.state == .invited else {
            return .init(desk.together("along.colleague_title", values), lines: [desk.together("along.colleague", values)])
        }
        switch talk.handover.state {
        case .invited:
            return .init(desk.together("along.invited_title"), lines: ["invited", "seen"].map { desk.together("along." + $0, values) })
        case .present: return .init(desk.together("along.present_title"), lines: [desk.together("along.present", values)])
        case .joined, .ended:
            let lines = [
                talk.withBefore ? "with_before" : "from_now", talk.handover.isDeskThere ? "desk_there" : "desk_left", "not_again",
            ]
            return .init(desk.together("along.joined_title"), lines: lines.map { desk.together("along." + $0, values) })
        }
    }

    private var days: [MinePage.Day] {
        OwnPresenter(visit: desk.visit).days(
            talk.lines.map { line in
                let name: String =
                    switch line.voice {
                    case .person: desk.text("conversation.person")
                    case .desk: "\(line.name) (\(talk.deskName))"
                    case .guest: line.name
                    }
                let message = MinePage.Message(
                    line.voice == .guest ? .person : .team, author: name, time: desk.visit.moment(line.at), text: Told(line.text.revealed))
                return (line.at, message)
            })
    }

    private func compose(_ text: String) -> AlongPage.Compose {
        .init(
            writing: WritingField(
                name: Self.text, label: desk.together("along.write"), hint: desk.together("along.write_hint"), value: Told(text), rows: 6),
            send: desk.visit.deskGo("conversation.send", "send"))
    }

    private var acts: [FormButton] {
        switch talk.handover.state {
        case .invited: [button("come"), button("decline", "leave")]
        case .present, .joined: isGuest ? [button("leave")] : []
        case .ended: []
        }
    }

    private func button(_ key: String, _ value: String? = nil) -> FormButton {
        FormButton(desk.together("along.\(key)_button"), name: "go", value: value ?? key)
    }
}
