/// Something to read, in plain words, with its sources.
public struct ArticlePage: Page {
    public var title: String
    public var lead: String?
    public var blocks: [Block]
    public var proof: Proof?
    /// What can be read or done next.
    public var next: WayGroup?

    public init(title: String, lead: String? = nil, blocks: [Block], proof: Proof? = nil, next: WayGroup? = nil) {
        self.title = title
        self.lead = lead
        self.blocks = blocks
        self.proof = proof
        self.next = next
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: title)
        if let lead { html.element(.p, text: lead, .class("lead")) }
        html.blocks(blocks)
        if let next { html.ways(next) }
        if let proof { html.proof(proof) }
    }
}
