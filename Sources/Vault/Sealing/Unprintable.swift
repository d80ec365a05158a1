/// Something that opens what people entrusted, and cannot print itself.
/// - Source: security 2.12.
public protocol Unprintable: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Unprintable {
    public var description: String { "[key]" }
    public var debugDescription: String { "[key]" }
    public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}
