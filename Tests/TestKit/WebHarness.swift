import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Synchronization
import Testing
import Vault
import Web

/// What came back from the web layer.
public struct WebAnswer: Sendable {
    public let status: Int
    public let headers: HTTPFields
    public let bytes: [UInt8]

    public var text: String { String(decoding: bytes, as: UTF8.self) }
    /// A header by its name, or nil.
    public subscript(header: String) -> String? { HTTPField.Name(header).flatMap { headers[$0] } }
    /// The body as JSON.
    /// - Throws: `JSONProblem` when it is something else.
    public func json() throws -> JSON { try JSON(parsing: bytes) }
}

/// Answers a request within the process: the whole way through the router, without a socket.
/// - Parameter path: with the query, as it stands in a request line.
public func answer(
    _ responder: some HTTPResponder<SiteContext>, _ method: HTTPRequest.Method = .get, _ path: String, headers: HTTPFields = [:],
    body: [UInt8] = []
) async throws -> WebAnswer {
    var logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    logger.logLevel = .critical
    let head = HTTPRequest(method: method, scheme: "https", authority: "door.example", path: path, headerFields: headers)
    let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body)))
    let response = try await responder.respond(to: request, context: SiteContext(logger: logger))
    let collector = BodyCollector()
    try await response.body.write(CollectingWriter(collector: collector))
    return WebAnswer(status: response.status.code, headers: response.headers, bytes: collector.bytes)
}

/// A web environment in which time stands still and nothing is left to chance.
public func webEnvironment(
    _ site: Site, at now: Instant = SmallLandscape.noon, isDemonstration: Bool = false
) -> WebEnvironment {
    WebEnvironment(
        site: SiteHolder(site), now: { now }, tickets: SealedFormTickets(), uuid: stableUUID, policyHash: { Digest.sha256Base64($0) },
        reference: { "TEST42" }, isDemonstration: isDemonstration)
}

/// A site around the small landscape.
public func smallSite() throws -> Site {
    let region = Region(rawValue: 0) ?? .unknown
    let settings = SiteSettings(
        operator: .init(name: "Nobody yet", role: .newEntry), brand: ["nl": "Deur", "en": "Door"], languages: ["nl", "en"],
        exitURL: "https://weather.example", formal: false, emergencyNumber: try #require(PhoneNumber("112")))
    return Site(
        engine: SmallLandscape.engine, questions: [],
        geography: Geography(
            municipalities: [], regions: [SafetyRegion(region: region, name: "North", policeUnit: "North")], postcodes: [:], places: [:]),
        wording: ["nl": SmallLandscape.wording("nl"), "en": SmallLandscape.wording("en")], articles: [:], settings: settings,
        codes: ServiceCodes(slugs: SmallLandscape.landscape.services.map(\.slug), uuid: stableUUID))
}

/// The stable UUID of a name.
@Sendable public func stableUUID(_ name: String) -> String {
    Digest.uuid5(namespace: UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)), name: name).uuidString.lowercased()
}

final class BodyCollector: Sendable {
    private let collected = Mutex<[UInt8]>([])
    var bytes: [UInt8] { collected.withLock { $0 } }
    func add(_ more: ByteBuffer) { collected.withLock { $0 += more.readableBytesView } }
}

struct CollectingWriter: ResponseBodyWriter {
    let collector: BodyCollector
    mutating func write(_ buffer: ByteBuffer) async throws { collector.add(buffer) }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
