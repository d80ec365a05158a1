import Domain

/// The description of the Open Referral API, in Dutch. Paths and parameters are those of that standard, which is why they do not keep
/// the Dutch design rules for paths and query keys.
/// - Source: HSDS 3.1 (CC BY-SA 4.0, Open Referral, https://openreferral.org/).
struct HSDSDocument {
    let site: Site

    var json: JSON {
        [
            "openapi": "3.1.0",
            "info": OpenAPIParts.info(
                title: "Entree: hulpaanbod volgens Open Referral HSDS 3.1", description: .string(Self.about), site: site),
            "servers": [["url": "/api/hsds", "description": "Deze server"]],
            "tags": [["name": "hsds", "description": "Human Services Data Specification"]],
            "security": [],
            "paths": [
                "/": ["get": root],
                "/services": ["get": listServices],
                "/services/{id}": ["get": showService],
                "/organizations": ["get": listOrganizations],
                "/organizations/{id}": ["get": showOrganization],
                "/openapi.json": ["get": describe],
            ],
            "components": ["schemas": HSDSSchemas.all],
        ]
    }

    private static let about = """
        Het hulpaanbod van Entree in de woorden van Open Referral. De namen van paden, parameters en velden zijn die van HSDS 3.1 \
        (CC BY-SA 4.0, https://openreferral.org/). Tijden hebben een verschil met UTC dat geldt van `valid_from` tot en met `valid_to`. \
        Er wordt niets bewaard van wat je vraagt.
        """

    private func operation(_ id: JSON, _ summary: JSON, _ description: JSON, _ parameters: [JSON], _ answer: JSON, _ problems: JSON) -> JSON
    {
        let base: JSON = ["operationId": id, "tags": ["hsds"], "summary": summary, "description": description]
        let more: JSON = ["responses": JSON.object([("200", answer)]).with(problems)]
        return base.with(parameters.isEmpty ? [:] : ["parameters": .array(parameters)]).with(more)
    }

    private var root: JSON {
        operation(
            "hsdsRoot", "Bekijk de versie", "De versie van HSDS en het adres van deze beschrijving.", [],
            OpenAPIParts.answer("De versie.", Schema.object(["version": Schema.text, "profile": Schema.uri, "openapi_url": Schema.uri])),
            OpenAPIParts.problems(400))
    }

    private var paging: [JSON] {
        [
            OpenAPIParts.query("search", "Woorden die alle moeten voorkomen.", ["type": "string", "maxLength": 200]),
            OpenAPIParts.query("page", "Nummer van de bladzijde, vanaf 1.", Schema.number(1, 100_000).with(["default": 1])),
            OpenAPIParts.query("per_page", "Aantal op een bladzijde.", Schema.number(1, HSDSFilter.largestPage).with(["default": 20])),
            OpenAPIParts.query("format", "De vorm van het antwoord.", Schema.oneOf(["json"])),
            OpenAPIParts.query("taxonomy_term_id", "Alleen wat onder deze term valt.", Schema.uuid),
            OpenAPIParts.query("full", "`true`: met alles wat eraan hangt.", Schema.truth),
            OpenAPIParts.acceptLanguage,
        ]
    }

    private var listServices: JSON {
        let own = [
            OpenAPIParts.query("organization_id", "Alleen van deze organisatie.", Schema.uuid),
            OpenAPIParts.query(
                "modified_after", "Gewijzigd na deze dag of dit moment. Wanneer iets wijzigde is niet bekend: je krijgt dus alles.",
                ["anyOf": [Schema.day, Schema.moment]]),
            OpenAPIParts.query("minimal", "`true`: alleen het nodigste. Gaat voor op `full`.", Schema.truth),
        ]
        return operation(
            "hsdsServices", "Zoek diensten", "Filters tellen samen.", paging + own,
            OpenAPIParts.answer("Een bladzijde met diensten.", Schema.reference("ServicePage")), OpenAPIParts.problems(400))
    }

    private var showService: JSON {
        operation(
            "hsdsService", "Bekijk 1 dienst", "Een dienst met alles wat eraan hangt.", [id("service"), OpenAPIParts.acceptLanguage],
            OpenAPIParts.answer("De dienst.", Schema.reference("Service")), OpenAPIParts.problems(400, 404))
    }

    private var listOrganizations: JSON {
        operation(
            "hsdsOrganizations", "Zoek organisaties", "Filters tellen samen.", paging,
            OpenAPIParts.answer("Een bladzijde met organisaties.", Schema.reference("OrganizationPage")), OpenAPIParts.problems(400))
    }

    private var showOrganization: JSON {
        let whole = OpenAPIParts.query("full_service", "`true`: de diensten met alles wat eraan hangt.", Schema.truth)
        return operation(
            "hsdsOrganization", "Bekijk 1 organisatie", "Een organisatie met haar diensten.",
            [id("organization"), whole, OpenAPIParts.acceptLanguage],
            OpenAPIParts.answer("De organisatie.", Schema.reference("Organization")), OpenAPIParts.problems(400, 404))
    }

    private func id(_ kind: String) -> JSON {
        let uuid = kind == "service" ? site.landscape.services.first.flatMap { site.codes.uuid($0.slug) } : nil
        return OpenAPIParts.path("id", "De UUID.", Schema.uuid, example: .string(uuid ?? "00000000-0000-4000-8000-000000000000"))
    }

    private var describe: JSON {
        operation(
            "hsdsOpenapi", "Bekijk deze beschrijving", "De beschrijving van deze API in OpenAPI 3.1.", [],
            OpenAPIParts.answer("De beschrijving.", ["type": "object"]), OpenAPIParts.problems(400))
    }
}
