import Sealing
import Testing
import VoiceCore

@Suite("Tags of addresses")
struct DailyAddressTagsTests {
  static let midnight: Int64 = 1_767_225_600_000_000
  let clock = HandClock(at: Timestamp(microseconds: midnight + 12 * 3_600_000_000))

  private func address(_ text: String) throws -> NetworkAddress { try #require(NetworkAddress(text)) }

  @Test func `one client has one tag all day, in every spelling of its address`() throws {
    let tags = DailyAddressTags(time: clock)
    let v4 = tags.tags(of: try address("192.0.2.7"))
    #expect(v4 == tags.tags(of: try address("::ffff:192.0.2.7")))
    #expect(v4 == tags.tags(of: try address("::FFFF:C000:207")))
    let v6 = tags.tags(of: try address("2001:db8:1:2::1"))
    #expect(v6 == tags.tags(of: try address("2001:0DB8:0001:0002:ffff:ffff:ffff:ffff")))
    clock.set(Timestamp(microseconds: Self.midnight + 86_399_999_999))
    #expect(tags.tags(of: try address("192.0.2.7")) == v4)
  }

  @Test func `other clients have other tags`() throws {
    let tags = DailyAddressTags(time: clock)
    let all = try [
      "192.0.2.7", "192.0.2.8", "7.2.0.192", "0.0.0.0", "::", "2001:db8:1:2::1", "2001:db8:1:3::1", "c000:207::",
    ].map { tags.tags(of: try address($0)).today }
    #expect(Set(all).count == all.count)
  }

  @Test func `after midnight the tag is another, and yesterday's is told for the overlap only`() throws {
    let tags = DailyAddressTags(time: clock, overlap: .seconds(600))
    let client = try address("192.0.2.7")
    let before = tags.tags(of: client)
    #expect(before.yesterday == nil)
    clock.set(Timestamp(microseconds: Self.midnight + 86_400_000_000))
    let after = tags.tags(of: client)
    #expect(after.today != before.today)
    #expect(after.yesterday == before.today)
    clock.advance(by: .seconds(600))
    #expect(tags.tags(of: client) == AddressTags(today: after.today, yesterday: nil))
    // Even a clock that is put back doesn't bring yesterday's key back.
    clock.advance(by: .seconds(-5000))
    #expect(tags.tags(of: client) == AddressTags(today: after.today, yesterday: nil))
  }

  @Test func `a day without requests leaves no tag of the day before it`() throws {
    let tags = DailyAddressTags(time: clock)
    let client = try address("192.0.2.7")
    let before = tags.tags(of: client)
    clock.set(Timestamp(microseconds: Self.midnight + 2 * 86_400_000_000))
    let after = tags.tags(of: client)
    #expect(after.yesterday == nil)
    #expect(after.today != before.today)
  }

  @Test func `two processes have nothing in common`() throws {
    let client = try address("192.0.2.7")
    #expect(DailyAddressTags(time: clock).tags(of: client) != DailyAddressTags(time: clock).tags(of: client))
  }
}
