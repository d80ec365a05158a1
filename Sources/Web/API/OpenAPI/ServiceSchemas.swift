import Domain

/// The shapes of services and of pages of them.
struct ServiceSchemas {
    let landscape: Landscape

    var all: JSON { ["ServicePage": page, "Service": service] }

    private var page: JSON {
        Schema.object([
            "items": Schema.list(Schema.reference("Service")),
            "page": Schema.number(1), "pageSize": Schema.number(1, ServicesAPI.largestPage),
            "totalItems": Schema.number(0), "totalPages": Schema.number(0),
        ])
    }

    private var service: JSON {
        Schema.object([
            "slug": Schema.slug.described("De vaste naam."),
            "id": Schema.uuid.described("Dezelfde dienst in de HSDS-API."),
            "name": Schema.text,
            "summary": Schema.text.described("Wat deze dienst voor je doet."),
            "kind": Schema.oneOf(OrganisationKind.allCases.map(\.rawValue)),
            "organisation": Schema.object(["id": Schema.slug, "name": Schema.text]),
            "website": Schema.uriOrNull,
            "open": Schema.truth.described("Zeker nu open."),
            "opensAt": Schema.momentOrNull,
            "hoursChecked": Schema.truth.described("`false`: toon niet open en niet dicht."),
            "phones": Schema.list(phone),
            "chat": Schema.truthOrNull,
            "hours": hours,
            "audience": audience,
            "area": Schema.object(["national": Schema.truth, "regions": Schema.list(Schema.oneOf(Array(Region.ids.dropLast())))]),
            "access": access,
            "problemTypes": Schema.list(Schema.oneOf(landscape.problemTypes)),
            "capabilities": Schema.list(Schema.oneOf(landscape.capabilities)),
            "languages": Schema.list(Schema.text).described("Talen als BCP 47."),
            "locations": Schema.list(location),
            "sources": Schema.list(source),
            "verifiedLiveOn": Schema.dayOrNull.described("De dag waarop iemand de dienst nabelde."),
        ])
    }

    private var phone: JSON {
        Schema.object([
            "number": Schema.text.described("Zoals mensen het lezen."),
            "dialled": Schema.text.described("Zoals een telefoon het kiest."),
            "channel": Schema.oneOf(Phone.Channel.allCases.map(\.rawValue)),
            "free": Schema.truthOrNull,
            "source": Schema.oneOf(marks),
            "verifiedLiveOn": Schema.dayOrNull,
        ])
    }

    private var marks: [String] { SourceMark.Mark.allCases.map(\.rawValue) }

    private var hours: JSON {
        let time: JSON = ["type": "string", "format": "time-local", "example": "09:00:00"]
        return Schema.object([
            "confidence": Schema.oneOf(["page", "knowledge", "unknown"]),
            "always": Schema.truth,
            "spans": Schema.list(
                Schema.object([
                    "days": Schema.list(Schema.oneOf(["mo", "tu", "we", "th", "fr", "sa", "su"])), "opens": time, "closes": time,
                ])),
            "timezone": ["type": "string", "const": "Europe/Amsterdam"],
        ]).described("Uren zonder zondag gelden niet op feestdagen.")
    }

    private var audience: JSON {
        Schema.object([
            "askers": Schema.list(Schema.oneOf(Array(Asker.ids.dropLast()))),
            "professionalOnly": Schema.truth,
            "minimumAge": Schema.ageOrNull, "maximumAge": Schema.ageOrNull,
            "ageBands": Schema.list(Schema.oneOf(Array(AgeBand.ids.dropLast()))),
            "settings": Schema.list(Schema.oneOf(Array(Setting.ids.dropLast()))).described("Leeg: overal."),
            "notFor": Schema.textOrNull,
        ])
    }

    private var access: JSON {
        Schema.object([
            "referral": Schema.oneOf(Access.Referral.allCases.map(\.rawValue)),
            "anonymity": Schema.oneOf(Access.Anonymity.allCases.map(\.rawValue)),
            "acute": Schema.oneOf(Access.Acute.allCases.map(\.rawValue)),
            "how": Schema.textOrNull, "cost": Schema.textOrNull, "whoHears": Schema.textOrNull, "notKnown": Schema.textOrNull,
        ])
    }

    private var location: JSON {
        Schema.object([
            "name": Schema.text, "phone": Schema.textOrNull, "regions": Schema.list(Schema.oneOf(Array(Region.ids.dropLast()))),
            "walkIn": Schema.truthOrNull,
        ])
    }

    private var source: JSON {
        Schema.object(["mark": Schema.oneOf(marks), "url": Schema.uriOrNull, "year": ["type": ["integer", "null"]]])
    }
}
