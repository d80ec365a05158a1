/// Somebody to whom nothing of a dossier may go, whoever asks.
/// - Source: security T2, A8; C10.
public enum NeverTo: Sendable, Equatable {
    case organisation(Identifier<WorkOrganisation>)
    case team(Identifier<Team>)
    /// Somebody by name, in one organisation. Nobody needs to be sure that they work there.
    case person(Confidential<String>, at: Identifier<WorkOrganisation>)
}
