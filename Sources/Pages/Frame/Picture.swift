/// The open door, drawn without words or letters.
public enum Picture {
    /// The picture in the browser's tab: a plain arch that says nothing.
    public static let favicon: StaticString = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#0b5560" d="M5 30V15a11 11 0 0 1 22 0v15z"/>\
        <path fill="#f6e7cf" d="M11 30V16a5 5 0 0 1 10 0v14z"/></svg>
        """

    /// The small arch beside the name.
    static let arch = Trusted(
        """
        <svg aria-hidden="true" focusable="false" width="20" height="24" viewBox="0 0 20 24"><path fill="currentColor" \
        d="M0 24V10a10 10 0 0 1 20 0v14h-5V10.5a5 5 0 0 0-10 0V24z"/></svg>
        """)

    /// The door that stands open, with light falling out of it.
    static let door = Trusted(
        """
        <svg class="door" aria-hidden="true" focusable="false" viewBox="0 0 120 128"><path fill="#efd5a0" d="M36 108V50a28 28 0 0 1 56 0v58l22 20H44z"/>\
        <path fill="none" stroke="#51808a" stroke-width="5" d="M33.5 108V50a30.5 30.5 0 0 1 61 0v58"/>\
        <path fill="#0b5560" d="M36 108V50c0-15-5-27-12-26S10 39 10 58v70z"/><circle cx="16" cy="86" r="2.5" fill="#efd5a0"/></svg>
        """)
}
