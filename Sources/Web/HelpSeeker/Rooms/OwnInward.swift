import Domain
import HTTPTypes
import Hummingbird
import Pages
import Wording
import Workflows

/// What somebody who helped them wrote when they sent them here. It is theirs: to read, to throw away, to let nothing more be told.
/// - Source: R22, R29; decision 0088.
extension OwnController {
    func inwardPage(_ room: OwnRoom, done: String? = nil) async throws(WorkRefusal) -> Response {
        let lines = try await InwardReferrals(room.place).own(room.session)
        var page = OwnInwardPresenter(visit: room.visit).page(lines, target(room))
        page.done = done.map { room.visit.inward($0) }
        return shown(page, room, "where")
    }

    /// Asks once more before the lines are gone.
    func tossPage(_ room: OwnRoom, _ id: Identifier<Referral>) async throws(WorkRefusal) -> Response {
        guard let opened = try await InwardReferrals(room.place).own(room.session).first(where: { $0.referral.id == id }) else {
            throw .notFound
        }
        return shown(OwnInwardPresenter(visit: room.visit).toss(opened, target(room)), room, "end")
    }

    func tossed(_ room: OwnRoom, _ id: Identifier<Referral>) async throws(WorkRefusal) -> Response {
        do {
            try await InwardReferrals(room.place).discard(id, room.session)
            return try await inwardPage(room, done: "own.tossed")
        } catch {
            guard error == .taken(by: nil) else { throw error }
            return try await inwardPage(room, done: "own.again")
        }
    }

    func hushed(_ room: OwnRoom, _ id: Identifier<Referral>) async throws(WorkRefusal) -> Response {
        do {
            try await InwardReferrals(room.place).silence(id, room.session)
            return try await inwardPage(room, done: "own.hushed")
        } catch {
            guard error == .taken(by: nil) else { throw error }
            return try await inwardPage(room, done: "own.again")
        }
    }
}

extension Visit {
    /// A text about being sent here by somebody.
    func inward(_ key: String, _ values: [String: String] = [:]) -> String { wording("inward." + key, values) }
}
