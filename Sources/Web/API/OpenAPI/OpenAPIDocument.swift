import Domain

/// The description of our own API, in Dutch, made from the vocabulary itself so that it cannot fall behind.
/// - Source: OpenAPI 3.1; NL API Design Rules 2.2 `/core/doc-openapi`, `publish-openapi`.
struct OpenAPIDocument {
    let site: Site

    var json: JSON {
        [
            "openapi": "3.1.0",
            "info": OpenAPIParts.info(title: "Entree: advies en hulpaanbod", description: .string(Self.about), site: site),
            "servers": [["url": "/api/v1", "description": "Deze server"]],
            "tags": [
                ["name": "advies", "description": "Van een situatie naar advies"],
                ["name": "hulpaanbod", "description": "Wie er helpt"],
                ["name": "beschrijving", "description": "Dit document"],
            ],
            "security": [],
            "paths": [
                "/advice": ["post": advise],
                "/services": ["get": listServices],
                "/services/{slug}": ["get": showService],
                "/openapi.json": ["get": describe],
            ],
            "components": ["schemas": AdviceSchemas(site: site).all.with(ServiceSchemas(landscape: site.landscape).all)],
        ]
    }

    private static let about = """
        Entree wijst iedereen die te maken heeft met seksueel geweld de weg naar hulp. Deze API geeft hetzelfde advies als de website, \
        met de regels en bronnen erbij, en laat zien wie er helpt. Er is geen sleutel nodig. Er wordt niets bewaard van wat je vraagt. \
        Namen van velden zijn Engels, omdat ze de woorden van Open Referral volgen. Nummers zijn nog niet nagebeld zolang \
        `verifiedLiveOn` leeg is. `null` betekent: niet bekend.
        """

    private var advise: JSON {
        [
            "operationId": "geefAdvies", "tags": ["advies"], "summary": "Vraag advies voor een situatie",
            "description": .string(
                "Elk antwoord in de situatie mag ontbreken; onbekend is een goed antwoord. De vraag staat in de body, zodat er niets in een "
                    + "adres of logboek komt. Er wordt niets bewaard."),
            "parameters": [OpenAPIParts.acceptLanguage],
            "requestBody": [
                "required": true,
                "content": ["application/json": ["schema": Schema.reference("AdviceRequest"), "example": AdviceSchemas.exampleRequest]],
            ],
            "responses": JSON.object([("200", OpenAPIParts.answer("Het advies.", Schema.reference("Advice")))])
                .with(OpenAPIParts.problems(400, 413, 415)),
        ]
    }

    private var listServices: JSON {
        [
            "operationId": "zoekHulpaanbod", "tags": ["hulpaanbod"], "summary": "Zoek in het hulpaanbod",
            "description": "Filters tellen samen: een dienst moet aan alle voldoen. Een postcode wordt niet gevraagd; een regio is genoeg.",
            "parameters": .array(listParameters),
            "responses": JSON.object([("200", OpenAPIParts.answer("Een bladzijde met diensten.", Schema.reference("ServicePage")))])
                .with(OpenAPIParts.problems(400)),
        ]
    }

    private var listParameters: [JSON] {
        [
            OpenAPIParts.query(
                "region", "Veiligheidsregio waarin de dienst zeker helpt.", Schema.oneOf(Array(Region.ids.dropLast())), example: "VR13"),
            OpenAPIParts.query(
                "asker", "Voor wie de dienst zeker bedoeld is.", Schema.oneOf(Array(Asker.ids.dropLast())), example: "victim"),
            OpenAPIParts.query("need", "Waarbij de dienst helpt.", Schema.oneOf(site.landscape.problemTypes)),
            OpenAPIParts.query(
                "openNow", "`true`: zeker nu open. `false`: zeker nu dicht. Diensten met onbekende tijden vallen bij beide weg.",
                Schema.truth),
            OpenAPIParts.query("kind", "Soort hulp.", Schema.oneOf(OrganisationKind.allCases.map(\.rawValue)), example: "csg"),
            OpenAPIParts.query("page", "Nummer van de bladzijde, vanaf 1.", Schema.number(1, 100_000).with(["default": 1])),
            OpenAPIParts.query("pageSize", "Aantal op een bladzijde.", Schema.number(1, ServicesAPI.largestPage).with(["default": 20])),
            OpenAPIParts.acceptLanguage,
        ]
    }

    private var showService: JSON {
        [
            "operationId": "toonDienst", "tags": ["hulpaanbod"], "summary": "Bekijk 1 dienst",
            "description": "Alles wat bekend is over 1 dienst, met bron en datum.",
            "parameters": [
                OpenAPIParts.path("slug", "De vaste naam van de dienst.", Schema.slug, example: .string(exampleSlug)),
                OpenAPIParts.acceptLanguage,
            ],
            "responses": JSON.object([("200", OpenAPIParts.answer("De dienst.", Schema.reference("Service")))])
                .with(OpenAPIParts.problems(400, 404)),
        ]
    }

    private var exampleSlug: String {
        site.landscape.service("csg-national")?.slug ?? site.landscape.services.first?.slug ?? "csg-national"
    }

    private var describe: JSON {
        [
            "operationId": "toonBeschrijving", "tags": ["beschrijving"], "summary": "Bekijk deze beschrijving",
            "description": "De beschrijving van deze API in OpenAPI 3.1.",
            "responses": JSON.object([("200", OpenAPIParts.answer("De beschrijving.", ["type": "object"]))]).with(
                OpenAPIParts.problems(400)),
        ]
    }
}
