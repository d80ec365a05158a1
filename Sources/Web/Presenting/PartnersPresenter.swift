import Domain
import Pages
import Wording
import Workflows

/// Organisations that take part, in words.
struct PartnersPresenter: Sendable {
    let desk: WorkVisit
    /// What was typed and could not be done; it comes back.
    var typed: Form?

    /// - Parameter asking: who was asked and has not come in; nil for an organisation that was asked itself.
    func page(_ entries: [Partners.Entry], asking: [Partners.Invited]?, notices: [DeskNotice]) -> PartnersPage {
        let isHost = asking != nil
        return PartnersPage(
            title: desk.joining(isHost ? "list.h1" : "own.h1"),
            lines: (isHost ? ["lead", "call", "leave"] : ["own_lead", "own_two", "own_leave"]).map { desk.joining("list." + $0) },
            notices: notices, target: desk.target(.partners, .partners), partners: entries.map { partner($0, isHost: isHost) },
            none: desk.joining(isHost ? "list.none" : "own.none"), asking: asking.map(ask))
    }

    private func partner(_ entry: Partners.Entry, isHost: Bool) -> PartnersPage.Partner {
        let team = entry.receiver.teamName
        var lines = [desk.joining("standing.\(entry.standing.rawValue)_more")]
        if let kind = entry.receiver.profile?.kind {
            lines.append(desk.joining(isHost ? "list.sort" : "own.sort", ["sort": desk.visit.sort(kind)]))
        }
        if let vouched = entry.vouched {
            lines.append(
                desk.joining(
                    entry.standing == .changed ? "list.vouched_before" : "list.vouched",
                    ["with": vouched.with, "by": vouched.by, "date": desk.visit.date(AmsterdamTime(vouched.at).day)]))
        }
        if entry.holders < 2, let since = entry.aloneSince {
            let until = since.adding(seconds: TeamVouching.longestAlone)
            lines.append(desk.joining("list.alone_until", ["date": desk.visit.date(AmsterdamTime(until).day)]))
        }
        return .init(
            name: "\(entry.receiver.organisationName), \(team)", marks: marks(entry), lines: lines,
            fingerprint: entry.fingerprint.map { digits in
                Fingerprint(desk.joining(isHost ? "list.digits" : "own.digits"), groups: digits.map { Told($0) })
            }, confirm: isHost ? confirm(entry) : nil)
    }

    private func marks(_ entry: Partners.Entry) -> [Mark] {
        let look: Mark.Look =
            switch entry.standing {
            case .good: .plain
            case .noKey: .quiet
            case .unvouched, .changed, .closed, .alone: .alarm
            }
        var marks = [Mark(look, desk.joining("standing." + entry.standing.rawValue))]
        let holders = entry.holders == 1 ? desk.text("teams.holder") : desk.text("teams.holders", ["count": String(entry.holders)])
        marks.append(Mark(entry.holders < 2 && entry.standing != .noKey ? .alarm : .plain, holders))
        return marks
    }

    // What was compared goes along: a key that changed after the page was made is not vouched for.
    private func confirm(_ entry: Partners.Entry) -> (field: TextField, button: FormButton)? {
        guard [.unvouched, .changed].contains(entry.standing), let digits = entry.fingerprint else { return nil }
        var field = TextField(
            name: "w" + entry.team.text, label: desk.joining("list.with"), value: typed?["w" + entry.team.text] ?? "")
        field.problem = desk.visit.tooLong(field.value, LineLength.name)
        field.hint = desk.joining("list.with_hint")
        let value = (["vouch", entry.team.text] + digits).joined(separator: "-")
        return (field, FormButton(desk.joining("list.confirm"), name: "go", value: value))
    }

    private func ask(_ invited: [Partners.Invited]) -> PartnersPage.Asking {
        var field = TextField(name: "n", label: desk.joining("ask.name"), value: typed?["n"] ?? "")
        field.problem = desk.visit.tooLong(field.value, LineLength.organisation)
        field.hint = desk.joining("ask.name_hint")
        let table = DeskTable(
            desk.joining("ask.caption"), columns: ["name", "until", "act"].map { .init(desk.joining("ask.column_" + $0)) },
            rows: invited.map { one in
                .init([
                    .text(one.name), .text(desk.visit.moment(one.until)),
                    .ways(
                        [],
                        buttons: [
                            FormButton(
                                desk.joining("ask.withdraw"), about: one.name, name: "go", value: "withdraw-" + one.id.text)
                        ]),
                ])
            })
        return .init(
            title: desk.joining("ask.title"), lines: [desk.joining("ask.lead")], open: invited.isEmpty ? nil : table, field: field,
            button: FormButton(desk.joining("ask.button"), name: "go", value: "invite"))
    }
}
