// Elements that only the workbench uses. Tables name their roles, so that they stay tables when a narrow screen lays them out as blocks.
extension Tag {
    static var aside: Tag { Tag(opening: "<aside", closing: "</aside>") }
    static var table: Tag { Tag(opening: "<table role=\"table\"", closing: "</table>") }
    static var caption: Tag { Tag(opening: "<caption", closing: "</caption>") }
    static var tableHead: Tag { Tag(opening: "<thead role=\"rowgroup\"", closing: "</thead>") }
    static var tableBody: Tag { Tag(opening: "<tbody role=\"rowgroup\"", closing: "</tbody>") }
    static var row: Tag { Tag(opening: "<tr role=\"row\"", closing: "</tr>") }
    static var columnHead: Tag { Tag(opening: "<th role=\"columnheader\" scope=\"col\"", closing: "</th>") }
    static var rowHead: Tag { Tag(opening: "<th role=\"rowheader\" scope=\"row\"", closing: "</th>") }
    static var cell: Tag { Tag(opening: "<td role=\"cell\"", closing: "</td>") }
    static var key: Tag { Tag(opening: "<kbd", closing: "</kbd>") }

    /// A small patch of a look, beside the words that say what it means.
    static var sample: Tag { Tag(opening: "<i", closing: "</i>") }

    /// The link to where the worker already is.
    static var linkHere: Tag { Tag(opening: "<a aria-current=\"page\"", closing: "</a>") }
    /// What is added to it is read out, politely; who has no mouse scrolls it with the keyboard.
    static var log: Tag { Tag(opening: "<div role=\"log\" tabindex=\"0\"", closing: "</div>") }
    /// Words the script shows when they become true.
    static var later: Tag { Tag(opening: "<p hidden", closing: "</p>") }

    /// A part that the script shows when it is time.
    static var laterPart: Tag { Tag(opening: "<div hidden", closing: "</div>") }
    /// The foot of the page, where only the script makes it of use.
    static var laterFoot: Tag { Tag(opening: "<footer hidden", closing: "</footer>") }

    // A worker's own keeper of passphrases may fill these in: it writes longer ones than people do.
    static var loginInput: Tag {
        Tag(opening: "<input type=\"text\" autocomplete=\"username\" autocapitalize=\"off\" spellcheck=\"false\"", closing: "")
    }
    static var passphraseInput: Tag { Tag(opening: "<input type=\"password\" autocomplete=\"current-password\"", closing: "") }
    static var newPassphraseInput: Tag { Tag(opening: "<input type=\"password\" autocomplete=\"new-password\"", closing: "") }
    static var factorInput: Tag { Tag(opening: "<input type=\"text\" inputmode=\"numeric\" autocomplete=\"one-time-code\"", closing: "") }

    /// The page asks for itself again after half a minute.
    static var refreshing: Tag { Tag(opening: "<meta http-equiv=\"refresh\" content=\"30\"", closing: "") }
    /// Where the page hears of what is new.
    static var liveSource: Tag { Tag(opening: "<link rel=\"alternate\" type=\"text/event-stream\"", closing: "") }
    static var styleLink: Tag { Tag(opening: "<link rel=\"stylesheet\"", closing: "") }
    static var iconLink: Tag { Tag(opening: "<link rel=\"icon\" type=\"image/svg+xml\"", closing: "") }
}
