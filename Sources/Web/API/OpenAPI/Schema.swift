/// Small words for writing JSON Schema 2020-12.
/// - Source: OpenAPI 3.1.
enum Schema {
    /// An object with these properties; all are required unless said otherwise.
    static func object(_ properties: JSON, required: [String]? = nil, closed: Bool = false) -> JSON {
        let names = required ?? (properties.members ?? []).map(\.0)
        let schema: JSON = ["type": "object", "properties": properties]
        return schema.with(names.isEmpty ? [:] : ["required": .texts(names)]).with(closed ? ["additionalProperties": false] : [:])
    }

    static func list(_ items: JSON) -> JSON { ["type": "array", "items": items] }
    /// Text that is one of a few ids.
    static func oneOf(_ ids: [String]) -> JSON { ["type": "string", "enum": .texts(ids)] }
    /// Text that is one of a few ids, or null.
    static func oneOfOrNull(_ ids: [String]) -> JSON { ["type": ["string", "null"], "enum": .array(ids.map(JSON.string) + [.null])] }
    static func reference(_ name: String) -> JSON { ["$ref": .string("#/components/schemas/" + name)] }
    static func number(_ lowest: Int, _ highest: Int? = nil) -> JSON {
        let schema: JSON = ["type": "integer", "minimum": .number(lowest)]
        return schema.with(highest.map { ["maximum": .number($0)] } ?? [:])
    }

    static let text: JSON = ["type": "string"]
    static let textOrNull: JSON = ["type": ["string", "null"]]
    static let truth: JSON = ["type": "boolean"]
    static let truthOrNull: JSON = ["type": ["boolean", "null"]]
    static let ageOrNull: JSON = ["type": ["integer", "null"], "minimum": 0, "maximum": 130]
    static let uuid: JSON = ["type": "string", "format": "uuid"]
    static let uri: JSON = ["type": "string", "format": "uri"]
    static let uriOrNull: JSON = ["type": ["string", "null"], "format": "uri"]
    static let day: JSON = ["type": "string", "format": "date"]
    static let dayOrNull: JSON = ["type": ["string", "null"], "format": "date"]
    static let moment: JSON = ["type": "string", "format": "date-time"]
    static let momentOrNull: JSON = ["type": ["string", "null"], "format": "date-time"]
    /// Lower case words with hyphens between them.
    static let slug: JSON = ["type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"]
}

extension JSON {
    /// The schema with words about it.
    func described(_ description: JSON) -> JSON { with(["description": description]) }
    func example(_ example: JSON) -> JSON { with(["example": example]) }
}
