import Domain
import Wording

extension HSDSWriter {
    /// A service with everything that hangs on it.
    func full(_ service: Service) -> JSON {
        let more: JSON = [
            "phones": .array(phones(service)),
            "schedules": .array(schedules(service)),
            "service_areas": .array(areas(service)),
            "languages": .array(languages(service)),
            "cost_options": .array(costs(service)),
            "service_at_locations": .array(places(service)),
            "attributes": .array(attributes(service)),
        ]
        return brief(service).with(more.withoutGaps)
    }

    /// A service as it stands in a list: what it is, and whose.
    func brief(_ service: Service) -> JSON {
        let organisation = site.landscape.organisation(service.organisation)
        let more: JSON = [
            "organization_id": id("organization", service.organisation),
            "url": .optional(service.contact.url),
            "application_process": .optional(text(service, "how")),
            "fees_description": .optional(text(service, "cost")),
            "eligibility_description": .optional(service.audience.notFor),
            "minimum_age": .optional(service.audience.minimumAge),
            "maximum_age": .optional(service.audience.maximumAge),
            "assured_date": .optional(service.provenance.verifiedLiveOn?.description),
            "alert": .optional(service.provenance.verifiedLiveOn == nil ? text("site.call.not_called") : nil),
            "organization": organisation.map(brief) ?? .null,
        ]
        return minimal(service).with(more.withoutGaps)
    }

    /// A service with only what it must have, and what it is for.
    func minimal(_ service: Service) -> JSON {
        let alternate = service.name == name(service) ? nil : service.name
        let all: JSON = [
            "id": id("service", service.slug),
            "name": .string(name(service)),
            "alternate_name": .optional(alternate),
            "description": .string(text(service, "for_you") ?? service.description),
            "status": "active",
        ]
        return all.withoutGaps
    }

    private func phones(_ service: Service) -> [JSON] {
        service.contact.phones.enumerated().map { index, phone in
            let called = phone.verifiedLiveOn == nil ? text("site.call.not_called") : nil
            let all: JSON = [
                "id": id("phone", service.slug, "\(index)"),
                "service_id": id("service", service.slug),
                "number": .string(phone.number.written),
                "type": phone.channel.leavesWords ? "text" : "voice",
                "description": .optional(([describe(phone)] + [called]).compactMap { $0 }.joined(separator: ". ")),
            ]
            return all.withoutGaps
        }
    }

    private func describe(_ phone: Phone) -> String? {
        switch phone.channel {
        case .voice: nil
        case .abroad: text("site.call.from_abroad").map { _ in wording("site.call.from_abroad", ["number": phone.number.written]) }
        case .whatsApp: "WhatsApp"
        case .text: "sms"
        }
    }

    private func areas(_ service: Service) -> [JSON] {
        switch service.area {
        case .netherlands(let note):
            let all: JSON = [
                "id": id("service_area", service.slug, "NL"), "service_id": id("service", service.slug),
                "name": language == "nl" ? "Nederland" : "The Netherlands", "description": .optional(note), "extent": "NL",
                "extent_type": "text",
            ]
            return [all.withoutGaps]
        case .regions(let regions, let note):
            return Region.allCases.filter { regions.contains($0) }.map { region in
                let all: JSON = [
                    "id": id("service_area", service.slug, region.id), "service_id": id("service", service.slug),
                    "name": .string(site.geography.safetyRegion(region)?.name ?? region.id), "description": .optional(note),
                    "extent": .string(region.id), "extent_type": "text",
                ]
                return all.withoutGaps
            }
        }
    }

    private func languages(_ service: Service) -> [JSON] {
        service.languages.map { tag in
            let all: JSON = [
                "id": id("language", service.slug, tag.value), "service_id": id("service", service.slug),
                "name": .optional(text("facets.language." + tag.primary)), "code": .string(tag.primary),
                "note": .optional(text(service, "languages")),
            ]
            return all.withoutGaps
        }
    }

    private func costs(_ service: Service) -> [JSON] {
        guard let cost = text(service, "cost") ?? service.access.cost else { return [] }
        return [
            [
                "id": id("cost_option", service.slug, "0"), "service_id": id("service", service.slug),
                "option": .string(cost),
            ]
        ]
    }
}
