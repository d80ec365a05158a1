/// The page on its way to the person's browser: one growing buffer of UTF-8.
///
/// Everything that is not a constant of ours is escaped on its way in, so that nothing anyone typed can ever become markup.
/// There is no way to add ready-made markup except ``Trusted``, which only a literal in our own source can make, and ``Fragment``, which only
/// this builder can write.
public struct HTML: ~Copyable {
    private var bytes: [UInt8] = []

    /// - Parameter capacity: the expected size in bytes; the buffer grows by itself when the page is longer.
    public init(capacity: Int = 16_384) {
        bytes.reserveCapacity(capacity)
    }

    /// The finished page, ready to send.
    public consuming func finish() -> [UInt8] { bytes }

    /// Adds constant markup of our own.
    public mutating func trusted(_ markup: Trusted) { append(markup.literal) }

    /// Adds a part that this builder wrote before.
    mutating func append(_ fragment: Fragment) { bytes += fragment.bytes }

    /// Adds words, escaped.
    public mutating func text(_ words: String) { escape(words) }

    /// Adds an element with whatever `content` writes inside it.
    public mutating func element(
        _ tag: Tag, _ a: Attribute = .none, _ b: Attribute = .none, _ c: Attribute = .none, _ d: Attribute = .none,
        _ e: Attribute = .none, content: (inout HTML) -> Void
    ) {
        open(tag, a, b, c, d, e)
        content(&self)
        close(tag)
    }

    /// Adds an element that holds only words.
    public mutating func element(
        _ tag: Tag, text words: String, _ a: Attribute = .none, _ b: Attribute = .none, _ c: Attribute = .none,
        _ d: Attribute = .none, _ e: Attribute = .none
    ) {
        open(tag, a, b, c, d, e)
        escape(words)
        close(tag)
    }

    /// Adds an element that has no end tag, such as an input.
    public mutating func void(
        _ tag: Tag, _ a: Attribute = .none, _ b: Attribute = .none, _ c: Attribute = .none, _ d: Attribute = .none,
        _ e: Attribute = .none, _ f: Attribute = .none, _ g: Attribute = .none, _ h: Attribute = .none
    ) {
        open(tag, a, b, c, d, e, f, g, h)
    }

    /// Ends a constant start tag with one attribute that is not constant.
    mutating func attribute(_ last: Attribute) {
        write(last)
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func open(
        _ tag: Tag, _ a: Attribute, _ b: Attribute, _ c: Attribute, _ d: Attribute, _ e: Attribute,
        _ f: Attribute = .none, _ g: Attribute = .none, _ h: Attribute = .none
    ) {
        append(tag.opening)
        write(a)
        write(b)
        write(c)
        write(d)
        write(e)
        write(f)
        write(g)
        write(h)
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func close(_ tag: Tag) {
        append(tag.closing)
    }
}

extension HTML {
    private mutating func append(_ literal: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    @inline(__always)
    private mutating func write(_ attribute: Attribute) {
        if case .none = attribute.value { return }
        writeValue(attribute)
    }

    private mutating func writeValue(_ attribute: Attribute) {
        switch attribute.value {
        case .none: return
        case .constant: append(attribute.opening)
        case .literal(let names):
            append(attribute.opening)
            append(names)
            bytes.append(UInt8(ascii: "\""))
        case .words(let words): quote(attribute.opening, words)
        case .link(let target):
            guard LinkRule.allows(target) else { return }
            quote(attribute.opening, target)
        case .path(let target):
            guard LinkRule.isOurs(target) else { return }
            quote(attribute.opening, target)
        case .telephone(let number): quote(attribute.opening, number)
        }
    }

    private mutating func quote(_ opening: StaticString, _ words: String) {
        append(opening)
        escape(words)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ words: String) {
        var words = words
        words.withUTF8 { escape($0) }
    }

    private mutating func escape(_ words: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for index in words.indices where Escape.concerns(words[index]) {
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: words[start..<index]))
            if let entity = Escape.entity(words[index]) { append(entity) }
            start = index + 1
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: words[start...]))
    }
}

/// Constant markup of our own. A value can only be made from a literal in the source, never from words that come in.
public struct Trusted: Sendable {
    let literal: StaticString

    public init(_ literal: StaticString) { self.literal = literal }
}
