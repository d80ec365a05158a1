import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Workflows

extension Request {
    /// Whether a form with a file in it is sent.
    var hasFile: Bool { headers[.contentType]?.lowercased().hasPrefix("multipart/") == true }
}

/// One file on its way in, out of a form in parts. What is not taken in is read to its end all the same: a browser shows no answer before it
/// has sent everything.
private struct FileIntake {
    let controller: OwnController
    let own: OwnVisit
    var slip: OwnSlip?
    private var keepsAll = false
    private var coming: IncomingFile?
    private(set) var isKept = false
    private(set) var refusal: WorkRefusal?
    /// Whether the form came with a slip that is good.
    var isOld: Bool { slip == nil }

    init(_ controller: OwnController, _ own: OwnVisit) {
        self.controller = controller
        self.own = own
    }

    mutating func take(_ event: MultipartReader.Event) async {
        guard refusal == nil else { return }
        do {
            switch event {
            case .field("ticket", let value): slip = OwnSlip(opening: value, controller.tools.tickets, own.session, at: own.visit.now)
            case .field(OwnField.scope, let value): keepsAll = value == "all"
            case .field: break
            case .file(let name):
                // Without a slip it is not this person's own form.
                guard slip != nil, own.session.unprovenCode == nil || own.session.isChat else { return }
                coming = try await OwnFiles(own.place).begin(Confidential(FileName(name)), keepsAll: keepsAll, own.session)
            case .bytes(let bytes): try await coming?.add(bytes)
            case .fileEnd: break
            }
        } catch {
            refusal = error
            await abandon()
        }
    }

    /// Everything came.
    mutating func finish() async {
        guard refusal == nil, let slip, coming != nil else { return }
        do {
            try await coming?.finish(slip: slip.slip)
            isKept = true
            coming = nil
        } catch {
            refusal = error
            await abandon()
        }
    }

    mutating func abandon() async {
        await coming?.abandon()
        coming = nil
    }
}

/// Photos, papers and texts of one's own: putting one in, saving it on the device, taking it away.
/// - Source: R22; security 6.3, 6.7; product D.
extension OwnController {
    /// Bytes that are read at most of what is too large, so that the page that says so is seen.
    private static let patience = 6 * DossierFile.largest

    /// Takes in a file, piece by piece.
    func takeIn(_ request: Request, _ policy: OwnVisit.Policy) async throws -> Response {
        try responder.checkOrigin(request)
        guard var reader = MultipartReader(contentType: request.headers[.contentType], mostText: Form.largestWriting) else {
            throw PageRefusal.unreadable
        }
        let admission = try await policy.admit(request)
        var intake: FileIntake?
        if case .own(let own) = admission { intake = FileIntake(self, own) }
        var read = 0
        do {
            for try await chunk in request.body {
                read += chunk.readableBytes
                guard read <= Self.patience else { throw PageRefusal.tooLarge }
                for event in try reader.take(Array(chunk.readableBytesView)) { await intake?.take(event) }
            }
            guard reader.isComplete else { throw PageRefusal.unreadable }
        } catch {
            await intake?.abandon()
            throw error is MultipartReader.Refusal ? PageRefusal.unreadable : error
        }
        await intake?.finish()
        switch admission {
        case .own(let own):
            guard let intake else { throw PageRefusal.unreadable }
            return await answer(own, intake)
        case .away(let visit, _): return away(visit, nil)
        case .closed(let visit), .failed(let visit): return unready(visit)
        }
    }

    private func answer(_ own: OwnVisit, _ intake: FileIntake) async -> Response {
        let slip = intake.slip ?? OwnSlip(own.place, seen: 0, text: "")
        do {
            let room = try await room(own, slip)
            if intake.isKept { return try await filesPage(room, done: "files.kept") }
            if intake.isOld { return try await filesPage(room, problem: "files.problem_old", status: .unprocessableContent) }
            switch intake.refusal {
            case .file(let refusal):
                return try await filesPage(room, problem: FilesPresenter.problem(refusal), status: .unprocessableContent)
            case .busy: return try await filesPage(room, problem: "files.problem_busy", status: .serviceUnavailable).retrying(after: 60)
            case .erased: return gone(own.visit, slip.text)
            case nil: return try await filesPage(room, problem: "files.problem_empty", status: .unprocessableContent)
            default: return try await filesPage(room, problem: "files.problem_failed", status: .serviceUnavailable)
            }
        } catch {
            return error == .erased ? gone(own.visit, slip.text) : unready(own, slip.text, slip)
        }
    }

    /// - Returns: nil when the button is about something else.
    func files(_ room: OwnRoom, _ word: String, _ id: Identifier<SealedItem>) async throws(WorkRefusal) -> Response? {
        switch word {
        case "take": return try await filePage(room, id) { $0.take($1, number: $2, target(room)) }
        case "taken": return try await send(room, id, withName: false)
        case "named": return try await send(room, id, withName: true)
        case "drop": return try await filePage(room, id) { $0.drop($1, number: $2, target(room)) }
        case "dropped":
            try await OwnFiles(room.place).remove(id, room.session)
            return try await filesPage(room, done: "files.dropped")
        default: return nil
        }
    }

    func filesPage(
        _ room: OwnRoom, done: String? = nil, problem: String? = nil, status: HTTPResponse.Status = .ok
    ) async throws(WorkRefusal) -> Response {
        let part = try await OwnParts(room.place).read(.files, room.session)
        let standing = try await ReadStanding(room.place)(room.session)
        var page = FilesPresenter(room: room).files(part, standing, target(room), problem: problem)
        page.done = done.map { room.visit.sharing($0) }
        return shown(page, room, "part", status: status)
    }

    private func filePage(
        _ room: OwnRoom, _ id: Identifier<SealedItem>, _ page: (FilesPresenter, KeptFile, Int) -> RoomPage
    ) async throws(WorkRefusal) -> Response {
        let files = try await OwnParts(room.place).read(.files, room.session).files
        guard let place = files.firstIndex(where: { $0.id == id }) else { return try await filesPage(room, done: "files.gone") }
        return shown(page(FilesPresenter(room: room), files[place], place + 1), room, "part")
    }

    private func send(_ room: OwnRoom, _ id: Identifier<SealedItem>, withName: Bool) async throws(WorkRefusal) -> Response {
        let outgoing: OutgoingFile
        do {
            outgoing = try await OwnFiles(room.place).open(id, room.session)
        } catch {
            guard error == .notFound else { throw error }
            return try await filesPage(room, done: "files.gone")
        }
        return try await responder.send(outgoing, plain: FilesPresenter.plain(outgoing.number), withName: withName)
    }
}
