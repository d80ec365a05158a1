import HummingbirdCore
import NIOCore
import NIOHTTP1

/// Stands first on a connection that is a line from now on, and keeps it open when the framework has let go of it: what it held for the next
/// request on this connection is given back. It lives on the event loop of its connection.
/// - Source: RFC 9112, 7.1 (chunks).
final class LineHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Called when there is nobody at the other end any more.
    var ended: (() -> Void)?
    private var context: ChannelHandlerContext?

    /// Takes a connection over on which the head of an answer was written, without a length and so in chunks.
    /// - Throws: when the connection is closed.
    static func take(over channel: any Channel) throws -> LineHandler {
        let (pipeline, handler) = (channel.pipeline.syncOperations, LineHandler())
        try pipeline.addHandler(handler, position: .first)
        if let decoder = try? pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self) {
            pipeline.removeHandler(decoder, promise: nil)
        }
        if let encoder = try? pipeline.handler(type: HTTPResponseEncoder.self) { pipeline.removeHandler(encoder, promise: nil) }
        if let timer = try? pipeline.handler(type: HTTPConnectionStateHandler.self) { pipeline.removeHandler(timer, promise: nil) }
        handler.context?.read()
        return handler
    }

    /// - Returns: when the operating system has it.
    /// - Throws: `ChannelError.ioOnClosedChannel` when there is nobody any more.
    func write(_ bytes: ByteBuffer) throws -> EventLoopFuture<Void> {
        guard let context else { throw ChannelError.ioOnClosedChannel }
        context.write(wrapOutboundOut(ByteBuffer(string: String(bytes.readableBytes, radix: 16) + "\r\n")), promise: nil)
        context.write(wrapOutboundOut(bytes), promise: nil)
        return context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "\r\n")))
    }

    /// Ends the answer and the connection.
    func finish() {
        guard let context else { return }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "0\r\n\r\n")), promise: nil)
        context.close(promise: nil)
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        ended?()
        ended = nil
    }

    // Nothing is asked on a line: what comes in after its request is not for anybody.
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func channelReadComplete(context: ChannelHandlerContext) { context.read() }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        // Gone, or the site stops.
        case ChannelEvent.inputClosed, is ChannelShouldQuiesceEvent: finish()
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    // The framework has let go of the connection and closes it; the line stays.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) { promise?.succeed() }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) { promise?.succeed() }
}
