import Domain
import Storage

extension NewConversation {
    /// Writes it as the first schema had it: for tests of what later steps make of rows that are there.
    func insertAsAtFirst(into database: any SQLDatabase) async throws {
        _ = try await database.run(
            "INSERT INTO dossier (id, public_key, keeping, opened_in, visited_in) VALUES ($1, $2, $3, $4, $5)",
            [
                .blob(dossier.id.bytes), .blob(dossier.publicKey.bytes), .text(dossier.keeping.rawValue),
                .integer(Int64(dossier.openedIn.number)), .integer(Int64(dossier.visitedIn.number)),
            ])
        _ = try await database.run(
            "INSERT INTO return_key (locator, dossier, version, derivation, wrapped_seed) VALUES ($1, $2, $3, $4, $5)",
            [
                .blob(returnKey.locator), .blob(returnKey.dossier.bytes), .integer(Int64(returnKey.version)),
                .integer(Int64(returnKey.derivation)), .blob(returnKey.wrappedSeed.bytes),
            ])
        _ = try await database.run(
            "INSERT INTO dossier_section (id, dossier, kind, version) VALUES ($1, $2, $3, $4)",
            [.blob(section.id.bytes), .blob(dossier.id.bytes), .text(section.kind.rawValue), .integer(Int64(section.version))])
        for grant in grants {
            var holder: (SQLValue, SQLValue) = (.null, .integer(0))
            if case .team(let team, let generation) = grant.holder { holder = (.blob(team.bytes), .integer(Int64(generation))) }
            _ = try await database.run(
                "INSERT INTO section_grant (section, version, team, generation, wrap) VALUES ($1, $2, $3, $4, $5)",
                [.blob(grant.section.bytes), .integer(Int64(grant.version)), holder.0, holder.1, .blob(grant.wrap.bytes)])
        }
        for item in items {
            _ = try await database.run(
                "INSERT INTO item (id, section, version, header, commitment, wrapped_key, content) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                [
                    .blob(item.id.bytes), .blob(item.section.bytes), .integer(Int64(item.version)), .blob(item.header),
                    .blob(item.commitment), .blob(item.wrappedKey), .blob(item.content.bytes),
                ])
        }
        _ = try await database.run(
            """
            INSERT INTO conversation (id, dossier, messages, team, language, urgency, state, arrival, claimed_by, revision, card,
                card_generation) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, $9, $10, $11)
            """,
            [
                .blob(conversation.id.bytes), .blob(conversation.dossier.bytes), .blob(conversation.messages.bytes),
                .blob(conversation.team.bytes), .text(conversation.language.value), .integer(Int64(conversation.urgency.rawValue)),
                .text(conversation.state.rawValue), .integer(1), .integer(conversation.revision), .blob(conversation.card.bytes),
                .integer(Int64(conversation.cardGeneration)),
            ])
    }
}
