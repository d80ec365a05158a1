/// The four digits of a Dutch postcode. It is used once, in memory, to find a region, and never stored, logged or put in an address.
/// - Source: R74; issue of trust: a postcode with a story can point at one street.
public struct PostalCode: Sendable, Hashable {
    public let digits: String

    /// - Returns: nil unless the text is four digits from 1000, with or without the two letters after them.
    public init?(_ text: String) {
        let compact = text.uppercased().filter { $0 != " " }
        let letters = compact.dropFirst(4)
        guard compact.count == 4 || (compact.count == 6 && letters.allSatisfy { ("A"..."Z").contains($0) }),
            let number = Int(compact.prefix(4)), number >= 1000
        else { return nil }
        digits = String(compact.prefix(4))
    }
}

/// A municipality and the safety region it belongs to.
public struct Municipality: Sendable, Hashable {
    /// Code of Statistics Netherlands, such as `GM0363`.
    public let code: String
    public let name: String
    public let region: Region

    public init(code: String, name: String, region: Region) {
        self.code = code
        self.name = name
        self.region = region
    }
}

/// One of the 25 safety regions, and the police unit that covers it.
/// - Source: R60.
public struct SafetyRegion: Sendable, Hashable {
    public let region: Region
    public let name: String
    public let policeUnit: String

    public init(region: Region, name: String, policeUnit: String) {
        self.region = region
        self.name = name
        self.policeUnit = policeUnit
    }
}

/// Which municipality and region a postcode, place or municipality lies in.
public struct Geography: Sendable {
    public let municipalities: [Municipality]
    public let regions: [SafetyRegion]
    private let byPostcode: [String: Int]
    private let byName: [String: [Int]]

    /// - Parameters:
    ///   - postcodes: four digits to the position of a municipality.
    ///   - places: folded names of places and municipalities to positions; several when a name is not unique.
    public init(municipalities: [Municipality], regions: [SafetyRegion], postcodes: [String: Int], places: [String: [Int]]) {
        self.municipalities = municipalities
        self.regions = regions
        byPostcode = postcodes
        byName = places
    }

    /// The municipality a postcode lies in, or nil when there is no such postcode.
    public func municipality(_ postcode: PostalCode) -> Municipality? {
        byPostcode[postcode.digits].map { municipalities[$0] }
    }

    /// The municipalities that a place, municipality or postcode may mean; none when nothing is known by that name.
    public func find(_ text: String) -> [Municipality] {
        let trimmed = text.split(separator: " ").joined(separator: " ")
        if let postcode = PostalCode(trimmed), let found = municipality(postcode) { return [found] }
        return (byName[Self.fold(trimmed)] ?? []).map { municipalities[$0] }
    }

    /// The safety region, or nil when it is unknown.
    public func safetyRegion(_ region: Region) -> SafetyRegion? { regions.first { $0.region == region } }

    /// A name as it is compared: lower case, without accents, apostrophes or hyphens.
    public static func fold(_ name: String) -> String {
        var folded = ""
        for scalar in name.lowercased().unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": folded.unicodeScalars.append(scalar)
            default: folded += plain[scalar] ?? ""
            }
        }
        return folded
    }

    private static let plain: [Unicode.Scalar: String] = {
        var table: [Unicode.Scalar: String] = [:]
        for (letter, marked) in [
            ("a", "áàâäãå"), ("e", "éèêë"), ("i", "íìîï"), ("o", "óòôöõ"), ("u", "úùûü"), ("c", "ç"), ("n", "ñ"), ("y", "ýÿ"),
        ] {
            for scalar in marked.unicodeScalars { table[scalar] = letter }
        }
        return table
    }()
}
