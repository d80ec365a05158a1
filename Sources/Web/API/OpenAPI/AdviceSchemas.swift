import Domain
import Wording

/// The shapes of a situation and of advice, with every answer that the vocabulary has.
struct AdviceSchemas {
    let site: Site

    static let exampleRequest: JSON = [
        "situation": ["asker": "victim", "age": "18_plus", "when": "within_72h", "wishes": ["talk", "medical"], "region": "VR13"],
        "at": "2026-12-24T23:30:00Z",
    ]

    var all: JSON {
        [
            "AdviceRequest": request, "Situation": situation, "Advice": advice, "Recommendation": recommendation, "DueNotice": notice,
            "Reason": reason,
        ]
    }

    private var request: JSON {
        Schema.object(
            [
                "situation": Schema.reference("Situation"),
                "at": [
                    "description": "Het moment waarover het gaat: RFC 3339, of een tijd in Amsterdam zonder zone. Zonder `at`: nu.",
                    "anyOf": [
                        Schema.moment,
                        ["type": "string", "pattern": .string(Self.localTime)],
                    ],
                ],
            ], required: ["situation"], closed: true)
    }

    // A day that every year has, and a time without seconds or with them.
    private static let localTime =
        "^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"

    private var situation: JSON {
        let properties = Situation.facetIDs.compactMap { id in Facet(id: id).map { (id, schema($0)) } }
        return Schema.object(.object(properties), required: [], closed: true)
            .described("Wat bekend is over een situatie. Wat ontbreekt, is onbekend.")
    }

    private func schema(_ facet: Facet) -> JSON {
        let name = site.wording["nl"].flatMap { $0.has("facets.\(facet.id).name") ? $0["facets.\(facet.id).name"] : nil } ?? facet.id
        return values(facet).described(.string(name))
    }

    private func values(_ facet: Facet) -> JSON {
        if facet == .language {
            // A tag of letters that is no tag of a language we know is still a language.
            return [
                "anyOf": [
                    ["type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", "maxLength": 35],
                    ["type": "string", "const": "unknown"],
                ]
            ]
        }
        guard facet.isSet else { return Schema.oneOf(facet.valueIDs) }
        return ["anyOf": [Schema.list(Schema.oneOf(facet.valueIDs)), ["type": "string", "const": "unknown"]]]
    }

    private var advice: JSON {
        Schema.object([
            "urgency": Schema.oneOf(Urgency.allCases.map(\.id)).described("U0: deze minuut. U4: geen haast."),
            "first": Schema.list(Schema.reference("Recommendation")).with(["maxItems": 4]).described("Wie je het beste eerst benadert."),
            "also": Schema.list(Schema.reference("Recommendation")).described("Wie daarna kan helpen."),
            "notices": Schema.list(Schema.reference("DueNotice")).described("Wat goed is om te weten, het dringendste eerst."),
            "channelsOff": Schema.truth.described("Iemand kijkt misschien mee: stuur niets naar de persoon toe."),
            "talk": talk,
        ])
    }

    private var talk: JSON {
        let offered = Schema.object(["offered": Schema.truth])
        return Schema.object([
            "chat": Schema.object([
                "offered": Schema.truth, "lines": Schema.list(Schema.slug).described("Lijnen uit dit advies die nu zeker open zijn."),
            ]),
            "message": offered,
            "callback": offered,
        ]).described("Wat hier zelf te bespreken is. Gesprekken zijn er nog niet.")
    }

    private var recommendation: JSON {
        Schema.object([
            "service": Schema.slug.described("De vaste naam van de dienst."),
            "open": Schema.truth.described("Zeker nu open."),
            "opensAt": Schema.momentOrNull.described("Wanneer de dienst weer opengaat, in UTC."),
            "hoursChecked": Schema.truth.described("`false`: de tijden zijn niet goed genoeg bekend. Toon dan niet open en niet dicht."),
            "reasons": Schema.list(Schema.reference("Reason")),
        ])
    }

    private var notice: JSON {
        Schema.object(["id": Schema.oneOf(Notice.ids), "reasons": Schema.list(Schema.reference("Reason"))])
    }

    private var reason: JSON {
        Schema.object([
            "rule": Schema.text.described("De regel die dit zegt."),
            "text": Schema.text.described("De reden, in de taal van het antwoord."),
            "source": Schema.text.described("Waar de regel op steunt."),
            "verified": Schema.day.described("De dag waarop de regel voor het laatst naast zijn bron lag."),
        ])
    }
}
