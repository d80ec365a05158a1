import Domain

/// Fields that occur in many files.
extension YAMLMap {
    /// A day that must be there.
    func day(_ name: String) -> CalendarDay? { required(name)?.day() }
    /// A day that may be missing.
    func optionalDay(_ name: String) -> CalendarDay? { self[name]?.day() }

    /// An id in small letters, digits and hyphens.
    func kebabID(_ name: String) -> String? { required(name)?.kebabID() }

    /// An address on the web that may be missing.
    func optionalURL(_ name: String) -> String? { self[name]?.url() }

    /// Who must still look at it.
    func review() -> [String] { self["review"].map { $0.oneOrMore().compactMap { $0.text() } } ?? [] }

    /// The requirements that a text answers, under `R`.
    func requirements() -> [String] {
        let requirements = texts("R")
        for requirement in requirements where requirement.first != "R" || Int(requirement.dropFirst()) == nil {
            log.refuse(place(of: "R"), "'\(requirement)' is not the number of a requirement, such as R31")
        }
        return requirements
    }
}

extension YAMLValue {
    func day() -> CalendarDay? {
        guard let text = text() else { return nil }
        guard let day = CalendarDay(text) else {
            refuse("'\(shown)' is not a day written as 2026-11-21")
            return nil
        }
        return day
    }

    func kebabID() -> String? {
        guard let id = text() else { return nil }
        let parts = id.split(separator: "-", omittingEmptySubsequences: false)
        let isKebab = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
        }
        guard isKebab else {
            refuse("id '\(shown)' must be small letters and digits with single hyphens between them")
            return nil
        }
        return id
    }

    /// An id in small letters, digits, hyphens and underscores.
    func plainID() -> String? {
        guard let id = text() else { return nil }
        let allowed: (UInt8) -> Bool = { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95 }
        guard id.utf8.allSatisfy(allowed) else {
            refuse("id '\(shown)' must be small letters, digits, hyphens and underscores")
            return nil
        }
        return id
    }

    func url() -> String? {
        guard let url = text() else { return nil }
        let rest = url.hasPrefix("https://") ? url.dropFirst(8) : url.hasPrefix("http://") ? url.dropFirst(7) : ""
        guard !rest.isEmpty, !url.contains(where: \.isWhitespace) else {
            refuse("'\(shown)' is not an address that starts with http:// or https://")
            return nil
        }
        return url
    }

    func phone() -> PhoneNumber? {
        guard let text = text() else { return nil }
        guard let number = PhoneNumber(text) else {
            refuse("'\(shown)' is not a telephone number: digits with hyphens or spaces, a plus at most in front")
            return nil
        }
        return number
    }

    func notice() -> Notice? { position(in: Notice.ids).map { Notice.allCases[$0] } }

    /// An answer of the vocabulary; `unknown` is no answer here.
    func known<Value: FacetValue>(_ type: Value.Type) -> Value? {
        position(in: Value.ids.filter { $0 != "unknown" }).flatMap { Value(rawValue: UInt8($0)) }
    }
}
