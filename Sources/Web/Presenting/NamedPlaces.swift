import Domain
import Pages
import Wording

/// Finds the services that a helper named by the address of their page here, so that they are shown as small cards.
struct NamedPlaces: Sendable {
    let visit: Visit

    /// The text without those addresses, and without the line before that says the same as the card; and a card for each. Only an address
    /// that stands on a line of its own counts.
    func split(_ text: String) -> (text: String, places: [NamedPlace]) {
        guard text.contains("/") else { return (text, []) }
        var places: [NamedPlace] = []
        var lines: [Substring] = []
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            guard let (service, language) = service(line.trimmingSpaces) else {
                lines.append(line)
                continue
            }
            if let last = lines.last, last.trimmingSpaces == BesideWords(visit).line(service, language) { lines.removeLast() }
            places.append(place(service))
        }
        return places.isEmpty ? (text, []) : (lines.joined(separator: "\n"), places)
    }

    private func service(_ line: Substring) -> (Service, language: String)? {
        let parts = line.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, visit.site.settings.languages.contains(parts[1]), Address.service(parts[3]).path(parts[1]) == line,
            let service = visit.site.codes.slug(parts[3]).flatMap({ visit.site.landscape.service($0) })
        else { return nil }
        return (service, parts[1])
    }

    private func place(_ service: Service) -> NamedPlace {
        NamedPlace(
            name: visit.wording["services.\(service.slug).name"], call: visit.calls(service, [.voice]).first,
            more: Link(visit.text("call.details"), to: visit.path(.service(visit.site.codes.code(service.slug)))))
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        var trimmed = self
        while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
        while trimmed.first?.isWhitespace == true { trimmed.removeFirst() }
        return trimmed
    }
}
