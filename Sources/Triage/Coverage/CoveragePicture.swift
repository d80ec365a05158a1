import Domain

/// The map as one small picture: groups from top to bottom, hours from left to right, in each cell how many services surely answer.
///
/// A cell shows the least over all regions of the map and the seven days of the ordinary week. The number says it; colour only helps
/// the eye: dark where no door is open, warm where it is one, soft where there are more.
/// - Source: look and words, 'each picture has its table'.
public enum CoveragePicture {
    private static let (cell, height, left, top) = (26, 22, 300, 40)
    private static let quiet = "#51606A"

    /// The picture, with a title and a description; nothing in it comes from elsewhere.
    /// - Parameter wording: text for a key of the wording.
    public static func svg(_ map: CoverageMap, _ wording: @escaping (String) -> String) -> String {
        let words = CoverageWords(wording: wording)
        let lines = map.groups.map { least(map.rows(of: $0.id)) }
        let size = (width: left + 24 * cell + 8, height: top + map.groups.count * height + 2 * height)
        let opening = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size.width) \(size.height)" role="img" \
            aria-labelledby="coverage-title coverage-desc" font-family="system-ui, sans-serif" font-size="13" fill="#1F2A2E">
            <title id="coverage-title">\(escaped(words("picture.title")))</title>
            <desc id="coverage-desc">\(escaped(words("picture.description")))</desc>
            <rect width="\(size.width)" height="\(size.height)" fill="#FBF8F3"/>
            """
        let rows = zip(map.groups, lines).enumerated().map { place, entry in
            row(words.group(entry.0.id), entry.1, top: top + place * height)
        }
        return ([opening, hours(words)] + rows + [legend(words, top: top + map.groups.count * height), "</svg>"])
            .joined(separator: "\n") + "\n"
    }

    /// Per hour of the day the fewest that answer, anywhere, on any day of the week; nil when the map looks nowhere.
    static func least(_ rows: [CoverageRow]) -> [Int?] {
        (0..<24).map { hour in
            rows.flatMap { row in (0..<7).map { row.state(day: $0, hour: hour).count } }.min()
        }
    }

    private static func hours(_ words: CoverageWords) -> String {
        let numbers = (0..<24).map { #"<text x="\#(middle($0))" y="\#(top - 8)">\#($0)</text>"# }.joined()
        let label = #"<text x="8" y="\#(top - 8)" fill="\#(quiet)">\#(escaped(words("picture.hour")))</text>"#
        return label + #"<g text-anchor="middle" fill="\#(quiet)">\#(numbers)</g>"#
    }

    private static func row(_ label: String, _ counts: [Int?], top: Int) -> String {
        let base = top + height - 7
        var rects = ""
        for run in runs(counts.map(Tone.init)) {
            let width = (run.to - run.from) * cell - 1
            rects +=
                #"<rect x="\#(left + run.from * cell)" y="\#(top)" width="\#(width)" height="\#(height - 1)" "#
                + #"rx="3" fill="\#(run.tone.paper)"/>"#
        }
        let numbers = counts.enumerated().map { hour, count in
            let ink = Tone(count).ink.map { #" fill="\#($0)""# } ?? ""
            return #"<text x="\#(middle(hour))" y="\#(base)"\#(ink)>\#(count.map(String.init) ?? "-")</text>"#
        }
        return #"<text x="8" y="\#(base)">\#(escaped(label))</text>\#(rects)<g text-anchor="middle">\#(numbers.joined())</g>"#
    }

    private static func legend(_ words: CoverageWords, top: Int) -> String {
        let entries: [(Tone, String, String)] = [
            (.none, "0", words("picture.none")), (.one, "1", words("picture.one")), (.more, "2", words("picture.more")),
        ]
        let base = top + height + 5
        return entries.enumerated().map { place, entry in
            let x = 8 + place * 290
            let ink = entry.0.ink.map { #" fill="\#($0)""# } ?? ""
            return #"<rect x="\#(x)" y="\#(base - 15)" width="\#(cell - 1)" height="\#(height - 1)" rx="3" fill="\#(entry.0.paper)"/>"#
                + #"<text x="\#(x + cell / 2)" y="\#(base)" text-anchor="middle"\#(ink)>\#(entry.1)</text>"#
                + #"<text x="\#(x + cell + 8)" y="\#(base)">\#(escaped(entry.2))</text>"#
        }.joined()
    }

    private static func middle(_ hour: Int) -> Int { left + hour * cell + cell / 2 }

    private static func runs(_ tones: [Tone]) -> [(tone: Tone, from: Int, to: Int)] {
        var runs: [(tone: Tone, from: Int, to: Int)] = []
        for (hour, tone) in tones.enumerated() {
            if runs.last?.tone == tone { runs[runs.count - 1].to = hour + 1 } else { runs.append((tone, hour, hour + 1)) }
        }
        return runs
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }
}

/// How a cell looks. Ink on paper is at least 4.5 to 1 in each.
private enum Tone {
    case none, one, more

    init(_ count: Int?) {
        switch count {
        case nil, 0: self = .none
        case 1: self = .one
        default: self = .more
        }
    }

    var paper: String {
        switch self {
        case .none: "#1F2A2E"
        case .one: "#F6E7CF"
        case .more: "#DDEBEA"
        }
    }

    /// nil: the ink of the whole picture.
    var ink: String? { self == .none ? "#FBF8F3" : nil }
}
