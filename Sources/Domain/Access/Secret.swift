/// Key material that cannot print itself: keys, seeds, tokens, peppers.
///
/// Swift cannot promise that copies of these bytes are wiped from memory; that residue is written down in the threat model.
/// - Source: security 6.8, 2.12.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The bytes themselves. Only the vault and the place where secrets are read from disk may ask for them.
    public let exposed: [UInt8]

    public init(_ bytes: [UInt8]) { exposed = bytes }

    public var description: String { "[secret]" }
    public var debugDescription: String { "[secret]" }
    public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}

/// What somebody said or is called, on its way between the person and the seal. It cannot print itself.
public struct Confidential<Value: Sendable>: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The value itself; asked for only where it is sealed or shown to whoever may see it.
    public let revealed: Value

    public init(_ value: Value) { revealed = value }

    public var description: String { "[confidential]" }
    public var debugDescription: String { "[confidential]" }
    public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}

extension Confidential: Equatable where Value: Equatable {}

/// Bytes that nobody without the key can read. `Content` says what was sealed, so that a sealed message is never taken for a sealed key.
public struct Sealed<Content>: Sendable, Hashable {
    public let bytes: [UInt8]

    public init(bytes: [UInt8]) { self.bytes = bytes }
}

/// Where unpredictable numbers come from; handed in, so that nothing else makes chance.
public protocol Chance: Sendable {
    /// Unpredictable bytes from the operating system.
    func bytes(_ count: Int) -> [UInt8]
}
