public import Hummingbird
public import Logging
import NIOCore

/// What travels with one request: nothing about whoever sent it. Paths, addresses and queries are never logged from here.
/// - Source: R7, R41.
public struct SiteContext: RequestContext {
    public var coreContext: CoreRequestContextStorage

    /// The connection; nil when something is answered within the process.
    let channel: (any Channel)?

    public init(source: Source) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// A context without a connection, for answering within the process.
    public init(logger: Logger) {
        coreContext = .init(source: LoggerOnly(logger: logger))
        channel = nil
    }

    /// The largest body that is read: 64 KiB.
    public var maxUploadSize: Int { 64 * 1024 }

    private struct LoggerOnly: RequestContextSource {
        let logger: Logger
    }
}
