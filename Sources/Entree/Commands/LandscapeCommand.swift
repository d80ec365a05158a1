import ArgumentParser
import Catalogue
import Domain
import Foundation
import Triage
import Web
import Wording

/// `entree landscape`: who helps whom, where and when.
struct LandscapeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "landscape", abstract: "Who helps whom, where, when, and where nobody does.",
        subcommands: [Find.self, CoverageMapCommand.self])

    /// `entree landscape find`
    struct Find: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "find", abstract: "Finds services by region, kind, asker, age or need.",
            discussion: "Example: entree landscape find --place 7511 --kind csg --open-now. A postcode is used once and not kept.")

        @OptionGroup var content: ContentOptions
        @OptionGroup var moment: MomentOptions
        @OptionGroup var language: LanguageOptions
        @Option(help: "Four digits of a postcode, a place or a municipality.") var place: String?
        @Option(help: "Safety region, VR01 to VR25.") var region: String?
        @Option(help: "Kind of help.") var kind: String?
        @Option(help: "Who asks.") var asker: String?
        @Option(help: "Age band.") var age: String?
        @Option(help: "What is needed: a problem type or a capability of the directory.") var need: String?
        @Flag(help: "Only where somebody surely answers.") var openNow = false
        @Flag(help: "Answer as JSON.") var json = false

        func run() async throws {
            let content = try content.load()
            let wording = try language.wording(content)
            let found = try Places(geography: content.geography).region(place: place, code: region)
            let kind = try value(kind, "kind", OrganisationKind.allCases.map(\.rawValue)).flatMap(OrganisationKind.init(rawValue:))
            let asker = try value(asker, "asker", Asker.ids).flatMap(Asker.init(id:))
            let age = try value(age, "age", AgeBand.ids).flatMap(AgeBand.init(id:))
            let local = AmsterdamTime(try moment.instant())
            let services = content.landscape.services.filter { service in
                (kind.map { service.kind == $0 } ?? true) && (asker.map { service.fits(asker: $0) } ?? true)
                    && (age.map { service.fits(age: $0) } ?? true) && (found.map { service.area.covers($0.region) } ?? true)
                    && (need.map { service.problemTypes.contains($0) || service.can($0) } ?? true)
                    && (!openNow || service.surelyAnswers(local))
            }
            show(services, found, local, content, wording)
        }

        private func value(_ given: String?, _ name: String, _ allowed: [String]) throws -> String? {
            guard let given else { return nil }
            guard allowed.contains(given) else {
                throw Finding.usage("unknown \(name) '\(given)'; allowed: \(allowed.joined(separator: ", "))")
            }
            return given
        }

        private func show(_ services: [Service], _ place: Places.Found?, _ local: AmsterdamTime, _ content: Content, _ wording: Wording) {
            let region = place.flatMap { content.geography.safetyRegion($0.region) }
            if json {
                Terminal.say(
                    ([
                        "municipality": .optional(place?.municipality?.name), "region": .optional(region?.region.id),
                        "policeUnit": .optional(region?.policeUnit),
                        "services": .array(
                            services.map {
                                ["service": .string($0.slug), "open": .bool($0.surelyAnswers(local)), "kind": .string($0.kind.rawValue)]
                            }),
                    ] as JSON).serialised)
                return
            }
            if let region {
                Terminal.say(
                    [place?.municipality?.name, "\(region.name) (\(region.region.id))", "politie: \(region.policeUnit)"].compactMap(\.self)
                        .joined(separator: " · "))
            }
            for service in services {
                let number = service.contact.phones.first { $0.channel == .voice }?.number.written ?? "-"
                let state = service.hours.confidence == .unknown ? "?" : service.surelyAnswers(local) ? "open" : "-"
                Terminal.say("\(service.slug)  \(number)  \(state)  \(wording["services.\(service.slug).name"])")
            }
            Terminal.say("\(services.count)")
        }
    }

    /// `entree landscape coverage`
    struct CoverageMapCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "coverage",
            abstract: "Per group, region and hour: how many doors stand open, where none or one, where several do the same.",
            discussion:
                "With --compare DIR: what another directory would change. DIR is a content folder, or a folder with directory/*.yaml.")

        @OptionGroup var content: ContentOptions
        @OptionGroup var language: LanguageOptions
        @Option(help: ArgumentHelp("Another content folder to compare with.", valueName: "dir")) var compare: String?
        @Option(help: ArgumentHelp("Write the map as a picture (SVG).", valueName: "file")) var picture: String?
        @Option(help: ArgumentHelp("First day of the week to look at.", valueName: "day")) var from: String?
        @Flag(help: "Answer as JSON.") var json = false

        func run() async throws {
            let content = try content.load()
            let wording = try language.wording(content)
            let texts: (String) -> String = { wording[$0] }
            guard let day = from.map({ CalendarDay($0) }) ?? Clock.today else { throw Finding.usage("--from is no day; write 2026-11-23") }
            let map = CoverageMap.compute(engine: content.engine, from: day)
            if let picture { try Data(CoveragePicture.svg(map, texts).utf8).write(to: URL(fileURLWithPath: picture)) }
            guard let compare else {
                Terminal.say(json ? try Self.json(map.report()) : CoverageTable.text(map, texts))
                return
            }
            let other: Landscape
            do { other = try ContentFolder(compare).landscape() } catch {
                throw Finding.broken(error.problems.map(\.description).joined(separator: "\n"))
            }
            let changed = CoverageMap.compute(engine: AdviceEngine(rules: content.rules, landscape: other), from: day)
            let difference = CoverageDifference.between(map, changed)
            Terminal.say(json ? try Self.json(difference.report()) : CoverageTable.text(difference, texts))
        }

        private static func json(_ report: some Encodable) throws -> String {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(report), as: UTF8.self)
        }
    }
}

/// Finds the region somebody means.
struct Places {
    struct Found {
        let region: Region
        let municipality: Municipality?
    }
    let geography: Geography

    func region(place: String?, code: String?) throws -> Found? {
        if let code {
            guard let region = Region(id: code), region != .unknown else {
                throw Finding.usage("unknown region '\(code)'; allowed: VR01 to VR25")
            }
            return Found(region: region, municipality: nil)
        }
        guard let place else { return nil }
        let found = geography.find(place)
        guard let first = found.first else { throw Finding.found("nothing is known by the name or postcode '\(place)'") }
        guard Set(found.map(\.region)).count == 1 else {
            throw Finding.found(
                "'\(place)' may be in \(Set(found.map(\.name)).sorted().joined(separator: " or ")); use --region or a postcode")
        }
        return Found(region: first.region, municipality: first)
    }
}
