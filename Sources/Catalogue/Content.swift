import Domain
import Triage
import Wording

/// Everything the content says, checked: whoever holds it need not check it again.
public struct Content: Sendable {
    public let landscape: Landscape
    public let geography: Geography
    /// In the order of the files and of the rules in them.
    public let rules: [Rule]
    public let questions: [Question]
    /// By language tag.
    public let wording: [String: Wording]
    /// By language tag, in the order of their ids.
    public let articles: [String: [Article]]
    /// By language tag: the cards and phrases that workers have beside a conversation.
    public let knowledge: [String: KnowledgeShelf]
    /// The fixed lists of the desk: codes of the short registration, and until when what can be done.
    public let desk: DeskLists
    public let cases: [Casus]
    /// An invented evening at the desk, for a demonstration alone.
    public let practice: [PracticeConversation]
    public let settings: SiteSettings
    /// Every file that was read, by path: what a fingerprint of the content is taken of.
    public let files: [SourceFile]
    /// What is right by its form, but must be done before people see it: numbers that nobody called, hours that nobody checked, texts that
    /// somebody still has to look at.
    public let releaseFindings: [ContentProblem]
    /// Passages that say what nobody may read; only content that is loaded to be proven may hold any.
    public let forbiddenPassages: [ContentProblem]
}
