import Domain

extension HSDSWriter {
    /// An organisation as it stands in a list.
    func brief(_ organisation: Organisation) -> JSON {
        let name = text("organisations.\(organisation.id).name") ?? organisation.name
        let all: JSON = [
            "id": id("organization", organisation.id),
            "name": .string(name),
            "alternate_name": .optional(name == organisation.name ? nil : organisation.name),
            "description": .string(text("organisations.\(organisation.id).about") ?? organisation.name),
            "website": .optional(organisation.website),
        ]
        return all.withoutGaps
    }

    /// An organisation with what it is filed under.
    func full(_ organisation: Organisation) -> JSON {
        brief(organisation).with(["attributes": [attribute(term(organisation), entity: "organization", key: organisation.id)]])
    }

    func term(_ organisation: Organisation) -> HSDSTerm { HSDSTerm(taxonomy: .kind, code: organisation.kind.rawValue) }

    /// The services of an organisation, in the order of the directory.
    func services(of organisation: Organisation) -> [Service] {
        organisation.services.compactMap { site.landscape.service($0) }
    }

    /// The places of a service. Addresses are not known, so a place has a name, and the regions it is there for.
    func places(_ service: Service) -> [JSON] {
        service.locations.enumerated().map { index, location in
            let key = location.id ?? "\(index)"
            let all: JSON = [
                "id": id("service_at_location", service.slug, key),
                "service_id": id("service", service.slug),
                "location_id": id("location", service.slug, key),
                "service_areas": .array(areas(location, service, key)),
                "location": place(location, service, key),
            ]
            return all.withoutGaps
        }
    }

    private func place(_ location: ServiceLocation, _ service: Service, _ key: String) -> JSON {
        let phone: JSON? = location.phone.map {
            [
                "id": id("phone", "location", service.slug, key), "location_id": id("location", service.slug, key),
                "number": .string($0.written),
                "type": "voice",
            ]
        }
        let all: JSON = [
            "id": id("location", service.slug, key),
            "location_type": "physical",
            "organization_id": id("organization", service.organisation),
            "name": .string(location.name),
            "description": .optional(location.walkIn == true ? text("site.service.walk_in") : nil),
            "phones": .array(phone.map { [$0] } ?? []),
        ]
        return all.withoutGaps
    }

    private func areas(_ location: ServiceLocation, _ service: Service, _ key: String) -> [JSON] {
        Region.allCases.filter { location.regions.contains($0) }.map { region in
            [
                "id": id("service_area", "location", service.slug, key, region.id),
                "service_at_location_id": id("service_at_location", service.slug, key),
                "name": .string(site.geography.safetyRegion(region)?.name ?? region.id),
                "extent": .string(region.id),
                "extent_type": "text",
            ]
        }
    }
}
