import Simulators
import Testing

@Suite("The carrier's play buffer")
struct VirtualPlayerTests {
  @Test func `plays 8000 bytes a second, in order of arrival`() {
    var player = VirtualPlayer()
    #expect(player.play(byteCount: 8000, at: .seconds(1)) == .seconds(1))
    #expect(player.play(byteCount: 160, at: .milliseconds(1500)) == .seconds(2))
    #expect(player.endsAt == .milliseconds(2020))
    #expect(!player.isIdle(at: .milliseconds(2019)))
    #expect(player.isIdle(at: .milliseconds(2020)))
  }

  @Test func `begins anew after a pause`() {
    var player = VirtualPlayer()
    _ = player.play(byteCount: 160, at: .zero)
    #expect(player.play(byteCount: 160, at: .seconds(5)) == .seconds(5))
    #expect(player.endsAt == .milliseconds(5020))
  }

  @Test func `returns a mark when all before it has been played, and not sooner`() {
    var player = VirtualPlayer()
    _ = player.play(byteCount: 800, at: .zero)
    player.mark("a", at: .zero)
    player.mark("b", at: .zero)
    _ = player.play(byteCount: 800, at: .zero)
    player.mark("c", at: .zero)
    #expect(player.nextMark == .milliseconds(100))
    #expect(player.takeDueMarks(at: .milliseconds(99)) == [])
    #expect(player.takeDueMarks(at: .milliseconds(100)) == ["a", "b"])
    #expect(player.takeDueMarks(at: .milliseconds(199)) == [])
    #expect(player.takeDueMarks(at: .milliseconds(200)) == ["c"])
    #expect(player.nextMark == nil)
  }

  @Test func `returns a mark at once when nothing is to be played`() {
    var player = VirtualPlayer()
    player.mark("a", at: .seconds(3))
    #expect(player.takeDueMarks(at: .seconds(3)) == ["a"])
  }

  @Test func `clear drops what was not played and returns every mark`() {
    var player = VirtualPlayer()
    _ = player.play(byteCount: 800, at: .zero)
    player.mark("a", at: .zero)
    _ = player.play(byteCount: 800, at: .zero)
    player.mark("b", at: .zero)
    let (dropped, marks) = player.clear(at: .milliseconds(50))
    #expect(dropped == 1200)
    #expect(marks == ["a", "b"])
    #expect(player.isIdle(at: .milliseconds(50)))
    #expect(player.play(byteCount: 160, at: .milliseconds(60)) == .milliseconds(60))
  }

  @Test func `clear of an empty buffer drops nothing`() {
    var player = VirtualPlayer()
    _ = player.play(byteCount: 160, at: .zero)
    let (dropped, marks) = player.clear(at: .seconds(1))
    #expect(dropped == 0)
    #expect(marks == [])
  }
}
