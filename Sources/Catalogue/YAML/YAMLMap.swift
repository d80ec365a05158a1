import Yams

/// Named fields in a YAML file, with the line of each.
struct YAMLMap {
    struct Field {
        let name: String
        let place: Place
        let value: YAMLValue
    }
    let place: Place
    let log: ProblemLog
    /// In the order of the file.
    let fields: [Field]

    init(_ mapping: Node.Mapping, place: Place, log: ProblemLog) {
        self.place = place
        self.log = log
        var fields: [Field] = []
        for (key, value) in mapping {
            let keyPlace = Place(file: place.file, line: key.mark?.line ?? place.line)
            guard let name = key.scalar?.string else {
                log.refuse(keyPlace, "the name of a field is plain text")
                continue
            }
            if fields.contains(where: { $0.name == name }) { log.refuse(keyPlace, "field '\(name)' stands here twice") }
            fields.append(Field(name: name, place: keyPlace, value: YAMLValue(value, file: place.file, fallback: keyPlace.line, log: log)))
        }
        self.fields = fields
    }

    func refuse(_ reason: String) { log.refuse(place, reason) }

    func allowOnly(_ names: [String]) {
        for field in fields where !names.contains(field.name) {
            log.refuse(field.place, "unknown field '\(field.name)'; allowed: \(names.joined(separator: ", "))")
        }
    }

    /// The place of a field, or of the fields together when it is not there.
    func place(of name: String) -> Place { field(name)?.place ?? place }

    private func field(_ name: String) -> Field? { fields.first { $0.name == name } }

    /// The value of a field, or nil when it is missing or left empty.
    subscript(name: String) -> YAMLValue? {
        guard let value = field(name)?.value, !value.isNull else { return nil }
        return value
    }

    /// The value of a field that must be there.
    func required(_ name: String) -> YAMLValue? {
        if let value = self[name] { return value }
        log.refuse(place(of: name), "field '\(name)' is missing")
        return nil
    }

    /// A text that must be there.
    func text(_ name: String) -> String? { required(name)?.text() }
    /// A text that may be missing.
    func optionalText(_ name: String) -> String? { self[name]?.text() }
    func optionalBool(_ name: String) -> Bool? { self[name]?.bool() }
    func optionalInt(_ name: String, _ range: ClosedRange<Int>) -> Int? { self[name]?.int(range) }

    func oneOf<Value: CaseIterable & RawRepresentable<String>>(_ name: String, _ type: Value.Type) -> Value? {
        required(name)?.oneOf(type)
    }

    /// The values of a list that may be missing.
    func items(_ name: String) -> [YAMLValue] { self[name]?.items() ?? [] }
    /// The texts of a list that may be missing.
    func texts(_ name: String) -> [String] { items(name).compactMap { $0.text() } }

    /// The values of a list that must be there and not be empty.
    func requiredItems(_ name: String) -> [YAMLValue] {
        guard let value = required(name), let items = value.items() else { return [] }
        if items.isEmpty { log.refuse(value.place, "field '\(name)' is an empty list") }
        return items
    }
}
