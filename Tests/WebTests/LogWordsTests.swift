import Catalogue
import Domain
import TestKit
import Testing
import Wording

@Suite("The log in words")
struct LogWordsTests {
    @Test("has words of its own for everything that can stand in it, in every language", arguments: AuditEntry.Kind.allCases)
    func everyKind(_ kind: AuditEntry.Kind) throws {
        for (language, wording) in try RealContent.get().wording {
            #expect(wording.has("work.log.of." + kind.rawValue), "\(language)")
        }
    }

    @Test("says to the person what was done with what is theirs, and never only that it was something")
    func toThePerson() throws {
        // What is about no dossier, and what is there no more for anybody to look at.
        let others = ["worker.", "roster.", "team.", "partner.", "feedback.", "backup.", "log.started", "dossier.e"]
        for kind in AuditEntry.Kind.allCases where !others.contains(where: kind.rawValue.hasPrefix) {
            let key = "mine.looked.what." + kind.rawValue.replacing(".", with: "_")
            for (language, wording) in try RealContent.get().wording { #expect(wording.has(key), "\(language) \(key)") }
        }
    }
}
