import Domain
import Pages
import Wording

extension Visit {
    /// Everything around the content of a page: the way out, the name, the other language, the foot.
    /// - Parameters:
    ///   - tab: neutral title.
    ///   - address: the page, to find it in the other language; nil when it has none there.
    func frame(_ tab: String, at address: Address?) -> PageFrame {
        let brand = site.settings.brand[language] ?? site.settings.brand.values.first ?? ""
        var exit = ExitControls(text: text("nav.exit"), action: Address.exit, target: site.settings.exitURL)
        exit.keys = .init(help: text("exit.keys_help"), first: text("exit.keys_first"), second: text("exit.keys_second"))
        return PageFrame(
            language: PageLanguage(language, isRightToLeft: Self.rightToLeft.contains(String(language.prefix { $0 != "-" }))),
            tab: tab,
            header: .init(brand: brand, home: path(.home), skip: text("nav.skip"), otherLanguage: otherLanguage(address ?? .home)),
            exit: exit,
            footer: shelf.footer)
    }

    private static let rightToLeft: Set<String> = ["ar", "fa", "he", "ku", "ps", "ur"]

    private func otherLanguage(_ address: Address) -> PageFrame.OtherLanguage? {
        guard let other = site.settings.languages.first(where: { $0 != language }), site.wording[other] != nil else { return nil }
        return .init(text("nav.language_\(other)"), to: address.path(other), tag: other)
    }

    var plainFooter: PageFrame.Footer {
        var links = ["protection", "read-along", "accessibility", "about"].compactMap { id -> Link? in
            guard let article = article(id) else { return nil }
            let key =
                ["protection": "protection", "read-along": "read_along", "accessibility": "accessibility", "about": "about"][id] ?? id
            return Link(text("footer.\(key)"), to: path(.article(article.path)))
        }
        links.insert(Link(text("nav.directory"), to: path(.directory)), at: 0)
        links.insert(Link(text("nav.read"), to: path(.readingList)), at: 1)
        return .init(label: text("footer.label"), links: links, note: hasUncalledNumbers ? text("footer.numbers_note") : nil)
    }

    private var hasUncalledNumbers: Bool {
        site.landscape.services.contains { $0.contact.phones.contains { $0.verifiedLiveOn == nil } }
    }
}
