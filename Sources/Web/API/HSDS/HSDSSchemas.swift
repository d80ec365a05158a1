/// The shapes of the parts of HSDS that we publish. The standard has more fields; what is not known is left out.
/// - Source: HSDS 3.1 object reference (CC BY-SA 4.0, Open Referral, https://openreferral.org/).
enum HSDSSchemas {
    static let all: JSON = [
        "ServicePage": page("Service"), "OrganizationPage": page("Organization"), "Service": service, "Organization": organization,
        "Phone": phone, "Schedule": schedule, "ServiceArea": area, "Language": language, "CostOption": cost,
        "ServiceAtLocation": serviceAtLocation, "Location": location, "Attribute": attribute, "TaxonomyTerm": term,
    ]

    private static func page(_ name: String) -> JSON {
        Schema.object([
            "total_items": Schema.number(0), "total_pages": Schema.number(0), "page_number": Schema.number(1), "size": Schema.number(0),
            "first_page": Schema.truth, "last_page": Schema.truth, "empty": Schema.truth, "contents": Schema.list(Schema.reference(name)),
        ])
    }

    private static let service: JSON = Schema.object(
        [
            "id": Schema.uuid, "organization_id": Schema.uuid, "name": Schema.text, "alternate_name": Schema.text,
            "description": Schema.text, "url": Schema.uri,
            "status": Schema.oneOf(["active", "inactive", "defunct", "temporarily closed"]),
            "application_process": Schema.text, "fees_description": Schema.text, "eligibility_description": Schema.text,
            "minimum_age": age, "maximum_age": age, "assured_date": Schema.day, "alert": Schema.text,
            "organization": Schema.reference("Organization"),
            "phones": list("Phone"), "schedules": list("Schedule"), "service_areas": list("ServiceArea"), "languages": list("Language"),
            "cost_options": list("CostOption"), "service_at_locations": list("ServiceAtLocation"), "attributes": list("Attribute"),
        ], required: ["id", "name", "status"])

    private static let organization: JSON = Schema.object(
        [
            "id": Schema.uuid, "name": Schema.text, "alternate_name": Schema.text, "description": Schema.text, "website": Schema.uri,
            "attributes": list("Attribute"), "services": list("Service"),
        ], required: ["id", "name", "description"])

    private static let age: JSON = ["type": "number", "minimum": 0]
    private static func list(_ name: String) -> JSON { Schema.list(Schema.reference(name)) }

    private static let phone: JSON = Schema.object(
        [
            "id": Schema.uuid, "service_id": Schema.uuid, "location_id": Schema.uuid, "number": Schema.text,
            "type": Schema.oneOf(["voice", "text"]), "description": Schema.text,
        ], required: ["id", "number"])

    private static let schedule: JSON = Schema.object(
        [
            "id": Schema.uuid, "service_id": Schema.uuid, "valid_from": Schema.day, "valid_to": Schema.day,
            "timezone": ["type": "number"], "wkst": Schema.oneOf(["MO"]), "freq": Schema.oneOf(["WEEKLY"]),
            "byday": Schema.text.example("MO,TU"), "opens_at": Schema.text.example("09:00+01:00"),
            "closes_at": Schema.text.example("17:00+01:00"), "description": Schema.text, "attending_type": Schema.text,
        ], required: ["id", "service_id", "description"])

    private static let area: JSON = Schema.object(
        [
            "id": Schema.uuid, "service_id": Schema.uuid, "service_at_location_id": Schema.uuid, "name": Schema.text,
            "description": Schema.text, "extent": Schema.text, "extent_type": Schema.oneOf(["text"]),
        ], required: ["id", "name", "extent", "extent_type"])

    private static let language: JSON = Schema.object(
        ["id": Schema.uuid, "service_id": Schema.uuid, "name": Schema.text, "code": Schema.text, "note": Schema.text],
        required: ["id", "service_id", "code"])

    private static let cost: JSON = Schema.object(["id": Schema.uuid, "service_id": Schema.uuid, "option": Schema.text])

    private static let serviceAtLocation: JSON = Schema.object(
        [
            "id": Schema.uuid, "service_id": Schema.uuid, "location_id": Schema.uuid, "service_areas": list("ServiceArea"),
            "location": Schema.reference("Location"),
        ], required: ["id", "service_id", "location_id", "location"])

    private static let location: JSON = Schema.object(
        [
            "id": Schema.uuid, "location_type": Schema.oneOf(["physical", "postal", "virtual"]), "organization_id": Schema.uuid,
            "name": Schema.text, "description": Schema.text, "phones": list("Phone"),
        ], required: ["id", "location_type"])

    private static let attribute: JSON = Schema.object([
        "id": Schema.uuid, "link_id": Schema.uuid, "link_entity": Schema.text, "link_type": Schema.text,
        "taxonomy_term_id": Schema.uuid, "value": Schema.text, "taxonomy_term": Schema.reference("TaxonomyTerm"),
    ])

    private static let term: JSON = Schema.object([
        "id": Schema.uuid, "code": Schema.text, "name": Schema.text, "description": Schema.text, "taxonomy": Schema.text,
        "taxonomy_id": Schema.uuid, "language": Schema.text,
    ])
}
