import Domain

/// Reads one service. Nothing may be left half: a record with a problem is not offered to anyone.
struct ServiceReader {
    let map: YAMLMap
    let log: ProblemLog

    static let fields = [
        "id", "name", "description", "for_whom", "for_whom_note", "problem_types", "acute", "phones", "chat", "url", "schedule", "hours",
        "hours_confidence", "hours_urgent", "hours_note", "chat_hours", "chat_hours_confidence", "eligibility", "bands", "settings",
        "professional_only", "not_for", "service_area", "service_area_note", "cost_option", "anonymous", "languages", "languages_note",
        "referral", "can_do", "text_relay", "locations", "source", "verified", "verified_live_on",
    ]

    func read(slug: String?, organisation: String, kind: OrganisationKind) -> Service? {
        let name = map.text("name")
        let description = map.text("description")
        let audience = readAudience()
        let contact = readContact()
        let hours = HoursReader(map: map).read()
        let area = readArea()
        let access = readAccess()
        let languages = readLanguages()
        let locations = readLocations()
        let provenance = ProvenanceReader(map: map, log: log).read(slug: slug ?? "", contact: contact)
        guard let slug, let name, let description, let audience, let contact, let hours, let area, let access, let provenance else {
            return nil
        }
        return Service(
            slug: slug, organisation: organisation, kind: kind, name: name, description: description, audience: audience,
            contact: contact, hours: hours, area: area, access: access, problemTypes: map.texts("problem_types"),
            capabilities: readCapabilities(), locations: locations, languages: languages,
            languagesNote: map.optionalText("languages_note"), provenance: provenance)
    }

    private func readAudience() -> Audience? {
        let askers = map.requiredItems("for_whom").compactMap { $0.known(Asker.self) }
        let settings = map.items("settings").compactMap { $0.known(Setting.self) }
        let bands = map["bands"]?.items()?.compactMap { $0.known(AgeBand.self) }
        guard let eligibility = map.required("eligibility")?.map(["minimum_age", "maximum_age", "note"]) else { return nil }
        let minimum = eligibility.optionalInt("minimum_age", 0...120)
        let maximum = eligibility.optionalInt("maximum_age", 0...120)
        let isOrdered = (minimum ?? 0) <= (maximum ?? 130)
        for band in isOrdered ? bands ?? [] : [] {
            guard let years = band.years else { continue }
            if years.upperBound < minimum ?? 0 || years.lowerBound > maximum ?? 130 {
                log.refuse(map.place(of: "bands"), "band '\(band.id)' lies outside the ages of the service")
            }
        }
        if let minimum, let maximum, minimum > maximum {
            log.refuse(eligibility.place(of: "maximum_age"), "the highest age \(maximum) is below the lowest age \(minimum)")
        }
        let notes = [map.optionalText("for_whom_note"), eligibility.optionalText("note")].compactMap { $0 }
        return Audience(
            askers: Set(askers), professionalOnly: map.optionalBool("professional_only") ?? false, minimumAge: minimum,
            maximumAge: maximum, bands: bands.map { Set($0) }, settings: Set(settings), notFor: map.optionalText("not_for"),
            note: notes.isEmpty ? nil : notes.joined(separator: " "))
    }

    private func readContact() -> Contact? {
        let phones = map.items("phones").compactMap { readPhone($0) }
        return Contact(phones: phones, chat: map.optionalBool("chat"), url: map.optionalURL("url"))
    }

    private func readPhone(_ value: YAMLValue) -> Phone? {
        guard let phone = value.map(["number", "type", "free", "source", "verified_live_on"]) else { return nil }
        let number = phone.required("number")?.phone()
        let channel = phone.oneOf("type", Phone.Channel.self)
        let mark = phone.oneOf("source", SourceMark.Mark.self)
        let verified = phone.optionalDay("verified_live_on")
        let free = phone.optionalBool("free")
        guard let number, let channel, let mark else { return nil }
        if verified == nil { log.find(phone.place, "nobody has called \(number.written) yet: 'verified_live_on' is empty") }
        return Phone(number: number, channel: channel, free: free, source: mark, verifiedLiveOn: verified)
    }

    private func readArea() -> ServiceArea? {
        guard let value = map.required("service_area") else { return nil }
        let note = map.optionalText("service_area_note")
        if !value.isList {
            return value.position(in: ["NL"]).map { _ in .netherlands(note: note) }
        }
        let regions = map.requiredItems("service_area").compactMap { $0.known(Region.self) }
        return regions.isEmpty ? nil : .regions(Set(regions), note: note)
    }

    private func readAccess() -> Access? {
        let acute = map.oneOf("acute", Access.Acute.self)
        let anonymity = map.oneOf("anonymous", Access.Anonymity.self)
        guard let referral = map.required("referral")?.map(["mode", "how"]), let mode = referral.oneOf("mode", Access.Referral.self),
            let acute, let anonymity
        else { return nil }
        return Access(
            referral: mode, how: referral.optionalText("how"), anonymity: anonymity, acute: acute, cost: map.optionalText("cost_option"))
    }

    private func readLanguages() -> [LanguageTag] {
        map.requiredItems("languages").compactMap { value in
            guard let text = value.text() else { return nil }
            guard let tag = LanguageTag(text) else {
                value.refuse("'\(value.shown)' is not a language tag such as nl or en")
                return nil
            }
            return tag
        }
    }

    // That a page offers a relay for deaf people is one of the things a service can do.
    private func readCapabilities() -> [String] {
        let named = map.texts("can_do")
        return map.optionalBool("text_relay") == true && !named.contains("text_relay") ? named + ["text_relay"] : named
    }

    private func readLocations() -> [ServiceLocation] {
        var seen: Set<String> = []
        return map.items("locations").compactMap { value in
            let location = LocationReader(log: log).read(value)
            if let id = location?.id, !seen.insert(id).inserted { value.refuse("location '\(id)' stands here twice") }
            return location
        }
    }
}
