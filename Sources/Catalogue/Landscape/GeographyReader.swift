import Domain

/// The tables of places; a missing one has been reported already.
struct GeographyFiles {
    let municipalities: SourceFile?
    let regions: SourceFile?
    let postcodes: SourceFile?
    /// Other names that people use for a municipality, such as Den Haag; may be left out.
    let names: SourceFile?
}

/// Reads which municipality and safety region every postcode lies in.
/// - Source: R60, R74.
struct GeographyReader {
    private let log: ProblemLog
    private var municipalities: [Municipality] = []
    private var positions: [String: Int] = [:]

    init(log: ProblemLog) { self.log = log }

    mutating func read(_ files: GeographyFiles) -> Geography {
        let regions = files.regions.map { readRegions($0) } ?? []
        if let file = files.municipalities { readMunicipalities(file) }
        var byPostcode: [String: Int] = [:]
        var counts: [String: [Int: Int]] = [:]
        for row in files.postcodes.map({ readPostcodes($0) }) ?? [] {
            byPostcode[row.postcode] = row.position
            for name in Self.names(row.place) { counts[name, default: [:]][row.position, default: 0] += 1 }
        }
        var places = places(counts)
        for (name, position) in files.names.map({ readNames($0) }) ?? [] {
            places[name] = [position] + (places[name] ?? []).filter { $0 != position }
        }
        return Geography(municipalities: municipalities, regions: regions, postcodes: byPostcode, places: places)
    }

    // A municipality of that name first, then where most of the place's postcodes lie.
    private func places(_ counts: [String: [Int: Int]]) -> [String: [Int]] {
        var places = counts.mapValues { $0.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key) }
        for (position, municipality) in municipalities.enumerated() {
            for name in Self.names(municipality.name) {
                places[name] = [position] + (places[name] ?? []).filter { $0 != position }
            }
        }
        return places
    }

    // Who lives in Bergen (NH.) writes Bergen: a name is found with and without what stands in brackets.
    private static func names(_ name: String) -> Set<String> {
        Set([name, String(name.prefix { $0 != "(" })].map(Geography.fold)).subtracting([""])
    }

    private func readRegions(_ file: SourceFile) -> [SafetyRegion] {
        var seen: Set<Region> = []
        return (CSVFile(file, columns: ["code", "name", "police_unit"], log: log)?.rows ?? []).compactMap { row in
            guard let region = region(row.cells[0], row.place) else { return nil }
            if !seen.insert(region).inserted { log.refuse(row.place, "region '\(row.cells[0])' stands here twice") }
            guard !row.cells[1].isEmpty, !row.cells[2].isEmpty else {
                log.refuse(row.place, "a region has a name and a police unit")
                return nil
            }
            return SafetyRegion(region: region, name: row.cells[1], policeUnit: row.cells[2])
        }
    }

    private mutating func readMunicipalities(_ file: SourceFile) {
        for row in CSVFile(file, columns: ["code", "name", "safety_region"], log: log)?.rows ?? [] {
            let (code, name) = (row.cells[0], row.cells[1])
            guard let region = region(row.cells[2], row.place) else { continue }
            if positions[code] != nil { log.refuse(row.place, "municipality '\(code)' stands here twice") }
            guard code.hasPrefix("GM"), code.utf8.count == 6, Int(code.dropFirst(2)) != nil, !name.isEmpty else {
                log.refuse(row.place, "a municipality has a code such as GM0363 and a name")
                continue
            }
            positions[code] = municipalities.count
            municipalities.append(Municipality(code: code, name: name, region: region))
        }
    }

    private func readPostcodes(_ file: SourceFile) -> [(place: String, postcode: String, position: Int)] {
        var seen: Set<String> = []
        return (CSVFile(file, columns: ["pc4", "place", "municipality", "lat", "lon"], log: log)?.rows ?? []).compactMap { row in
            guard let postcode = PostalCode(row.cells[0]), row.cells[0].utf8.count == 4 else {
                log.refuse(row.place, "'\(row.cells[0])' is not a postcode of four digits")
                return nil
            }
            if !seen.insert(postcode.digits).inserted { log.refuse(row.place, "postcode '\(postcode.digits)' stands here twice") }
            guard let position = position(row.cells[2], row.place) else { return nil }
            return (row.cells[1], postcode.digits, position)
        }
    }

    private func readNames(_ file: SourceFile) -> [(String, Int)] {
        (CSVFile(file, columns: ["name", "municipality"], log: log)?.rows ?? []).compactMap { row in
            position(row.cells[1], row.place).map { (Geography.fold(row.cells[0]), $0) }
        }
    }

    private func position(_ code: String, _ place: Place) -> Int? {
        if positions[code] == nil { log.refuse(place, "unknown municipality '\(code)'") }
        return positions[code]
    }

    private func region(_ code: String, _ place: Place) -> Region? {
        guard let region = Region(id: code), region != .unknown else {
            log.refuse(place, "unknown safety region '\(code)'; allowed: VR01 to VR25")
            return nil
        }
        return region
    }
}
