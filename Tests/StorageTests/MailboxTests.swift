import Dispatch
import Testing

@testable import Storage

@Suite("A mailbox")
struct MailboxTests {
    @Test("gives out everything, once and in order")
    func order() {
        let mailbox = Mailbox<Int>(bound: 100)
        for number in 0..<10 { #expect(mailbox.put(number)) }
        #expect(mailbox.takeAll(upTo: 4) == [0, 1, 2, 3])
        #expect(mailbox.put(10))
        #expect(mailbox.takeAll(upTo: 512) == [4, 5, 6, 7, 8, 9, 10])
        mailbox.close()
        #expect(mailbox.takeAll(upTo: 512) == nil)
    }

    @Test("in which nothing comes has nothing for whoever waits no longer, and ends when it is closed")
    func nobody() {
        let mailbox = Mailbox<Int>(bound: 1)
        #expect(mailbox.takeAll(upTo: 512, patience: .milliseconds(1)) == [])
        #expect(mailbox.put(1) && !mailbox.put(2))
        mailbox.close()
        #expect(mailbox.takeAll(upTo: 512) == [1])
        #expect(mailbox.takeAll(upTo: 512) == nil)
    }
}
