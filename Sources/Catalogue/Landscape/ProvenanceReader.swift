import Domain

/// Reads where a record comes from and when somebody last called.
struct ProvenanceReader {
    let map: YAMLMap
    let log: ProblemLog

    func read(slug: String, contact: Contact?) -> Provenance? {
        let mark = map.oneOf("verified", SourceMark.Mark.self)
        let sources = map.requiredItems("source").compactMap { SourceReader.read($0) }
        let live = map.optionalDay("verified_live_on")
        if mark == .live, live == nil {
            log.refuse(map.place(of: "verified"), "'live' needs the day of the call in 'verified_live_on'")
        }
        if live == nil {
            log.find(map.place(of: "hours"), "the opening hours of '\(slug)' were not checked live: 'verified_live_on' is empty")
        }
        guard let mark, !sources.isEmpty else { return nil }
        return Provenance(mark: mark, sources: sources, verifiedLiveOn: live)
    }
}

/// Reads the source of one fact.
enum SourceReader {
    static func read(_ value: YAMLValue) -> SourceMark? {
        guard let map = value.map(["mark", "url", "year", "seed", "note"]), let mark = map.oneOf("mark", SourceMark.Mark.self) else {
            return nil
        }
        let url = map.optionalURL("url")
        if mark == .page, map["url"] == nil { map.refuse("a source with the mark 'page' names its 'url'") }
        // The number of a letter is the first thing its note says.
        let notes = [map.optionalText("seed"), map.optionalText("note")].compactMap { $0 }
        return SourceMark(
            mark: mark, url: url, year: map.optionalInt("year", 1990...2100), note: notes.isEmpty ? nil : notes.joined(separator: ": "))
    }
}

/// Reads a place of a service.
struct LocationReader {
    let log: ProblemLog

    func read(_ value: YAMLValue) -> ServiceLocation? {
        let fields = ["id", "name", "phone", "service_area", "service_area_note", "walk_in", "note", "source", "verified_live_on"]
        guard let map = value.map(fields) else { return nil }
        let id = map["id"]?.kebabID()
        let name = map.text("name")
        let phone = map["phone"]?.phone()
        let regions = map.items("service_area").compactMap { $0.known(Region.self) }
        let notes = [map.optionalText("note"), map.optionalText("service_area_note")].compactMap { $0 }
        let sources = map.items("source").compactMap { SourceReader.read($0) }
        if map.optionalDay("verified_live_on") == nil, let phone {
            log.find(map.place(of: "phone"), "nobody has called \(phone.written) yet: 'verified_live_on' is empty")
        }
        guard let name else { return nil }
        return ServiceLocation(
            id: id, name: name, phone: phone, regions: Set(regions), walkIn: map.optionalBool("walk_in"),
            note: notes.isEmpty ? nil : notes.joined(separator: " "), sources: sources)
    }
}
