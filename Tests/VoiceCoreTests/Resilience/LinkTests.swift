import Testing
import VoiceCore

@Suite("A link that breaks")
struct LinkTests {
  @Test func `it waits twice as long each time, and begins anew once it was up`() {
    var link = Link(.realtimeLink)
    for seconds in [1, 2, 4, 8, 16, 30, 30] {
      #expect(link.lost(link.socket, .broken, chance: UInt64(seconds) * 1_000_000) == .seconds(seconds))
      #expect(link.reopen() == link.socket)
    }
    link.opened(link.socket)
    #expect(link.lost(link.socket, .broken, chance: 1_000_000) == .seconds(1))
  }

  @Test(arguments: [Link.Loss.closed, .refused])
  func `one that the other side closed or refused isn't opened again`(_ loss: Link.Loss) {
    var link = Link(.realtimeLink)
    link.opened(1)
    #expect(link.lost(1, loss, chance: 0) == nil && link.state == .over && link.reopen() == nil)
  }

  @Test func `one that was ended on purpose isn't opened again, not even while it waits`() {
    var link = Link(.realtimeLink)
    _ = link.lost(1, .broken, chance: 0)
    link.end()
    #expect(link.reopen() == nil)
    #expect(link.lost(1, .broken, chance: 0) == nil)
  }

  @Test func `what an older socket says is old news`() {
    var link = Link(.realtimeLink)
    _ = link.lost(1, .broken, chance: 0)
    _ = link.reopen()
    link.opened(1)
    #expect(link.state == .connecting)
    #expect(link.lost(1, .broken, chance: 0) == nil && link.failures == 1)
  }

  @Test func `after its last try it is over`() {
    var link = Link(BackOff.messagingLink.limited(toTries: 2))
    #expect(link.lost(1, .broken, chance: 0) == .zero)
    _ = link.reopen()
    #expect(link.lost(2, .broken, chance: 0) == nil && link.state == .over)
  }
}
