/// Everybody who helps, as one fixed picture: organisations and services in the order of the files.
/// - Source: R27, R35.
public struct Landscape: Sendable {
    public let organisations: [Organisation]
    public let services: [Service]
    private let positions: [String: Int]
    private let organisationPositions: [String: Int]

    public init(organisations: [Organisation], services: [Service]) {
        self.organisations = organisations
        self.services = services
        positions = Dictionary(services.enumerated().map { ($1.slug, $0) }, uniquingKeysWith: { first, _ in first })
        organisationPositions = Dictionary(organisations.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Position of the service with this slug, or nil.
    public func position(_ slug: String) -> Int? { positions[slug] }
    /// The service with this slug, or nil.
    public func service(_ slug: String) -> Service? { positions[slug].map { services[$0] } }
    /// The organisation with this id, or nil.
    public func organisation(_ id: String) -> Organisation? { organisationPositions[id].map { organisations[$0] } }

    /// Positions of all services that a selector names.
    public func positions(of selector: ServiceSelector) -> [Int] {
        switch selector {
        case .slug(let slug): position(slug).map { [$0] } ?? []
        case .kind(let kind, let canDo):
            services.indices.filter { index in
                services[index].kind == kind && (canDo.map { services[index].can($0) } ?? true)
            }
        }
    }
}

extension Service {
    /// Whether the service, or one of its places, can do a thing.
    public func can(_ capability: String) -> Bool {
        capabilities.contains(capability) || capability == "walk_in" && locations.contains { $0.walkIn == true }
    }

    /// Whether it may be advised to this asker about somebody of this age, in this setting and region.
    ///
    /// With a facet unknown, a service that is limited in it does not fit. For an unknown asker a service fits when it is there for
    /// whoever it happened to, for those near them and for bystanders alike.
    /// - Source: triage vocabulary, invariants 4 and 11.
    public func fits(asker: Asker, age: AgeBand, setting: Setting, region: Region) -> Bool {
        fits(asker: asker) && fits(age: age) && fits(setting: setting) && area.covers(region)
    }

    /// Whether its audience surely includes this asker.
    public func fits(asker: Asker) -> Bool { audience.fits(asker) }
    /// Whether its ages surely include this band.
    public func fits(age: AgeBand) -> Bool { audience.fits(age) }
    /// Whether it is surely offered in this setting.
    public func fits(setting: Setting) -> Bool { audience.fits(setting) }
}

extension Audience {
    func fits(_ asker: Asker) -> Bool {
        if professionalOnly && asker != .professional { return false }
        guard asker == .unknown else { return askers.contains(asker) }
        return askers.isSuperset(of: [.victim, .parent, .relative, .bystander])
    }

    func fits(_ age: AgeBand) -> Bool {
        if let bands { return bands.contains(age) }
        guard minimumAge != nil || maximumAge != nil else { return true }
        guard let years = age.years else { return false }
        let reachesUp = maximumAge.map { $0 >= years.upperBound } ?? true
        return years.lowerBound >= (minimumAge ?? 0) && reachesUp
    }

    func fits(_ setting: Setting) -> Bool {
        settings.isEmpty || settings.contains(setting)
    }
}
