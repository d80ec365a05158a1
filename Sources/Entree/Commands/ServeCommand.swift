import ArgumentParser
import Catalogue
import Domain
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Storage
import StoragePostgreSQL
import Triage
import Vault
import Web
import Wording
import Workflows

/// `entree serve`: the site.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serves the site and the interfaces for other systems.",
        discussion: """
            Without --demo it refuses content that nobody called or checked, and expects TLS from a proxy in front of it.
            SIGHUP reads the content again; content that is broken or breaks a promise is refused, and the old stays.
            """)

    @OptionGroup var content: ContentOptions
    @OptionGroup var installation: InstallationOptions
    @Option(help: "Address to listen on.") var host = "127.0.0.1"
    @Option(help: "Port to listen on; 0 takes a free one.") var port = 8080
    @Flag(help: "Demonstration: content that nobody called yet, no TLS.") var demo = false
    @Flag(help: "With --demo, on a new --data: 40 invented conversations to practise with; those who chat answer back.") var evening = false
    @Flag(help: ArgumentHelp("Add a pseudo-language that runs from right to left, to test the layout.", visibility: .hidden))
    var pseudoLanguage = false

    func run() async throws {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        var logger = Logger(label: "entree")
        logger.logLevel = .notice
        let loader = SiteLoader(
            folder: content, receipts: Receipts(folder: installation.data), isDemonstration: demo, pseudoLanguage: pseudoLanguage)
        let holder = SiteHolder(try await loader.load(generation: 0))
        guard demo || !evening else { throw Finding.usage("--evening is for a demonstration: add --demo") }
        guard demo || installation.derivationCost == ScryptPool.fullCost else {
            throw Finding.usage("codes are derived with less effort only in a demonstration")
        }
        let databases = try await installation.databases()
        let place = try await installation.workplace(databases, content: content.content, makesKeys: true)
        if demo {
            let desk = DemonstrationDesk(place: place)
            try await desk.make()
            Terminal.say(desk.story)
        }
        let people = evening ? try await practise(place, holder.current) : []
        let forms = FormKeyring(keys: place.instance)
        try? await ShareFormKeys(place, forms)()
        let environment = WebEnvironment(
            site: holder, now: Clock.now, tickets: SealedFormTickets(forms), uuid: PublicIdentifier.uuid,
            policyHash: { Digest.sha256Base64($0) }, reference: Clock.reference, isDemonstration: demo, place: place)
        var quiet = Logger(label: "http")
        quiet.logLevel = .critical
        let site = WebApplication(environment, logger: logger)
        let application = Application(
            router: site.router(),
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: .init(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in Self.announce(channel) },
            logger: quiet)
        let reload = Reload(loader: loader, holder: holder, logger: logger)
        reload.listen()
        let stop = StopSignals { site.liveStreams.end() }
        let relay = installation.database.map { PostgreSQLRelay(url: $0, databases: databases) }
        let meanwhile = [
            Task { await Self.keepRetention(place, logger) }, Task { await Self.keepForms(ShareFormKeys(place, forms), logger) },
            Task { await site.liveStreams.breathe() }, Task { await PracticePeople(place: place).live(people) },
            Task { if let relay { await StayTogether(place)(over: relay) } }, Task { await Self.settle(SettleTalks(place)) },
        ]
        defer { for task in meanwhile { task.cancel() } }
        try await application.runService()
        await relay?.close()
        await databases.close()
        withExtendedLifetime((reload, stop)) {}
    }

    // An evening begins on an empty desk: what people wrote in a demonstration stays as it is.
    private func practise(_ place: Workplace, _ site: Site) async throws -> [PracticePerson] {
        let all = try ContentFolder(content.content).loadChecked().practice
        let evening = PracticeEvening(all, at: place, questions: site.questions, engine: site.engine) {
            (site.wording[$0.primary] ?? site.wording.values.first)?["mine.chat.farewell"]
        }
        guard try await evening.isNeeded() else {
            Terminal.say("Conversations stand here already: an evening begins on a new folder, with --data.")
            return []
        }
        do {
            let people = try await evening.fill()
            Terminal.say("An evening with \(all.count) invented conversations. \(people.count) people have their chat open.")
            return people
        } catch WorkRefusal.unknown {
            throw Finding.usage("people worked at this desk before: an evening begins on a new folder, with --data")
        }
    }

    // Once an hour: what nobody came back for ends, and sessions that are over are swept away.
    private static func keepRetention(_ place: Workplace, _ logger: Logger) async {
        let start = ContinuousClock().now
        var known: RetentionPace?
        while !Task.isCancelled {
            do {
                let passed = (ContinuousClock().now - start).components.seconds
                var pace: RetentionPace
                if let known {
                    pace = known
                } else {
                    pace = RetentionPace(place.now(), passed: passed, newestVisit: try await place.stores.dossiers.newestVisit())
                }
                if pace.trusts(place.now(), passed: passed) {
                    let ended = try await ExpireDossiers(place)()
                    if ended > 0 { logger.notice("retention", metadata: ["ended": "\(ended)"]) }
                } else {
                    logger.error("the clock jumped, or nobody was here for weeks: nothing ends for a day")
                }
                known = pace
            } catch {
                logger.error("retention did not run")
            }
            try? await Task.sleep(for: .seconds(3600))
        }
    }

    // The keys of the next hour are there before that hour begins.
    private static func keepForms(_ share: ShareFormKeys, _ logger: Logger) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(300))
            do { try await share() } catch { logger.error("the keys of forms could not be renewed") }
        }
    }

    private static func settle(_ settle: SettleTalks) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(SettleTalks.pause))
            // What the store cannot say now it says in a minute.
            try? await settle()
        }
    }

    private static func announce(_ channel: any Channel) {
        guard let address = channel.localAddress, let port = address.port else { return }
        Terminal.say("Entree: http://\(address.ipAddress == "0.0.0.0" ? "127.0.0.1" : address.ipAddress ?? "127.0.0.1"):\(port)/nl")
    }
}

/// Reads, checks and proves content until it may be shown.
struct SiteLoader: Sendable {
    let folder: ContentOptions
    let receipts: Receipts
    let isDemonstration: Bool
    let pseudoLanguage: Bool

    /// The content, when a receipt says that these very files were checked and proven before.
    private func proven() -> Content? {
        guard let content = try? ContentFolder(folder.content).loadChecked(), receipts.holds(content) else { return nil }
        return content
    }

    func load(generation: Int) async throws -> Site {
        let content = try proven() ?? folder.load()
        guard isDemonstration || content.releaseFindings.isEmpty else {
            throw Finding.found(
                "\(content.releaseFindings.count) numbers, hours or texts are not checked yet: see 'entree content check --release', or use --demo"
            )
        }
        if !receipts.holds(content) {
            let report = await content.prove()
            guard report.holds else { throw Finding.broken(report.text(0, [])) }
            try? receipts.write(content)
        }
        let more = pseudoLanguage ? ["ar-xb": content.wording["en"]?.mirrored(as: "ar-xb")].compactMapValues(\.self) : [:]
        return content.site(generation: generation, moreLanguages: more)
    }
}

/// Reads the content again when the operator says so, and keeps what is served when the new is not good.
final class Reload: Sendable {
    private let loader: SiteLoader
    private let holder: SiteHolder
    private let logger: Logger
    // Made, started and kept by one owner; the handler runs on the queue of its own.
    private nonisolated(unsafe) let source: any DispatchSourceSignal

    init(loader: SiteLoader, holder: SiteHolder, logger: Logger) {
        self.loader = loader
        self.holder = holder
        self.logger = logger
        signal(SIGHUP, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: SIGHUP, queue: .global())
    }

    func listen() {
        source.setEventHandler { [loader, holder, logger] in
            Task {
                do {
                    holder.replace(with: try await loader.load(generation: holder.current.generation + 1))
                    logger.notice("content replaced")
                } catch let finding as Finding {
                    logger.error("content refused, the old stays: \(finding.message)")
                } catch {
                    logger.error("content refused, the old stays")
                }
            }
        }
        source.activate()
    }
}

extension ContentOptions: @unchecked Sendable {}
