import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// What a helper proposed for a part: seeing exactly what it is, changing it, and saying yes or no.
/// - Source: R22; product D; decision 0084.
extension OwnController {
    func proposalsPage(_ room: OwnRoom, done: String? = nil) async throws(WorkRefusal) -> Response {
        let open = try await OwnProposals(room.place).open(room.session)
        if open.count == 1, done == nil, let only = open.first { return try await proposalPage(room, only.id) }
        var page = ProposalPresenter(room: room).list(open, target(room))
        page.done = done.map { room.visit.sharing($0) }
        return shown(page, room, "part")
    }

    /// - Parameters:
    ///   - typed: what was typed and is not kept, when that is so.
    ///   - problem: end of the key of why.
    func proposalPage(
        _ room: OwnRoom, _ id: Identifier<SealedItem>, typed: String? = nil, problem: String? = nil, status: HTTPResponse.Status = .ok
    ) async throws(WorkRefusal) -> Response {
        do {
            let proposal = try await OwnProposals(room.place).read(id, room.session)
            let part = try await OwnParts(room.place).read(proposal.part, room.session)
            let standing = try await ReadStanding(room.place)(room.session)
            let page = ProposalPresenter(room: room).page(
                proposal, part, standing, target(room, seen: part.count), typed: typed.map { Told($0) },
                problem: problem.map { room.visit.sharing($0) })
            return shown(page, room, "part", status: status)
        } catch {
            // Answered on another device: what is open still stands there.
            guard error == .notFound else { throw error }
            return try await proposalsPage(room, done: "proposal.gone")
        }
    }

    func accept(_ room: OwnRoom, _ id: Identifier<SealedItem>, _ form: Form) async throws(WorkRefusal) -> Response {
        guard let text = form[OwnField.words] else { return try await proposalPage(room, id) }
        guard text.utf8.count <= MessageDraft.longest else {
            return try await proposalPage(room, id, typed: text, problem: "part.problem_long", status: .unprocessableContent)
        }
        do {
            let proposal = try await OwnProposals(room.place).read(id, room.session)
            guard PartsPresenter(room: room).mayWrite(proposal.part) else { return try await partsPage(room) }
            let part = try await OwnParts(room.place).read(proposal.part, room.session)
            try await OwnProposals(room.place).keep(
                id, Confidential(text), asShown: text == ProposalPresenter.proposed(proposal, part), seen: room.slip.seen,
                slip: room.slip.slip, room.session)
            guard try await OwnProposals(room.place).open(room.session).isEmpty else {
                return try await proposalsPage(room, done: "part.kept")
            }
            return try await partPage(room, proposal.part, done: "part.kept")
        } catch {
            switch error {
            case .newerMessage: return try await proposalPage(room, id, typed: text, problem: "part.problem_newer", status: .conflict)
            case .notFound: return try await proposalsPage(room, done: "proposal.gone")
            case .erased: return gone(room.visit, text)
            default:
                return try await proposalPage(room, id, typed: text, problem: "part.problem_failed", status: .serviceUnavailable)
            }
        }
    }

    func refuse(_ room: OwnRoom, _ id: Identifier<SealedItem>) async throws(WorkRefusal) -> Response {
        do {
            try await OwnProposals(room.place).decline(id, room.session)
        } catch {
            guard error == .notFound else { throw error }
        }
        return try await proposalsPage(room, done: "proposal.refused")
    }
}
