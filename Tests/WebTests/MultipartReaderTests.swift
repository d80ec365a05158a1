import TestKit
import Testing

@testable import Web

@Suite("A form with a file in it", .tags(.R7))
struct MultipartReaderTests {
    private static let boundary = "----WebKitFormBoundary7MA4YWxk"
    private static let type = "multipart/form-data; boundary=" + boundary

    private static func part(_ disposition: String, _ content: [UInt8]) -> [UInt8] {
        Array("--\(boundary)\r\nContent-Disposition: form-data; \(disposition)\r\n\r\n".utf8) + content + Array("\r\n".utf8)
    }

    static func body(_ content: [UInt8], name: String = "foto.jpg") -> [UInt8] {
        part("name=\"ticket\"", Array("slip".utf8)) + part("name=\"s\"", Array("all".utf8))
            + Array(
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"b\"; filename=\"\(name)\"\r\nContent-Type: image/jpeg\r\n\r\n".utf8
            )
            + content + Array("\r\n--\(boundary)--\r\n".utf8)
    }

    private func read(_ bytes: [UInt8], step: Int, type: String = type) throws -> [MultipartReader.Event] {
        var reader = try #require(MultipartReader(contentType: type, mostText: 10_000))
        var events: [MultipartReader.Event] = []
        for start in stride(from: 0, to: bytes.count, by: step) {
            for event in try reader.take(Array(bytes[start..<min(start + step, bytes.count)])) {
                // The pieces in which a file comes say nothing.
                if case .bytes(let more) = event, case .bytes(let before)? = events.last {
                    events[events.count - 1] = .bytes(before + more)
                } else {
                    events.append(event)
                }
            }
        }
        guard reader.isComplete else { throw MultipartReader.Refusal.unreadable }
        return events
    }

    @Test("is read in whatever pieces it comes", arguments: [1, 3, 61, 1000, 100_000])
    func pieces(_ step: Int) throws {
        let almost = Array("\r\n--\(Self.boundary.dropLast())x\r\n\r\n--".utf8)
        for content in [[], [13], [13, 10], Array("één\r\n".utf8), almost + [0, 255] + almost] {
            let events = try read(Self.body(content), step: step)
            let expected: [MultipartReader.Event] =
                [.field(name: "ticket", value: "slip"), .field(name: "s", value: "all"), .file(name: "foto.jpg")]
                + (content.isEmpty ? [] : [.bytes(content)]) + [.fileEnd]
            #expect(events == expected)
        }
    }

    @Test(
        "gives the name as a browser wrote it",
        arguments: [("één%22twee%22.png", "één\"twee\".png"), ("C:\\map\\x.jpg", "C:\\map\\x.jpg"), ("", "")])
    func names(_ sent: String, _ read: String) throws {
        let events = try self.read(Self.body([1], name: sent), step: 50)
        #expect(events.contains(.file(name: read)))
    }

    @Test("is refused when it is no such form, ends too early, holds two files, too many fields or too much text")
    func refused() {
        for type in [
            nil, "", "multipart/form-data", "multipart/form-data; boundary=", "text/plain; boundary=x", "multipart/mixed; boundary=x",
        ] {
            #expect(MultipartReader(contentType: type, mostText: 100) == nil)
        }
        #expect(MultipartReader(contentType: "multipart/form-data; boundary=\"a b\"", mostText: 100) == nil)
        let whole = Self.body([1, 2, 3])
        for end in 0..<whole.count - 4 { #expect(throws: (any Error).self) { _ = try read(Array(whole[..<end]), step: 40) } }
        let file = Self.part("name=\"b\"; filename=\"x\"", [1])
        #expect(throws: (any Error).self) { _ = try read(file + whole, step: 40) }
        let many = (0..<17).flatMap { Self.part("name=\"f\($0)\"", [65]) }
        #expect(throws: (any Error).self) { _ = try read(many + whole, step: 40) }
        let long = Self.part("name=\"m\"", [UInt8](repeating: 65, count: 10_001))
        #expect(throws: (any Error).self) { _ = try read(long + whole, step: 400) }
        #expect(throws: (any Error).self) { _ = try read(Self.part("name=\"m\"", [0]) + whole, step: 40) }
        #expect(throws: (any Error).self) { _ = try read([UInt8](repeating: 65, count: 5000) + whole, step: 400) }
        #expect(throws: (any Error).self) { _ = try read(Array("--\(Self.boundary)\r\nX: y\r\n\r\nz\r\n".utf8) + whole, step: 40) }
    }

    @Test("changed in any way never crashes, holds little, and reads the same in whatever pieces it comes")
    func fuzzed() {
        var mutator = Mutator(503)
        let sample = Self.body(Array("\r\n--".utf8) + [UInt8](repeating: 7, count: 300))
        for _ in 0..<Fuzz.count(2000) {
            let bytes = mutator.bytes(near: sample, or: sample)
            let one = try? read(bytes, step: mutator.pick([1, 7, 50, 10_000]))
            #expect(one == (try? read(bytes, step: 33)))
        }
    }
}
