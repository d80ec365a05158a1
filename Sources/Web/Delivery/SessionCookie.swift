import HTTPTypes
import Hummingbird

/// The one cookie there is, and only after somebody wrote, entered a code, or entered as a worker.
/// - Source: security 2.8, 6.5; ASVS 5.0 3.3.
enum SessionCookie: Sendable {
    case person
    case worker

    // Without TLS, in a demonstration on a local address, a browser refuses the prefix.
    func name(_ isDemonstration: Bool) -> String {
        let plain = self == .person ? "s" : "w"
        return isDemonstration ? plain : "__Host-" + plain
    }

    /// What the browser holds, or nil.
    func value(_ request: Request, _ isDemonstration: Bool) -> String? {
        let name = name(isDemonstration)
        for field in request.headers[values: .cookie] {
            // Byte by byte: to a text, some other signs are the same as a semicolon.
            for pair in field.utf8.split(separator: UInt8(ascii: ";")) {
                let pair = pair.drop { $0 == UInt8(ascii: " ") }
                guard let end = pair.firstIndex(of: UInt8(ascii: "=")), pair[..<end].elementsEqual(name.utf8) else { continue }
                let value = pair[pair.index(after: end)...]
                if value.count <= 128 { return String(decoding: value, as: UTF8.self) }
            }
        }
        return nil
    }

    /// Header that gives the browser its session; it ends with the browser, and long before on the server.
    func setting(_ value: String, _ isDemonstration: Bool) -> String {
        "\(name(isDemonstration))=\(value); Path=/; HttpOnly; SameSite=Strict" + (isDemonstration ? "" : "; Secure")
    }

    /// Header that takes it away.
    func clearing(_ isDemonstration: Bool) -> String { setting("", isDemonstration) + "; Max-Age=0" }
}
