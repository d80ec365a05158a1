import Domain

// The text form of answers, to be sealed into a form. It is only read back after its seal was checked, and still read with care.
extension Answers {
    /// One line of text.
    public var text: String {
        var parts = steps.map { "\($0.question):\($0.choices.joined(separator: ","))" }
        if refinement.region != .unknown { parts.append("=region:\(refinement.region.id)") }
        if refinement.gender != .unknown { parts.append("=gender:\(refinement.gender.id)") }
        if let language = refinement.language { parts.append("=language:\(language.value)") }
        if !refinement.needs.isEmpty { parts.append("=needs:\(refinement.needs.map(\.id).sorted().joined(separator: ","))") }
        return parts.joined(separator: ";")
    }

    /// The answers behind a text; whatever cannot be read is left out.
    public init(text: String) {
        self.init()
        for part in text.split(separator: ";") {
            guard let colon = part.firstIndex(of: ":") else { continue }
            let name = String(part[..<colon])
            let values = part[part.index(after: colon)...].split(separator: ",").map(String.init)
            if name.hasPrefix("=") { refine(name, values) } else { steps.append(Step(question: name, choices: values)) }
        }
    }

    private mutating func refine(_ name: String, _ values: [String]) {
        switch name {
        case "=region": refinement.region = values.first.flatMap(Region.init(id:)) ?? .unknown
        case "=gender": refinement.gender = values.first.flatMap(Gender.init(id:)) ?? .unknown
        case "=language": refinement.language = values.first.flatMap { LanguageTag($0) }
        case "=needs": refinement.needs = Set(values.compactMap(Need.init(id:)))
        default: break
        }
    }
}
