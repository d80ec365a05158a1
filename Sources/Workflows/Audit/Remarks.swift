public import Domain
import Vault

/// Something that a person finds not right in who looked at what is theirs, for whoever watches over that in the organisation.
/// - Source: security 3.5; GDPR art. 15; R60.
public struct Remark: Sendable {
    /// When it was said.
    public let at: Instant
    /// The number of the conversation, as the organisation's own log shows it.
    public let number: Int
    public let text: Confidential<String>
}

/// Sends a remark, sealed to the team that reads the organisation's own log. Nobody of the teams that help can open it.
public struct SendRemark: Sendable {
    /// UTF-8 bytes: a page.
    public static let longest = 8_000
    static let mark = "remark/v1"
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Organisations that looked, and that have somebody who can read a remark.
    public func organisations(_ looked: [WhoLooked.Entry]) async throws(WorkRefusal) -> [(id: Identifier<WorkOrganisation>, name: String)] {
        var found: [(id: Identifier<WorkOrganisation>, name: String)] = []
        for entry in looked {
            guard let id = entry.organisationID, !found.contains(where: { $0.id == id }), try await review(of: id) != nil else { continue }
            found.append((id, entry.organisation))
        }
        return found
    }

    /// - Parameter slip: what belongs to the form; sent twice it is one remark.
    /// - Throws: `.empty`; `.nobodyReceives` when nobody there can read it.
    public func callAsFunction(
        _ text: Confidential<String>, to organisation: Identifier<WorkOrganisation>, slip: Confidential<String>, by session: PersonSession
    ) async throws(WorkRefusal) {
        guard text.isSaid else { throw .empty }
        guard let (team, key) = try await review(of: organisation) else { throw .nobodyReceives }
        let fields = [
            Array(Self.mark.utf8), Packed.number(place.now().seconds), Packed.number(Int64(session.conversation.number)),
            Array(text.revealed.utf8),
        ]
        let id = Identifier<SealedFeedback>(bytes: place.name(of: text, slip: slip).bytes) ?? Identifier(place.chance)
        let isThere = try await place.stored { try await place.stores.feedback.all(for: team.id, limit: 10_000) }.contains { $0.id == id }
        guard !isThere else { return }
        try await place.stored {
            try await place.stores.feedback.add(
                try FeedbackSeal.seal(Packed.write(fields), id: id, to: team.id, generation: team.generation, key))
        }
    }

    private func review(of organisation: Identifier<WorkOrganisation>) async throws(WorkRefusal) -> (Team, PublicKey)? {
        for team in try await place.stored({ try await place.stores.teams.teams(of: organisation) }) where team.kind == .review {
            if let key = team.publicKey { return (team, key) }
        }
        return nil
    }
}

/// Reads what people found not right, newest first.
public struct ReadRemarks: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Throws: `.notFound` unless the role may and holds the key.
    public func callAsFunction(_ session: WorkerSession) async throws(WorkRefusal) -> [Remark] {
        guard session.may(.readAccessLog), let held = session.teamKeys.values.first(where: { $0.team.kind == .review }) else {
            throw .notFound
        }
        var remarks: [Remark] = []
        for sealed in try await place.stored({ try await place.stores.feedback.all(for: held.team.id, limit: 10_000) }) {
            guard sealed.generation == held.team.generation, let content = try? FeedbackSeal.open(sealed, with: held.keyPair),
                let fields = Packed.read(content.revealed), fields.count == 4, Packed.text(fields[0]) == SendRemark.mark
            else { continue }
            remarks.append(
                Remark(
                    at: Instant(seconds: Packed.number(fields[1])), number: Int(Packed.number(fields[2])),
                    text: Confidential(Packed.text(fields[3]))))
        }
        return remarks.sorted { $1.at < $0.at }
    }
}
