import HTTPTypes

/// Why a request was not answered as asked, in a shape that every client knows.
/// - Source: RFC 9457; NL API Design Rules 2.2 `/core/error-handling/problem-details`, `invalid-input` and `all-errors`.
public struct Problem: Error, Sendable {
    /// One thing that is wrong.
    public struct Detail: Sendable, Hashable {
        /// Where in the body, as a JSON pointer such as `#/situation/age`; nil when it is not in the body.
        public let pointer: String?
        /// Which query parameter; nil when it is in none.
        public let parameter: String?
        public let detail: String

        /// Something wrong in the body.
        public init(pointer: String, _ detail: String) {
            self.pointer = pointer
            parameter = nil
            self.detail = detail
        }

        /// Something wrong in a query parameter.
        public init(parameter: String, _ detail: String) {
            pointer = nil
            self.parameter = parameter
            self.detail = detail
        }
    }

    public let status: HTTPResponse.Status
    public let detail: String
    public var errors: [Detail] = []
    /// The methods that the address has, for 405.
    public var allow: [HTTPRequest.Method] = []

    public init(_ status: HTTPResponse.Status, _ detail: String, errors: [Detail] = [], allow: [HTTPRequest.Method] = []) {
        self.status = status
        self.detail = detail
        self.errors = errors
        self.allow = allow
    }

    /// Everything that is wrong with what was sent, together.
    public static func invalid(_ errors: [Detail]) -> Problem {
        Problem(.badRequest, errors.count == 1 ? "The request has an error." : "The request has \(errors.count) errors.", errors: errors)
    }

    /// There is nothing at this address.
    public static let notFound = Problem(.notFound, "There is nothing at this address.")

    /// Something broke here; only the number by which it can be found is told.
    public static func failure(reference: String) -> Problem {
        Problem(.internalServerError, "Something went wrong on our side. Reference: \(reference).")
    }

    public var json: JSON {
        let base: JSON = [
            "type": "about:blank", "title": .string(status.reasonPhrase), "status": .number(status.code), "detail": .string(detail),
        ]
        return errors.isEmpty ? base : base.with(["errors": .array(errors.map(\.json))])
    }

    /// A JSON pointer, as a fragment, from the names that lead to a place.
    public static func pointer(_ names: String...) -> String {
        "#" + names.map { "/" + fragment($0) }.joined()
    }

    // '~' and '/' mean something in a pointer, and a fragment takes few other signs.
    private static func fragment(_ name: String) -> String {
        var text = ""
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "~"): text += "~0"
            case UInt8(ascii: "/"): text += "~1"
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }
}

extension Problem.Detail {
    var json: JSON {
        JSON.object([("pointer", .optional(pointer)), ("parameter", .optional(parameter)), ("detail", .string(detail))]).withoutGaps
    }
}
