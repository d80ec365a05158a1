/// What runs beside each other for one person: a line each, as far as it is, with the same in words beside it. It needs no script and no colour.
/// - Source: R83; look and words, 'Pictures and plots'.
public struct TrackPicture: Sendable {
    public struct Row: Sendable {
        /// Such as 'Hulp'.
        public var name: String
        /// Steps that are behind: 0 to 3.
        public var steps: Int
        /// Such as 'Loopt. Het volgende is op dinsdag 24 november.'
        public var words: String
        /// Who does it, or what somebody wrote with it.
        public var notes: [Told]

        public init(name: String, steps: Int, words: String, notes: [Told] = []) {
            self.name = name
            self.steps = steps
            self.words = words
            self.notes = notes
        }
    }
    public var rows: [Row]

    public init(rows: [Row]) { self.rows = rows }
}

extension HTML {
    mutating func tracks(_ picture: TrackPicture) {
        element(.ul, .class("tracks")) { html in
            for row in picture.rows {
                html.element(.li) { html in
                    html.element(.b, text: row.name)
                    html.element(.span, .share(max(0, min(3, row.steps)), "way"), .unspoken) { html in
                        for _ in 0..<3 { html.element(.span) { _ in } }
                    }
                    html.element(.p, text: row.words)
                    for note in row.notes { html.element(.p, .class("quiet"), .ownDirection) { $0.text(note) } }
                }
            }
        }
    }
}
