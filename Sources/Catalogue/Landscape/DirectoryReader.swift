import Domain

/// What the directory names, also where a record is broken: a rule about a service whose number is wrong is not wrong itself.
struct Directory {
    var organisations: [Organisation] = []
    var services: [Service] = []
    var slugs: Set<String> = []
    /// Whether every record could be read.
    var isWhole = true
    /// Whether there may be services whose slug could not even be read.
    var lacksSlugs = false

    /// Whether nobody can have meant a service of ours by this slug.
    func surelyLacks(_ slug: String) -> Bool { !lacksSlugs && !slugs.contains(slug) }

    var landscape: Landscape { Landscape(organisations: organisations, services: services) }
}

/// Reads the files that say who helps whom, where and when.
/// - Source: HSDS 3.1; R27, R35, R97.
struct DirectoryReader {
    private let log: ProblemLog
    private var directory = Directory()
    private var organisationPlaces: [String: Place] = [:]
    private var servicePlaces: [String: Place] = [:]

    static let fileFields = [
        "schema_version", "notice", "organizations", "based_on", "compiled", "enums", "field_notes", "notes_on_marks",
    ]
    static let organisationFields = ["id", "name", "kind", "website", "note", "service_area_note", "services"]

    init(log: ProblemLog) { self.log = log }

    /// Reads all files, in their order.
    mutating func read(_ files: [SourceFile]) -> Directory {
        let before = log.problems.count
        for file in files {
            let items = file.yaml(log)?.map(Self.fileFields)?.requiredItems("organizations") ?? []
            if items.isEmpty { directory.lacksSlugs = true }
            for item in items { readOrganisation(item) }
        }
        directory.isWhole = log.problems.count == before
        return directory
    }

    private mutating func readOrganisation(_ value: YAMLValue) {
        guard let map = value.map(Self.organisationFields) else {
            directory.lacksSlugs = true
            return
        }
        let id = map.kebabID("id")
        if let id { claim(id, "organisation", map.place(of: "id"), &organisationPlaces) }
        let name = map.text("name")
        let kind = map.oneOf("kind", OrganisationKind.self)
        let website = map.optionalURL("website")
        let notes = [map.optionalText("note"), map.optionalText("service_area_note")].compactMap { $0 }
        let items = map.requiredItems("services")
        if items.isEmpty { directory.lacksSlugs = true }
        let slugs = items.compactMap { readService($0, organisation: id ?? "", kind: kind ?? .directory) }
        guard let id, let name, let kind else { return }
        let note = notes.isEmpty ? nil : notes.joined(separator: " ")
        directory.organisations.append(
            Organisation(id: id, name: name, kind: kind, website: website, note: note, services: slugs))
    }

    private mutating func readService(_ value: YAMLValue, organisation: String, kind: OrganisationKind) -> String? {
        guard let map = value.map(ServiceReader.fields) else {
            directory.lacksSlugs = true
            return nil
        }
        let slug = map.kebabID("id")
        if let slug {
            claim(slug, "service", map.place(of: "id"), &servicePlaces)
            directory.slugs.insert(slug)
        } else {
            directory.lacksSlugs = true
        }
        let service = ServiceReader(map: map, log: log).read(slug: slug, organisation: organisation, kind: kind)
        if let service { directory.services.append(service) }
        return slug
    }

    private func claim(_ id: String, _ what: String, _ place: Place, _ places: inout [String: Place]) {
        if let other = places[id] {
            log.refuse(place, "\(what) '\(id)' stands here twice: also at \(other.file):\(other.line)")
        } else {
            places[id] = place
        }
    }
}
