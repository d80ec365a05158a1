/// A knowledge card as a worker reads it.
/// - Source: R38, R39, R43.
public struct KnowledgeSheet: Sendable {
    public enum Piece: Sendable {
        case text(String)
        /// An article to read on in.
        case link(Link)
        /// A service, with its number to read out.
        case place(Link, number: String?)
    }

    public struct Part: Sendable {
        /// Such as 'Wat je beter laat'.
        public var title: String
        public var lines: [[Piece]]
        /// The lines as sentences that can be put in the answer; then they stand here and not in `lines`.
        public var puts: [PutButton]
        /// The language of sentences to say, where that is not the page's.
        public var language: String?

        public init(title: String, lines: [[Piece]] = [], puts: [PutButton] = [], language: String? = nil) {
            self.title = title
            self.lines = lines
            self.puts = puts
            self.language = language
        }
    }

    public var id: String
    public var title: String
    public var summary: String
    public var parts: [Part]
    public var proof: Proof

    public init(id: String, title: String, summary: String, parts: [Part], proof: Proof) {
        self.id = id
        self.title = title
        self.summary = summary
        self.parts = parts
        self.proof = proof
    }
}

extension ConversationPage {
    /// The cards that fit what was told, folded, and a way to all others.
    public struct Knowledge: Sendable {
        public struct Others: Sendable {
            public var title: String
            public var lead: String
            public var links: [Link]

            public init(title: String, lead: String, links: [Link]) {
                self.title = title
                self.lead = lead
                self.links = links
            }
        }

        public var title: String
        public var lead: String
        public var sheets: [KnowledgeSheet]
        public var others: Others

        public init(title: String, lead: String, sheets: [KnowledgeSheet], others: Others) {
            self.title = title
            self.lead = lead
            self.sheets = sheets
            self.others = others
        }
    }
}

extension HTML {
    mutating func knowledge(_ knowledge: ConversationPage.Knowledge) {
        element(.section, .class("knowledge")) { html in
            html.element(.h2, text: knowledge.title)
            html.element(.p, text: knowledge.lead)
            for sheet in knowledge.sheets {
                html.element(.details, .class("card"), .id(sheet.id)) { html in
                    html.element(.summary) { html in
                        html.element(.b, text: sheet.title)
                        html.element(.span, text: sheet.summary)
                    }
                    html.inside(sheet, heading: .h3)
                }
            }
            html.element(.details) { html in
                html.element(.summary, text: knowledge.others.title)
                html.element(.p, text: knowledge.others.lead, .class("quiet"))
                html.element(.ul, .class("links")) { html in
                    for link in knowledge.others.links { html.element(.li) { $0.linkAside(link) } }
                }
            }
        }
    }

    /// What a card says, without its title.
    mutating func inside(_ sheet: KnowledgeSheet, heading: Tag) {
        for part in sheet.parts {
            element(heading, text: part.title)
            element(.ul, part.puts.isEmpty ? .none : .class("says"), part.language.map { .lang($0) } ?? .none) { html in
                for put in part.puts { html.element(.li) { $0.put(put) } }
                for line in part.lines { html.element(.li) { $0.pieces(line) } }
            }
        }
        proof(sheet.proof)
    }

    private mutating func pieces(_ pieces: [KnowledgeSheet.Piece]) {
        for piece in pieces {
            switch piece {
            case .text(let words): text(words)
            case .link(let link): linkAside(link)
            case .place(let link, let number):
                linkAside(link)
                if let number {
                    trusted(Trusted(" "))
                    element(.span, text: number, .class("number"), .leftToRight)
                }
            }
        }
    }
}
