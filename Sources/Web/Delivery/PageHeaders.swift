import HTTPTypes
import Pages

/// The headers of every page and every part of a page.
/// - Source: security 6.1; ASVS 5.0 chapter 3.4.
struct PageHeaders: Sendable {
    /// For pages: nothing is kept, nothing from elsewhere, nothing leaks.
    let page: HTTPFields
    /// For files that somebody put in a dossier: nothing in them is shown or run, and nothing is kept.
    let file: HTTPFields
    /// For lines that stay open.
    let events: HTTPFields
    /// For pages that are the same for everybody.
    let shared: HTTPFields
    /// The same, compressed.
    let compressed: HTTPFields
    /// For the exit: cookies and storage go, the cache stays, because clearing it holds Chromium up for seconds.
    let exit: HTTPFields
    private let base: HTTPFields

    /// - Parameters:
    ///   - styleHash: SHA-256 in base 64 of the one style that stands in the page.
    ///   - exitURL: where the exit leads; forms may be sent on to that origin only.
    init(styleHash: String, exitURL: String, isDemonstration: Bool) {
        var base = HTTPFields()
        base[.xContentTypeOptions] = "nosniff"
        base[HTTPField.Name("Referrer-Policy")!] = "no-referrer"
        base[HTTPField.Name("Cross-Origin-Opener-Policy")!] = "same-origin"
        base[HTTPField.Name("Cross-Origin-Embedder-Policy")!] = "require-corp"
        base[HTTPField.Name("Cross-Origin-Resource-Policy")!] = "same-origin"
        base[HTTPField.Name("Origin-Agent-Cluster")!] = "?1"
        base[HTTPField.Name("X-Frame-Options")!] = "DENY"
        base[HTTPField.Name("X-DNS-Prefetch-Control")!] = "off"
        base[HTTPField.Name("Permissions-Policy")!] =
            "camera=(), microphone=(), geolocation=(), display-capture=(), browsing-topics=(), interest-cohort=(), clipboard-read=(), payment=(), usb=(), fullscreen=()"
        if !isDemonstration { base[.strictTransportSecurity] = "max-age=63072000; includeSubDomains; preload" }
        let origin = exitURL.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).prefix(3).joined(separator: "/")
        let policy =
            "default-src 'none'; style-src 'self' 'sha256-\(styleHash)'; img-src 'self'; font-src 'none'; script-src 'self'; connect-src 'self'; "
            + "form-action 'self' \(origin); frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; "
            + "require-trusted-types-for 'script'" + (isDemonstration ? "" : "; upgrade-insecure-requests")
        base[.contentSecurityPolicy] = policy
        var page = base
        page[.contentType] = "text/html; charset=utf-8"
        page[.cacheControl] = "no-store, max-age=0"
        page[.pragma] = "no-cache"
        var file = page
        file[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'; sandbox"
        self.file = file
        var exit = base
        exit[.cacheControl] = "no-store, max-age=0"
        exit[HTTPField.Name("Clear-Site-Data")!] = "\"cookies\", \"storage\""
        exit[.location] = exitURL
        self.base = base
        self.page = page
        var events = page
        events[.contentType] = "text/event-stream"
        events[HTTPField.Name("X-Accel-Buffering")!] = "no"
        self.events = events
        var shared = page
        shared[.vary] = "Accept-Encoding"
        self.shared = shared
        shared[.contentEncoding] = "gzip"
        compressed = shared
        self.exit = exit
    }

    /// For parts that are the same for everybody.
    /// - Parameter isVersioned: whether the address changes with the content, so that it may be kept for ever.
    func asset(_ type: String, isVersioned: Bool) -> HTTPFields {
        var fields = base
        fields[.contentType] = type
        fields[.cacheControl] = isVersioned ? "public, max-age=31536000, immutable" : "public, max-age=600"
        return fields
    }
}

extension HTTPField.Name {
    fileprivate static let pragma = HTTPField.Name("Pragma")!
}
