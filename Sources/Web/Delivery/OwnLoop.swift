import Hummingbird
import NIOCore

/// Answers a request on the thread of its connection, also after it waited for a database: whoever wrote or read comes back there at once, and the
/// answer need not change threads once more on its way out. Only where something is waited for: a page that asks nothing has no use for it.
/// - Source: decision 0054.
struct OwnLoop: RouterMiddleware {
    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        guard request.method == .post || request.headers[.cookie] != nil, let loop = context.channel?.eventLoop else {
            return try await next(request, context)
        }
        return try await withTaskExecutorPreference(LoopExecutor(loop)) { try await next(request, context) }
    }
}

// Tasks are run one after another by the thread that serves a connection.
private final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop
    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
