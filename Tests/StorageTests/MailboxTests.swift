import Dispatch
import Testing

@testable import Storage

@Suite("A mailbox")
struct MailboxTests {
    @Test("gives out everything, once and in order, however many came together before", arguments: [1, 8, 500])
    func order(_ crowd: Int) {
        let mailbox = Mailbox<Int>(bound: 100)
        for number in 0..<10 { #expect(mailbox.put(number)) }
        #expect(mailbox.takeAll(upTo: 4, crowd: crowd) == [0, 1, 2, 3])
        #expect(mailbox.put(10))
        #expect(mailbox.takeAll(upTo: 512, crowd: crowd) == [4, 5, 6, 7, 8, 9, 10])
        mailbox.close()
        #expect(mailbox.takeAll(upTo: 512, crowd: crowd) == nil)
    }

    @Test("of which somebody waits for a crowd has nothing when nobody comes, and ends when it is closed")
    func nobody() {
        let mailbox = Mailbox<Int>(bound: 1)
        #expect(mailbox.takeAll(upTo: 512, patience: .milliseconds(1), crowd: 500) == [])
        #expect(mailbox.put(1) && !mailbox.put(2))
        mailbox.close()
        #expect(mailbox.takeAll(upTo: 512, crowd: 500) == [1])
        #expect(mailbox.takeAll(upTo: 512, crowd: 500) == nil)
    }
}
