import Domain

/// The parts that every operation is made of.
enum OpenAPIParts {
    /// A query parameter.
    static func query(_ name: String, _ description: JSON, _ schema: JSON, example: JSON? = nil) -> JSON {
        let parameter: JSON = ["name": .string(name), "in": "query", "required": false, "description": description, "schema": schema]
        return example.map { parameter.with(["example": $0]) } ?? parameter
    }

    /// A part of the path.
    static func path(_ name: String, _ description: JSON, _ schema: JSON, example: JSON) -> JSON {
        ["name": .string(name), "in": "path", "required": true, "description": description, "schema": schema, "example": example]
    }

    static let acceptLanguage: JSON = [
        "name": "Accept-Language", "in": "header", "required": false,
        "description": "De taal van de teksten in het antwoord: `nl` (standaard) of `en`.",
        "schema": ["type": "string"], "example": "nl",
    ]

    /// An answer with a JSON body.
    static func answer(_ description: JSON, _ schema: JSON, example: JSON? = nil) -> JSON {
        let media: JSON = ["schema": schema]
        return [
            "description": description, "headers": headers,
            "content": ["application/json": example.map { media.with(["example": $0]) } ?? media],
        ]
    }

    /// What can go wrong at an operation, by status.
    static func problems(_ statuses: Int...) -> JSON {
        .object((statuses + [500]).map { ("\($0)", problem(descriptions[$0] ?? "Er ging iets mis.")) })
    }

    private static let headers: JSON = [
        "API-Version": [
            "description": "Het volledige versienummer van de API.", "required": true,
            "schema": ["type": "string", "pattern": "^[0-9]+\\.[0-9]+\\.[0-9]+$"], "example": .string(APIFrame.version),
        ]
    ]

    private static let descriptions: [Int: JSON] = [
        400: "De vraag klopt niet. Alle fouten staan samen in `errors`.",
        404: "Dit bestaat niet.",
        413: "De vraag is groter dan 64 KiB.",
        415: "De vraag is geen `application/json`.",
        500: "Er ging bij ons iets mis. Het antwoord noemt alleen een nummer.",
    ]

    private static func problem(_ description: JSON) -> JSON {
        ["description": description, "headers": headers, "content": ["application/problem+json": ["schema": problemSchema]]]
    }

    private static let problemSchema: JSON = Schema.object(
        [
            "type": ["type": "string", "format": "uri-reference"],
            "title": Schema.text,
            "status": Schema.number(400, 599),
            "detail": Schema.text,
            "errors": Schema.list(
                Schema.object(
                    [
                        "pointer": Schema.text.described("Plaats in de vraag, als JSON-pointer."),
                        "parameter": Schema.text.described("Naam van de parameter."),
                        "detail": Schema.text,
                    ], required: ["detail"])),
        ], required: ["type", "title", "status", "detail"])

    /// Who made it, under which licence, and whom to ask.
    static func info(title: JSON, description: JSON, site: Site) -> JSON {
        let contact = site.settings.operator.mistakesContact
        // Until somebody runs this door there is no real address; names under .example never lead anywhere.
        let mail = contact.flatMap { $0.contains("@") ? $0 : nil } ?? "api@entree.example"
        return [
            "title": title, "version": .string(APIFrame.version), "description": description,
            "contact": ["name": .string(site.settings.operator.name), "email": .string(mail), "url": "https://entree.example/api"],
            "license": ["name": "European Union Public Licence 1.2", "identifier": "EUPL-1.2"],
        ]
    }
}
