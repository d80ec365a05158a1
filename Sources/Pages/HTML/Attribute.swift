/// A property of an element. The set is closed: no event handlers, no inline style, no place outside this site to load from.
public struct Attribute: Sendable {
    enum Value: Sendable {
        case none
        case constant
        case literal(StaticString)
        case words(String)
        case link(String)
        case path(String)
        case telephone(String)
    }

    /// Everything up to and including the opening quote, or the whole attribute if it is constant.
    let opening: StaticString
    let value: Value

    private init(_ opening: StaticString, _ value: Value) {
        self.opening = opening
        self.value = value
    }

    /// No attribute at all.
    public static var none: Attribute { Attribute("", .none) }

    /// The attribute if the condition holds, nothing otherwise.
    public static func when(_ condition: Bool, _ attribute: Attribute) -> Attribute {
        condition ? attribute : .none
    }
}

// What carries words or an address.
extension Attribute {
    /// Where a link leads: a path here, or a `https:`, `tel:`, `sms:`, `mailto:` address. Anything else is left out.
    public static func href(_ target: String) -> Attribute { Attribute(" href=\"", .link(target)) }
    /// Where a form goes: a path on this site. Anything else is left out.
    public static func action(_ path: String) -> Attribute { Attribute(" action=\"", .path(path)) }
    /// Where a script of ours stands: a path on this site.
    public static func src(_ path: String) -> Attribute { Attribute(" src=\"", .path(path)) }
    /// A number to call; only its digits, and a plus sign, are kept.
    public static func call(_ number: String) -> Attribute {
        Attribute(" href=\"tel:", .telephone(number.filter { $0 == "+" || ("0"..."9").contains($0) }))
    }
    public static func id(_ id: String) -> Attribute { Attribute(" id=\"", .words(id)) }
    public static func name(_ name: String) -> Attribute { Attribute(" name=\"", .words(name)) }
    public static func value(_ value: String) -> Attribute { Attribute(" value=\"", .words(value)) }
    public static func `for`(_ id: String) -> Attribute { Attribute(" for=\"", .words(id)) }
    /// The form to which a button belongs that stands outside it.
    static func of(_ form: String) -> Attribute { Attribute(" form=\"", .words(form)) }
    public static func lang(_ tag: String) -> Attribute { Attribute(" lang=\"", .words(tag)) }
    public static func hreflang(_ tag: String) -> Attribute { Attribute(" hreflang=\"", .words(tag)) }
    public static func label(_ words: String) -> Attribute { Attribute(" aria-label=\"", .words(words)) }
    public static func labelled(by id: String) -> Attribute { Attribute(" aria-labelledby=\"", .words(id)) }
    public static func described(by ids: String) -> Attribute { Attribute(" aria-describedby=\"", .words(ids)) }
    public static func maxlength(_ count: Int) -> Attribute { Attribute(" maxlength=\"", .words(String(count))) }
    /// Where the script leads when someone leaves fast.
    static func exitTarget(_ address: String) -> Attribute { Attribute(" data-to=\"", .link(address)) }
    static func firstPress(_ words: String) -> Attribute { Attribute(" data-1=\"", .words(words)) }
    static func secondPress(_ words: String) -> Attribute { Attribute(" data-2=\"", .words(words)) }
    /// What the script says in this place when it is time.
    static func live(_ path: String) -> Attribute { Attribute(" data-live=\"", .path(path)) }
    static func count(_ count: Int) -> Attribute { Attribute(" data-count=\"", .words(String(count))) }
    /// Which offer it is, and how many seconds it lasts.
    static func offered(_ name: String) -> Attribute { Attribute(" data-offer=\"", .words(name)) }
    static func left(_ seconds: Int) -> Attribute { Attribute(" data-left=\"", .words(String(seconds))) }
    static func spoken(_ words: String) -> Attribute { Attribute(" data-say=\"", .words(words)) }
    /// How it looks, and how many shares of its row it takes: 1 to 50.
    static func share(_ count: Int, _ look: StaticString) -> Attribute { Attribute(" class=\"", .words("n\(count) \(look)")) }
    /// What a button puts in the answer.
    static func put(_ words: String) -> Attribute { Attribute(" data-put=\"", .words(words)) }
    /// The page asks for itself again, by a path on this site.
    static func again(_ again: PageFrame.Manner.Again) -> Attribute {
        guard LinkRule.isOurs(again.path) else { return .none }
        return Attribute(" http-equiv=\"refresh\" content=\"", .words("\(again.seconds);url=\(again.path)"))
    }
    /// For long texts: so many lines, in the direction of what is typed, and as little remembered as ``unremembered``.
    static func unrememberedRows(_ count: Int) -> Attribute {
        Attribute(
            """
             dir="auto" autocomplete="off" spellcheck="false" autocorrect="off" autocapitalize="off" \
            data-lpignore="true" data-1p-ignore maxlength="430000" rows="
            """, .words(String(count)))
    }
}

// What is constant.
extension Attribute {
    public static var checked: Attribute { Attribute(" checked", .constant) }
    public static var selected: Attribute { Attribute(" selected", .constant) }
    public static var opened: Attribute { Attribute(" open", .constant) }
    public static var deferred: Attribute { Attribute(" defer", .constant) }
    public static var novalidate: Attribute { Attribute(" novalidate", .constant) }
    public static var invalid: Attribute { Attribute(" aria-invalid=\"true\"", .constant) }
    public static var post: Attribute { Attribute(" method=\"post\"", .constant) }
    /// A form with a file in it.
    static var multipart: Attribute { Attribute(" enctype=\"multipart/form-data\"", .constant) }
    /// What a browser offers to choose from; what comes is looked at all the same.
    static func accept(_ kinds: StaticString) -> Attribute { Attribute(" accept=\"", .literal(kinds)) }
    public static var leftToRight: Attribute { Attribute(" dir=\"ltr\"", .constant) }
    public static var rightToLeft: Attribute { Attribute(" dir=\"rtl\"", .constant) }
    /// Read in the direction of its own first letter, whatever the page's direction.
    public static var ownDirection: Attribute { Attribute(" dir=\"auto\"", .constant) }
    /// Left as it is when a browser translates the page.
    public static var untranslated: Attribute { Attribute(" translate=\"no\"", .constant) }
    /// Leads away from here without telling the other site where the person came from.
    public static var away: Attribute { Attribute(" rel=\"noreferrer noopener\"", .constant) }
    /// Opens beside what is being typed, which stays.
    static var newTab: Attribute { Attribute(" target=\"_blank\" rel=\"noopener\"", .constant) }
    /// Takes the focus when the page opens, so that a screen reader starts there.
    public static var focused: Attribute { Attribute(" tabindex=\"-1\" autofocus", .constant) }
    /// Where one goes on typing when the page opens.
    static var cursor: Attribute { Attribute(" autofocus", .constant) }
    public static var focusable: Attribute { Attribute(" tabindex=\"-1\"", .constant) }
    /// Changes are read out, politely.
    public static var status: Attribute { Attribute(" role=\"status\"", .constant) }
    public static var group: Attribute { Attribute(" role=\"group\"", .constant) }
    /// A picture of what is said in words beside it.
    public static var unspoken: Attribute { Attribute(" aria-hidden=\"true\"", .constant) }
    public static var digits: Attribute { Attribute(" inputmode=\"numeric\"", .constant) }
    /// Keeps the browser from remembering, correcting or sending away what is typed.
    public static var unremembered: Attribute {
        Attribute(
            """
             autocomplete="off" spellcheck="false" autocorrect="off" autocapitalize="off" \
            data-lpignore="true" data-1p-ignore
            """, .constant)
    }

    /// One or more classes of the stylesheet.
    public static func `class`(_ names: StaticString) -> Attribute { Attribute(" class=\"", .literal(names)) }
    /// The kind of an input or a button.
    public static func type(_ kind: StaticString) -> Attribute { Attribute(" type=\"", .literal(kind)) }
}
