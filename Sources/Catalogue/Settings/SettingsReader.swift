import Domain

/// Reads who runs this front door and under which name.
struct SettingsReader {
    let log: ProblemLog

    static let fields = [
        "schema_version", "operator", "brand", "exit_url", "languages", "formal", "emergency_number", "mistakes_contact", "partner_doors",
        "address",
    ]

    func read(_ file: SourceFile) -> SiteSettings? {
        guard let map = file.yaml(log)?.map(Self.fields) else { return nil }
        let languages = readLanguages(map)
        let brand = map.required("brand")?.map(languages).map { readBrand($0, languages) }
        let exit = map.required("exit_url")?.url()
        if let exit, !exit.hasPrefix("https://") { log.refuse(map.place(of: "exit_url"), "the way out leads to an address with https://") }
        let emergency = map.required("emergency_number")?.phone()
        let formal = map.required("formal")?.bool()
        let run = readOperator(map)
        guard let run, let brand, let exit, let emergency, let formal, !languages.isEmpty else { return nil }
        return SiteSettings(
            operator: run, brand: brand, languages: languages, exitURL: exit, formal: formal, emergencyNumber: emergency,
            typedAddress: readAddress(map))
    }

    // Typed from a letter by somebody who never was here: a name and nothing behind it.
    private func readAddress(_ map: YAMLMap) -> String? {
        guard let text = map.optionalText("address") else { return nil }
        guard text.wholeMatch(of: /[a-z0-9]([a-z0-9.-]*[a-z0-9])?\.[a-z]{2,}(:[0-9]{1,5})?/) != nil else {
            log.refuse(map.place(of: "address"), "the address is a name such as entree.example, without https:// and without a path")
            return nil
        }
        return text
    }

    private func readLanguages(_ map: YAMLMap) -> [String] {
        let languages = map.requiredItems("languages").compactMap { value -> String? in
            guard let text = value.text() else { return nil }
            if LanguageTag(text)?.value != text { value.refuse("'\(value.shown)' is not a language tag such as nl or en") }
            return text
        }
        if Set(languages).count != languages.count { log.refuse(map.place(of: "languages"), "a language stands here twice") }
        return languages
    }

    private func readBrand(_ map: YAMLMap, _ languages: [String]) -> [String: String] {
        var brand: [String: String] = [:]
        for language in languages { brand[language] = map.text(language) }
        return brand
    }

    private func readOperator(_ map: YAMLMap) -> SiteSettings.Operator? {
        guard let fields = map.required("operator")?.map(["name", "role"]) else { return nil }
        let name = fields.text("name")
        let role = fields.oneOf("role", SiteSettings.Role.self)
        let doors = map.items("partner_doors").compactMap { readDoor($0) }
        if role == .oneDoor && map.items("partner_doors").isEmpty {
            log.refuse(fields.place(of: "role"), "one door of several names the others in 'partner_doors'")
        }
        guard let name, let role else { return nil }
        return SiteSettings.Operator(
            name: name, role: role, mistakesContact: map.optionalText("mistakes_contact"), partnerDoors: doors)
    }

    private func readDoor(_ value: YAMLValue) -> SiteSettings.PartnerDoor? {
        guard let map = value.map(["name", "url"]) else { return nil }
        let name = map.text("name")
        let url = map.required("url")?.url()
        guard let name, let url else { return nil }
        return SiteSettings.PartnerDoor(name: name, url: url)
    }
}
