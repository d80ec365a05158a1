import Domain
import Pages
import Wording
import Workflows

/// Photos, papers and texts of one's own, in words.
/// - Source: R22; security 6.3, 6.7.
struct FilesPresenter: Sendable {
    /// The field with the file.
    static let file = "b"
    let room: OwnRoom
    private var visit: Visit { room.visit }

    /// The name under which a file is saved that must say nothing, without its ending.
    static func plain(_ number: Int) -> String { "document-\(number)" }

    static func problem(_ refusal: FileRefusal) -> String {
        switch refusal {
        case .empty: "files.problem_empty"
        case .otherKind: "files.problem_kind"
        case .damaged: "files.problem_damaged"
        case .tooLarge: "files.problem_large"
        case .noRoom: "files.problem_room"
        case .tooSlow: "files.problem_slow"
        }
    }

    func files(_ part: OpenedPart, _ standing: OwnStanding, _ target: FormTarget, problem: String?) -> RoomPage {
        var page = RoomPage(
            title: visit.name(.files), target: target,
            blocks: [.lines([visit.sharing("part.files.what")]), .good([PartsPresenter(room: room).who(.files, standing)])])
        if room.isMonitored { page.blocks.append(.lines([visit.sharing("along.write")])) }
        for file in part.files { page.blocks.append(card(file)) }
        page.blocks += [.heading(visit.sharing("files.add")), upload(problem)]
        page.blocks.append(.form([.buttons(go: nil, [visit.press("part.back", "parts")])]))
        if problem != nil { page.problems = visit.problems([(visit.sharing("files.problem"), Self.file)]) }
        return page
    }

    private func card(_ file: KeptFile) -> RoomPage.Block {
        let name = file.name.revealed.text(file.kind)
        return .card(
            title: name,
            [
                .lines(visit.lines(about: file)),
                .form([
                    .buttons(
                        go: nil,
                        [
                            visit.press("files.take", "take-" + file.id.text, about: name),
                            visit.press("files.drop", "drop-" + file.id.text, about: name),
                        ])
                ]),
            ])
    }

    private func upload(_ problem: String?) -> RoomPage.Block {
        var field = FileField(name: Self.file, label: visit.sharing("files.label"), hint: visit.sharing("files.hint", limits))
        field.problem = problem.map { visit.sharing($0) }
        return .upload([
            .choices(
                ChoiceGroup(
                    visit.sharing("files.photo"), name: OwnField.scope, kind: .one,
                    choices: [
                        Pages.Choice("less", label: visit.sharing("files.less"), hint: visit.sharing("files.less_hint"), isChosen: true),
                        Pages.Choice("all", label: visit.sharing("files.all"), hint: visit.sharing("files.all_hint")),
                    ])),
            .file(field), .quiet(visit.sharing("files.limits", limits)), .offline(visit.offline),
            .buttons(go: FormButton(visit.sharing("files.keep")), []),
        ])
    }

    private var limits: [String: String] {
        [
            "size": String(DossierFile.largest / 1024 / 1024), "count": String(DossierFile.most),
            "room": String(DossierFile.mostBytes / 1024 / 1024),
        ]
    }

    /// Before a file is on the device.
    func take(_ file: KeptFile, number: Int, _ target: FormTarget) -> RoomPage {
        let plain = Self.plain(number) + "." + file.kind.ending
        return RoomPage(
            title: visit.sharing("files.take_h1"), target: target,
            blocks: [
                .said(by: nil, Told(file.name.revealed.text(file.kind))), .lines([visit.line(about: file)]),
                .good([visit.sharing("files.take_first"), visit.sharing("files.take_second")]),
                .form([
                    .acts(
                        title: nil,
                        [
                            .init(
                                FormButton(visit.sharing("files.taken", ["name": plain]), name: "go", value: "taken-" + file.id.text),
                                note: visit.sharing("files.taken_note")),
                            .init(
                                visit.press("files.named", "named-" + file.id.text), note: visit.sharing("files.named_note")),
                        ]),
                    .buttons(go: nil, [visit.press("files.back", "part-files")]),
                ]),
            ])
    }

    func drop(_ file: KeptFile, number: Int, _ target: FormTarget) -> RoomPage {
        RoomPage(
            title: visit.sharing("files.drop_h1"), target: target,
            blocks: [
                .said(by: nil, Told(file.name.revealed.text(file.kind))), .lines([visit.line(about: file)]),
                .good([visit.sharing("files.drop_first"), visit.sharing("files.drop_second")]),
                .form([
                    .buttons(
                        go: visit.press("files.dropping", "dropped-" + file.id.text), [visit.press("files.back", "part-files")])
                ]),
            ])
    }
}

extension Visit {
    /// What a file is, how large, and since when it is there.
    func line(about file: KeptFile) -> String {
        sharing(
            "files.line", ["kind": sharing("files.kind." + file.kind.rawValue), "size": size(file.size), "when": told(file.at)])
    }

    /// The same, and whether a photo still tells where it was made.
    func lines(about file: KeptFile) -> [String] {
        [line(about: file)] + (file.kind.isPhoto && file.isAsMade ? [sharing("files.as_made")] : [])
    }

    /// So many bytes, as people say it.
    func size(_ bytes: Int) -> String {
        guard bytes >= 1_000_000 else { return sharing("files.kilobytes", ["count": String(max(1, bytes / 1000))]) }
        let tenths = bytes / 100_000
        return sharing("files.megabytes", ["count": String(tenths / 10) + sharing("files.point") + String(tenths % 10)])
    }
}
